package io.quantix.desktop.sound;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.window.Fx;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SoundPlayerTest {
  private static final PcmFormat FORMAT = new PcmFormat(2, 10_000);

  private final Device device = new Device();
  private final List<NoSoundException> failures = Collections.synchronizedList(new ArrayList<>());
  private final SoundPlayer player = new SoundPlayer(device, FORMAT, failures::add);

  /** Takes nothing while it is stuck. */
  private static final class Device implements SoundOutput.Device {
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private boolean missing;
    private boolean stuck;
    private int open;
    private int asked;

    synchronized void set(boolean nowMissing, boolean nowStuck) {
      missing = nowMissing;
      stuck = nowStuck;
    }

    synchronized byte[] heard() {
      return heard.toByteArray();
    }

    synchronized int open() {
      return open;
    }

    synchronized int asked() {
      return asked;
    }

    @Override
    public synchronized SoundOutput open(PcmFormat format) throws NoSoundException {
      if (missing) {
        throw new NoSoundException(NoSoundException.Kind.NO_DEVICE, new Exception("none"));
      }
      open++;
      return new SoundOutput() {
        @Override
        public int write(byte[] samples, int offset, int length) {
          return take(samples, offset, length);
        }

        @Override
        public boolean isSilent() {
          return true;
        }

        @Override
        public void close() {
          closed();
        }
      };
    }

    private synchronized int take(byte[] samples, int offset, int length) {
      asked++;
      int some = stuck ? 0 : Math.min(length, 100 * 4);
      heard.write(samples, offset, some);
      return some;
    }

    private synchronized void closed() {
      open--;
    }
  }

  /** Frames whose samples count from a number on. */
  private static ByteBuffer count(int from, int frames) {
    ByteBuffer samples = ByteBuffer.allocate(frames * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = from; i < from + frames; i++) {
      samples.putShort((short) i).putShort((short) -i);
    }
    return samples.flip();
  }

  @AfterEach
  void close() throws Exception {
    player.close();
    Fx.await(
        "its thread has ended",
        () ->
            device.open() == 0
                && Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("sound")));
  }

  @Test
  void aShortSoundIsPlayedWholeAndTheDeviceGivenBack() throws Exception {
    assertThat(device.open()).isZero();
    player.begin();
    player.play(count(1, 150));
    player.play(count(151, 10));
    player.end();
    Fx.await("given back", () -> device.heard().length == 160 * 4 && device.open() == 0);
    assertThat(device.heard()).isEqualTo(count(1, 160).array());
  }

  @Test
  void whatIsNotPlayedInTimeGivesWayToWhatIsNewer() throws Exception {
    device.set(false, true);
    player.play(count(0, 1000));
    Fx.await("stuck", () -> device.asked() > 0);
    for (int second = 0; second < 10; second++) {
      player.play(count(1000 * second, 1000));
    }
    device.set(false, false);
    player.end();
    Fx.await("given back", () -> device.open() == 0);
    byte[] heard = device.heard();
    // The piece that was on its way to the device, and the last fifth of a second.
    assertThat(heard.length).isBetween(2000 * 4, (2000 + 200) * 4);
    assertThat(Arrays.copyOfRange(heard, heard.length - 2000 * 4, heard.length))
        .isEqualTo(count(8000, 2000).array());
  }

  @Test
  void moreThanFitsAtOnceIsCutAtItsBeginning() throws Exception {
    player.play(count(0, 9000));
    player.end();
    Fx.await("given back", () -> device.heard().length > 0 && device.open() == 0);
    assertThat(device.heard()).isEqualTo(count(7000, 2000).array());
  }

  @Test
  void aMissingDeviceIsToldAndTriedAgainWithTheNextSound() throws Exception {
    device.set(true, false);
    player.begin();
    player.play(count(0, 1000));
    Fx.await("told", () -> failures.size() == 1);
    assertThat(failures.getFirst().kind()).isEqualTo(NoSoundException.Kind.NO_DEVICE);
    device.set(false, false);
    player.play(count(0, 1000));
    assertThat(device.open()).isZero();
    player.begin();
    player.play(count(5, 1000));
    player.end();
    Fx.await("heard", () -> device.heard().length == 4000);
    assertThat(device.heard()).isEqualTo(count(5, 1000).array());
    assertThat(failures).hasSize(1);
  }

  @Test
  void theVolumeSoftensEachSample() throws Exception {
    player.setVolume(50);
    ByteBuffer loud = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    player.play(loud.putShort((short) 32_767).putShort((short) -32_768).putInt(8).flip());
    player.end();
    Fx.await("heard", () -> device.heard().length == 8);
    ByteBuffer heard = ByteBuffer.wrap(device.heard()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(new short[] {heard.getShort(), heard.getShort(), heard.getShort()})
        .containsExactly(4096, -4096, 1);
  }

  @Test
  void silenceIsAtOnceAlsoWhenTheDeviceIsStuck() throws Exception {
    device.set(false, true);
    player.play(count(0, 1000));
    Fx.await("stuck", () -> device.asked() > 0);
    player.setOn(false);
    Fx.await("given back", () -> device.open() == 0);
    player.play(count(0, 1000));
    assertThat(device.open()).isZero();
    device.set(false, false);
    player.setOn(true);
    player.play(count(3, 1000));
    player.end();
    Fx.await("heard", () -> device.heard().length == 4000);
    assertThat(device.heard()).isEqualTo(count(3, 1000).array());
  }
}
