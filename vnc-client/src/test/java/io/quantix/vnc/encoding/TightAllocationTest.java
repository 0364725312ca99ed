package io.quantix.vnc.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.quantix.vnc.encoding.TightEncoder.Kind;
import io.quantix.vnc.jpeg.TurboCompressor;
import io.quantix.vnc.jpeg.TurboCompressor.Sampling;
import io.quantix.vnc.png.PngEncoder;
import io.quantix.vnc.wire.ServerBytes;
import io.quantix.vnc.wire.WireReader;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** In steady state a rectangle of Tight leaves nothing for the garbage collector. */
class TightAllocationTest {
  private static final int MEASURED = 4_000;
  private static final int MOST = 50;
  private static final long NOISE = MEASURED / 5;
  private static final int WIDTH = 60;
  private static final int HEIGHT = 40;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void decodesFiltersWithoutAllocating() throws Exception {
    ServerBytes round = new ServerBytes();
    int rectangles = 0;
    try (TightEncoder encoder = new TightEncoder(new Random(1))) {
      for (Kind kind : Kind.values()) {
        int colours = kind == Kind.FILL ? 1 : kind == Kind.TWO_COLOURS ? 2 : 50;
        int[] picture = new Random(5).ints(WIDTH * HEIGHT, 0, colours).toArray();
        // A stream that begins anew each time can be repeated.
        round.raw(encoder.encode(kind, picture, WIDTH, HEIGHT, 1, 2, false));
        rectangles++;
      }
    }
    try (TightDecoder decoder = new TightDecoder(TestDesktop.BGRX, false)) {
      assertThat(allocated(decoder, round.done(), rectangles)).isLessThan(NOISE);
    }
  }

  @Test
  void decodesPicturesWithoutAllocating() throws Exception {
    int[] picture = TestPicture.of(WIDTH, HEIGHT, 20, new Random(2));
    ServerBytes round = new ServerBytes();
    byte[] jpeg = TurboCompressor.compress(picture, WIDTH, HEIGHT, Sampling.S420, 80);
    TightEncoder.length(jpeg.length, round.u8(0x90));
    round.raw(jpeg);
    byte[] png = new PngEncoder(new Random(3)).encode(picture, WIDTH, HEIGHT, 2, false);
    TightEncoder.length(png.length, round.u8(0xa0));
    round.raw(png);
    try (TightDecoder decoder = new TightDecoder(TestDesktop.BGRX, true)) {
      assertThat(allocated(decoder, round.done(), 2)).isLessThan(NOISE);
    }
  }

  /**
   * What so many rounds allocate, once that is nothing but noise or never will be: the compiler
   * takes its time.
   */
  private long allocated(Decoder decoder, byte[] round, int rectangles) throws Exception {
    WireReader in = new WireReader(new Endless(round));
    TestDesktop desktop = new TestDesktop(WIDTH, HEIGHT);
    Rectangle rectangle = TestDesktop.rectangle(0, 0, WIDTH, HEIGHT, 7);
    long bytes = Long.MAX_VALUE;
    for (int times = 0; bytes >= NOISE && times < MOST; times++) {
      long start = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < MEASURED; i++) {
        for (int r = 0; r < rectangles; r++) {
          decoder.decode(rectangle, in, desktop);
        }
      }
      bytes = threads.getCurrentThreadAllocatedBytes() - start;
    }
    return bytes;
  }
}
