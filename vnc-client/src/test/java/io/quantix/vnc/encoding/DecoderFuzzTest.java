package io.quantix.vnc.encoding;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes come, a decoder paints inside its rectangle, or says what is wrong with a {@link
 * VncException}, or finds the stream at its end; nothing else. The corpus runs like any test; with
 * JAZZER_FUZZ=1 each method searches for new inputs.
 */
class DecoderFuzzTest {
  private static final int WIDTH = 150;
  private static final int HEIGHT = 90;
  private static final int CANARY = 0xff00c0de;
  private static final Pixels SMALL = new Pixels(PixelFormat.RGB565);

  @FuzzTest(maxDuration = "30s")
  void hextile(byte[] payload) {
    survives(() -> new HextileDecoder(TestDesktop.BGRX), payload);
  }

  @FuzzTest(maxDuration = "30s")
  void zrle(byte[] payload) {
    survives(() -> new ZrleDecoder(TestDesktop.BGRX), payload);
  }

  /** Tiles without the zlib around them, so that the search reaches the tiles. */
  @FuzzTest(maxDuration = "30s")
  void zrleTiles(byte[] tiles) {
    survives(() -> new ZrleDecoder(TestDesktop.BGRX), zipped(tiles));
  }

  @FuzzTest(maxDuration = "30s")
  void rre(byte[] payload) {
    survives(() -> new RreDecoder(TestDesktop.BGRX, false), payload);
    survives(() -> new RreDecoder(SMALL, true), payload);
  }

  @FuzzTest(maxDuration = "30s")
  void zlib(byte[] plain) {
    survives(() -> new ZlibDecoder(TestDesktop.BGRX), plain);
    survives(() -> new ZlibDecoder(SMALL), zipped(plain));
  }

  @FuzzTest(maxDuration = "30s")
  void zywrleTiles(byte[] tiles) {
    byte[] payload = zipped(tiles);
    survives(() -> new ZrleDecoder(SMALL).forZywrle(SMALL, 0), payload);
    survives(() -> new ZrleDecoder(TestDesktop.BGRX).forZywrle(TestDesktop.BGRX, 5), payload);
  }

  @FuzzTest(maxDuration = "30s")
  void colourMap(byte[] payload) {
    Pixels pixels = new Pixels(PixelFormat.COLOUR_MAP);
    survives(
        () ->
            (rectangle, in, desktop) -> {
              pixels.readColourMap(in);
              new RawDecoder(pixels).decode(rectangle, in, desktop);
            },
        payload);
  }

  @FuzzTest(maxDuration = "30s")
  void cursors(byte[] payload) {
    survives(() -> new CursorDecoder(TestDesktop.BGRX), payload);
    survives(() -> new AlphaCursorDecoder(true), payload);
  }

  @FuzzTest(maxDuration = "30s")
  void copyRect(byte[] payload) {
    survives(CopyRectDecoder::new, payload);
  }

  @Test
  void survivesDamagedPictures() {
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      try (EncodedPictures pictures = new EncodedPictures(seed)) {
        survives(
            () -> new HextileDecoder(TestDesktop.BGRX), damaged(pictures.hextile(100, 60), random));
        survives(() -> new ZrleDecoder(TestDesktop.BGRX), damaged(pictures.zrle(100, 60), random));
        rre(damaged(pictures.rre(100, 60), random));
        rre(damaged(pictures.corre(100, 60), random));
        zlib(damaged(pictures.zlib(100, 60), random));
        survives(
            () -> new ZrleDecoder(TestDesktop.BGRX).forZywrle(TestDesktop.BGRX, 9),
            damaged(pictures.zywrle(100, 60), random));
      }
      byte[] noise = new byte[random.nextInt(2000)];
      random.nextBytes(noise);
      survives(() -> new HextileDecoder(TestDesktop.BGRX), noise);
      survives(() -> new ZrleDecoder(TestDesktop.BGRX), zipped(noise));
      if (noise.length > 0) {
        noise[0] = (byte) (128 + random.nextInt(30));
        survives(() -> new ZrleDecoder(TestDesktop.BGRX), zipped(noise));
        byte[] coefficients = new byte[noise.length + 1];
        System.arraycopy(noise, 0, coefficients, 1, noise.length);
        zywrleTiles(coefficients);
      }
    }
  }

  private static byte[] damaged(byte[] payload, Random random) {
    byte[] result = Arrays.copyOf(payload, payload.length - random.nextInt(payload.length / 4));
    for (int i = random.nextInt(6); i >= 0; i--) {
      result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return result;
  }

  private static byte[] zipped(byte[] plain) {
    try (ZrleEncoder encoder = new ZrleEncoder(new Random(0))) {
      byte[] zlib = encoder.deflate(plain);
      return new ServerBytes().u32(zlib.length).raw(zlib).done();
    }
  }

  private static void survives(Supplier<Decoder> decoders, byte[] payload) {
    TestDesktop desktop = new TestDesktop(WIDTH, HEIGHT);
    desktop.surface().fill(0, 0, WIDTH, HEIGHT, CANARY);
    try (Decoder decoder = decoders.get()) {
      decoder.decode(
          TestDesktop.rectangle(20, 10, 100, 60, 0),
          new WireReader(ScriptedTransport.of(payload), 8 * 1024),
          desktop);
    } catch (VncException | IOException e) {
      // Both are answers: the payload is wrong, or it ends too soon.
      if (e.getMessage() == null) {
        throw new AssertionError("no reason given", e);
      }
    }
    int[] pixels = desktop.pixels();
    for (int i = 0; i < pixels.length; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      boolean inside = x >= 20 && x < 120 && y >= 10 && y < 70;
      if (inside ? pixels[i] >>> 24 != 0xff : pixels[i] != CANARY) {
        throw new AssertionError(x + "," + y + " is " + Integer.toHexString(pixels[i]));
      }
    }
  }
}
