package io.quantix.vnc.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.VncEncoding;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording may be anybody's file. */
class DamagedRecordingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int HEAD = 10;
  private static final int NAME_LENGTH = 20;

  private @TempDir Path folder;
  private byte[] good = new byte[0];

  @BeforeEach
  void record() throws Exception {
    Path file = folder.resolve("good");
    byte[] server = ServerBytes.hello(64, 48).solid(1, 1, 5, 4, 0x123456).u8(2).done();
    try (VncRecorder recorder =
        VncRecorder.start(
            ScriptedTransport.of(server), VncOptions.defaults(), VncEncoding.RAW, file)) {
      recorder.closed().toCompletableFuture().join();
      Recording.Outcome outcome = recorder.finish(PATIENCE);
      assertThat(outcome.updates()).isEqualTo(1);
    }
    assertThat(Recording.read(file).bytes().limit()).isEqualTo(4 + 12 + 5 * 4 * 4 + 1);
    good = Files.readAllBytes(file);
  }

  @Test
  void aStopInTheMiddleOfAnUpdateLeavesNothing() throws Exception {
    byte[] server = ServerBytes.hello(64, 48).solid(1, 1, 5, 4, 0x123456).done();
    Path file = folder.resolve("half");
    try (VncRecorder recorder =
        VncRecorder.start(
            ScriptedTransport.of(Arrays.copyOf(server, server.length - 1)),
            VncOptions.defaults(),
            VncEncoding.RAW,
            file)) {
      assertThatThrownBy(() -> recorder.finish(PATIENCE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in the middle");
    }
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("good"));
    }
  }

  @Test
  void isRefusedIfItIsSomethingElse() throws Exception {
    assertRefused(new byte[0], "is no recording");
    assertRefused("RFB 003.008\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "is no");
    byte[] newer = good.clone();
    newer[9] = 2;
    assertRefused(newer, "version 2");
  }

  @Test
  void isRefusedIfItIsCutOffAnywhere() throws Exception {
    for (int length = 0; length < good.length; length++) {
      assertRefused(Arrays.copyOf(good, length), "");
    }
  }

  @Test
  void isRefusedIfANumberIsOverItsLimit() throws Exception {
    assertRefused(with(0, 0), "its desktop is 0x48");
    assertRefused(with(0, 20_000), "its desktop is 20000x48");
    assertRefused(with(4, 24 << 8 | 24), "its pixel format is none");
    assertRefused(with(NAME_LENGTH, 0x7fff), "the length of its name is");
    int encodings = NAME_LENGTH + 4 + "desk".length();
    assertRefused(with(encodings, 0x7fff), "it lists 32767 encodings");
    byte[] plain = plain();
    int count = ByteBuffer.wrap(plain).getShort(encodings);
    int piece = encodings + 2 + 4 * count + 4;
    assertRefused(with(piece, 0x7fff), "the length of a piece is");
    assertRefused(with(piece, 0xffff), "the length of a piece is");
    // Within the limit, but not there: found out before it costs memory.
    assertRefused(with(piece, 0x1000), "cut off");
  }

  @Test
  void noFileOfBytesDoesHarm() throws Exception {
    Random random = new Random(3);
    byte[] plain = plain();
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = plain.clone();
      for (int times = random.nextInt(4); times >= 0; times--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        Recording.read(file(packed(damaged)));
      } catch (BadRecordingException e) {
        assertThat(e).hasMessageContaining(folder.toString());
      }
    }
  }

  private void assertRefused(byte[] bytes, String why) throws IOException {
    Path file = file(bytes);
    assertThatThrownBy(() -> Recording.read(file))
        .isInstanceOf(BadRecordingException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("damaged"), bytes);
  }

  /** The file with 16 bits of its unpacked part changed. */
  private byte[] with(int at, int value) throws IOException {
    byte[] plain = plain();
    plain[at] = (byte) (value >> 8);
    plain[at + 1] = (byte) value;
    return packed(plain);
  }

  private byte[] plain() throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(good, HEAD, good.length - HEAD))
        .readAllBytes();
  }

  private byte[] packed(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(good, 0, HEAD);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }
}
