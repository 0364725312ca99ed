package io.quantix.vnc.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.VncException;
import io.quantix.vnc.jpeg.TurboCompressor.Sampling;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile server may put into a JPEG picture; each is refused, whoever decodes. */
class DamagedPictureTest {
  private static final int DQT = 0xdb;
  private static final int DHT = 0xc4;
  private static final int SOF0 = 0xc0;
  private static final int SOS = 0xda;

  private final byte[] jpeg =
      TurboCompressor.compress(PictureDecoderTest.photograph(40, 24, 1), 40, 24, Sampling.S420, 80);
  private final PictureDecoder own = new PictureDecoder(false, false);
  private final PictureDecoder library = new PictureDecoder(false, true);

  @AfterEach
  void end() {
    own.close();
    library.close();
  }

  /** Where the contents of the first segment of a kind begin. */
  private int segment(int marker) {
    int at = 2;
    while ((jpeg[at + 1] & 0xff) != marker) {
      at += 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
    }
    return at + 4;
  }

  private void refuses(String message, Consumer<byte[]> damage) {
    byte[] damaged = jpeg.clone();
    damage.accept(damaged);
    refuses(message, damaged);
  }

  private void refuses(String message, byte[] damaged) {
    for (PictureDecoder decoder : new PictureDecoder[] {own, library}) {
      assertThatThrownBy(() -> PictureDecoderTest.decode(decoder, damaged, 40, 24))
          .isInstanceOf(VncException.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void refusesFramesOfOtherKinds() {
    int frame = segment(SOF0);
    for (int marker : new int[] {0xc3, 0xc5, 0xc9, 0xca, 0xcf}) {
      refuses("of a kind that VNC does not use", bytes -> bytes[frame - 3] = (byte) marker);
    }
    refuses("samples of 12 bits", bytes -> bytes[frame] = 12);
    refuses("has 4 components", bytes -> bytes[frame + 5] = 4);
    refuses("has 0 components", bytes -> bytes[frame + 5] = 0);
    refuses("is 40x0", bytes -> Arrays.fill(bytes, frame + 1, frame + 3, (byte) 0));
    refuses("is 65535x24", bytes -> Arrays.fill(bytes, frame + 3, frame + 5, (byte) 0xff));
  }

  @Test
  void refusesSamplingsThatNoPictureMayHave() {
    int frame = segment(SOF0);
    for (int sampling : new int[] {0x00, 0x01, 0x10, 0x52, 0x25, 0xff, 0x44}) {
      refuses("sampling that no picture may have", bytes -> bytes[frame + 7] = (byte) sampling);
    }
    refuses(
        "sampling that no picture may have",
        bytes -> {
          bytes[frame + 7] = 0x31;
          bytes[frame + 10] = 0x21;
        });
    refuses("header of its JPEG", bytes -> bytes[frame + 8] = 4);
  }

  @Test
  void refusesTablesThatAreBroken() {
    int quantizer = segment(DQT);
    refuses("header of its JPEG", bytes -> bytes[quantizer] = 4);
    refuses("header of its JPEG", bytes -> bytes[quantizer] = 0x20);
    refuses("header of its JPEG", bytes -> bytes[quantizer] = 0x10);
    refuses("a table that was not given", bytes -> bytes[quantizer] = 3);
    int huffman = segment(DHT);
    refuses("header of its JPEG", bytes -> bytes[huffman] = 0x20);
    refuses("header of its JPEG", bytes -> bytes[huffman] = 0x14);
    refuses("a table that was not given", bytes -> bytes[huffman] = 0x03);
    refuses("too many codes", bytes -> bytes[huffman + 1] = 3);
    refuses("too many codes", bytes -> bytes[huffman + 16] = (byte) 0xff);
    refuses("a DC size over 15", bytes -> bytes[huffman + 17] = 16);
  }

  @Test
  void refusesScansThatAreBroken() {
    int scan = segment(SOS);
    refuses("not all its components in one scan", bytes -> bytes[scan] = 1);
    refuses("header of its JPEG", bytes -> bytes[scan + 1] = 9);
    refuses("header of its JPEG", bytes -> bytes[scan + 2] = 0x40);
    refuses("a table that was not given", bytes -> bytes[scan + 2] = 0x22);
    refuses("header of its JPEG", bytes -> bytes[scan + 7] = 1);
    refuses("header of its JPEG", bytes -> bytes[scan + 8] = 5);
    refuses("header of its JPEG", bytes -> bytes[scan + 9] = 1);
  }

  @Test
  void refusesHeadersThatEndTooSoon() {
    int data = segment(SOS) + 10;
    for (int length = 0; length < data; length++) {
      refuses("JPEG picture", Arrays.copyOf(jpeg, length));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 50, 200})
  void refusesDataThatEndTooSoon(int length) {
    refuses("end too soon", Arrays.copyOf(jpeg, segment(SOS) + 10 + length));
  }

  @Test
  void refusesCodesThatTheTableHasNot() {
    int data = segment(SOS) + 10;
    refuses(
        "JPEG picture has",
        bytes -> {
          for (int i = data; i < bytes.length - 2; i += 2) {
            bytes[i] = (byte) 0xff;
            bytes[i + 1] = 0;
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0xd1, 0xd7, 0x12})
  void refusesRestartMarkersOutOfTurn(int other) throws Exception {
    byte[] restarts =
        PictureDecoderTest.withRestarts(PictureDecoderTest.photograph(40, 24, 1), 40, 24, 2);
    assertThat(PictureDecoderTest.decode(own, restarts, 40, 24)).hasSize(960);
    for (int i = 0; i < restarts.length - 1; i++) {
      if (restarts[i] == -1 && (restarts[i + 1] & 0xff) == 0xd0) {
        restarts[i + 1] = (byte) other;
      }
    }
    // libjpeg makes something of it, and warns; what Java says holds.
    refuses("no restart marker where one must be", restarts);
  }
}
