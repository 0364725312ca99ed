package io.quantix.desktop.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The system's own sound (ALSA), whose device is a file here. */
class SystemSoundTest {
  private static final int FRAMES = 20_000;

  @TempDir Path folder;

  /**
   * Plays rising samples through the system's usual output: a program, since ALSA looks but once.
   */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws Exception {
      PcmFormat format = new PcmFormat(2, 44_100);
      byte[] samples = samples();
      try (SoundOutput output = new SystemSound().open(format)) {
        for (int done = 0; done < samples.length; ) {
          done += output.write(samples, done, samples.length - done);
          Thread.sleep(1);
        }
        while (!output.isSilent()) {
          Thread.sleep(1);
        }
      } catch (NoSoundException e) {
        System.out.println(e.kind());
      }
    }
  }

  private static byte[] samples() {
    ByteBuffer samples = ByteBuffer.allocate(FRAMES * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 1; i <= FRAMES; i++) {
      samples.putShort((short) i).putShort((short) -i);
    }
    return samples.array();
  }

  private String play(String alsa) throws IOException, InterruptedException {
    Path configuration = Files.writeString(folder.resolve("asound.conf"), alsa);
    ProcessBuilder program =
        new ProcessBuilder(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx100m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Program.class.getName()));
    program.environment().put("ALSA_CONFIG_PATH", configuration.toString());
    Process process = program.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void samplesReachTheSystemsDevice() throws Exception {
    Path played = folder.resolve("played");
    String said =
        play(
            """
            pcm.nowhere { type null }
            pcm.!default { type file slave.pcm "nowhere" file "%s" format "raw" }
            ctl.!default { type hw card 0 }
            """
                .formatted(played));
    assertThat(said).doesNotContain("NO_DEVICE", "BUSY");
    assertThat(played).exists();
    assertThat(Files.readAllBytes(played)).startsWith(samples());
  }

  @Test
  void aComputerWithoutADeviceHasNone() throws Exception {
    assertThat(play("# nothing\n")).contains("NO_DEVICE");
  }
}
