package io.quantix.vnc.encoding;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.VncException;
import io.quantix.vnc.jpeg.TurboCompressor;
import io.quantix.vnc.jpeg.TurboCompressor.Sampling;
import io.quantix.vnc.png.PngEncoder;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes come as Tight, JPEG or PNG, they paint inside their rectangle, or are refused, or
 * end too soon; nothing else. The corpus runs like any test; with JAZZER_FUZZ=1 each method
 * searches for new inputs.
 */
class TightFuzzTest {
  private static final int WIDTH = 150;
  private static final int HEIGHT = 90;
  private static final int CANARY = 0xff00c0de;

  @FuzzTest(maxDuration = "30s")
  void tight(byte[] payload) {
    survives(() -> new TightDecoder(TestDesktop.BGRX, false), payload);
    survives(() -> new TightDecoder(new Pixels(PixelFormat.RGB565), false), payload);
  }

  @FuzzTest(maxDuration = "30s")
  void png(byte[] picture) {
    survives(() -> new TightDecoder(TestDesktop.BGRX, true), wrapped(0xa0, picture));
  }

  @FuzzTest(maxDuration = "30s")
  void jpegInTight(byte[] picture) {
    survives(() -> new TightDecoder(TestDesktop.BGRX, false), wrapped(0x90, picture));
  }

  @FuzzTest(maxDuration = "30s")
  void jpeg(byte[] payload) {
    survives(JpegDecoder::new, payload);
  }

  @Test
  void survivesDamagedRectangles() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int[] picture = TestPicture.of(100, 60, 30 + random.nextInt(100), random);
      try (TightEncoder encoder = new TightEncoder(random)) {
        byte[] payload = damaged(encoder.encode(picture, 100, 60), random);
        survives(() -> new TightDecoder(TestDesktop.BGRX, false), payload);
        survives(() -> new TightDecoder(new Pixels(PixelFormat.RGB565), false), payload);
      }
    }
  }

  @Test
  void survivesDamagedPictures() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int[] picture = TestPicture.of(100, 60, 30 + random.nextInt(100), random);
      List<Sampling> samplings = List.of(Sampling.values());
      Sampling sampling = samplings.get(random.nextInt(samplings.size()));
      byte[] jpeg =
          damaged(
              TurboCompressor.compress(picture, 100, 60, sampling, random.nextInt(100) + 1),
              random);
      survives(() -> new TightDecoder(TestDesktop.BGRX, false), wrapped(0x90, jpeg));
      survives(JpegDecoder::new, jpeg);
      int type = new int[] {0, 2, 4, 6}[random.nextInt(4)];
      byte[] png = new PngEncoder(random).encode(picture, 100, 60, type, random.nextBoolean());
      survives(() -> new TightDecoder(TestDesktop.BGRX, true), wrapped(0xa0, damaged(png, random)));
    }
  }

  private static byte[] wrapped(int control, byte[] picture) {
    ServerBytes out = new ServerBytes().u8(control);
    TightEncoder.length(picture.length, out);
    return out.raw(picture).done();
  }

  private static byte[] damaged(byte[] payload, Random random) {
    byte[] result = Arrays.copyOf(payload, payload.length - random.nextInt(1 + payload.length / 8));
    for (int i = random.nextInt(6); i >= 0; i--) {
      result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return result;
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
