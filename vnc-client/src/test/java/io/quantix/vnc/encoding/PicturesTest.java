package io.quantix.vnc.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.VncException;
import io.quantix.vnc.jpeg.TurboCompressor;
import io.quantix.vnc.jpeg.TurboCompressor.Sampling;
import io.quantix.vnc.png.PngEncoder;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import io.quantix.vnc.wire.WireReader;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures decoded by several threads show what one would show, and fail as with one. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class PicturesTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final int RAW = 0;
  private static final int COPY = 1;
  private static final int TIGHT = 7;
  private static final int TIGHT_PNG = -260;

  private final PicturePool pool = new PicturePool(3);

  /** What a server sends, and where its rectangles are. */
  private static final class Stream {
    final ServerBytes bytes = new ServerBytes();
    final List<Rectangle> rectangles = new ArrayList<>();

    void add(int x, int y, int w, int h, int encoding, byte[] payload) {
      rectangles.add(TestDesktop.rectangle(x, y, w, h, encoding));
      bytes.raw(payload);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void showWhatOneThreadShows(long seed) throws Exception {
    Stream stream = overlapping(new Random(seed));
    try (Pictures alone = Pictures.alone();
        Pictures several = Pictures.with(pool, 1)) {
      assertThat(shown(stream, several)).isEqualTo(shown(stream, alone));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void failAsWithOneThread(long seed) throws Exception {
    Random random = new Random(seed);
    Stream stream = new Stream();
    int bad = 2 + random.nextInt(5);
    for (int i = 0; i < 12; i++) {
      byte[] jpeg = jpeg(40, 30, random);
      boolean isBad = i == bad || i == bad + 2;
      // The first that is bad has another height than its rectangle, a later one another width.
      int w = i == bad + 2 ? 41 : 40;
      stream.add(i * 20, i * 15, w, isBad && w == 40 ? 29 : 30, TIGHT, jpeg);
    }
    try (Pictures alone = Pictures.alone();
        Pictures several = Pictures.with(pool, 1)) {
      Throwable expected = catchThrowable(() -> shown(stream, alone));
      assertThat(expected)
          .isInstanceOf(VncException.class)
          .hasMessageStartingWith("Tight rectangle 40x29 at " + bad * 20 + "," + bad * 15 + ":");
      assertThatFailsLike(expected, stream, several);
      // The session is over: whatever is asked next has the same answer.
      assertThat(catchThrowable(several::finish)).hasMessage(expected.getMessage());
    }
  }

  @Test
  void tellOfABadPictureBeforeWhatIsWrongBehindIt() throws Exception {
    Random random = new Random(21);
    Stream stream = new Stream();
    stream.add(0, 0, 40, 29, TIGHT, jpeg(40, 30, random));
    // A way of compressing that there is not.
    stream.add(100, 100, 40, 30, TIGHT, new byte[] {(byte) 0xb0});
    try (Pictures alone = Pictures.alone();
        Pictures several = Pictures.with(pool, 1)) {
      assertThatFailsLike(catchThrowable(() -> shown(stream, alone)), stream, several);
    }
  }

  private static void assertThatFailsLike(Throwable expected, Stream stream, Pictures pictures) {
    assertThat(catchThrowable(() -> shown(stream, pictures)))
        .isInstanceOf(VncException.class)
        .hasMessage(expected.getMessage());
  }

  @Test
  void closeWaitsForWhatIsDecodedAndEndsTheThreads() throws Exception {
    Stream stream = new Stream();
    Random random = new Random(31);
    for (int i = 0; i < 9; i++) {
      stream.add(0, i * 20, WIDTH, 20, TIGHT, jpeg(WIDTH, 20, random));
    }
    for (int round = 0; round < 50; round++) {
      Pictures several = Pictures.with(pool, 1);
      try (Decoders decoders = decoders(several)) {
        TestDesktop desktop = new TestDesktop(WIDTH, HEIGHT);
        WireReader in = new WireReader(ScriptedTransport.of(stream.bytes.done()));
        for (Rectangle rectangle : stream.rectangles) {
          decoders.decode(rectangle, in, desktop);
        }
      }
      // A decoder that is closed while it runs would crash the virtual machine.
      several.close();
    }
    while (pool.threads() > 0) {
      Thread.sleep(5);
    }
  }

  @Test
  void allocateNothingInSteadyState() throws Exception {
    int count = 6;
    Stream stream = new Stream();
    Random random = new Random(41);
    for (int i = 0; i < count; i++) {
      stream.add(0, i * 40, WIDTH, 40, TIGHT, jpeg(WIDTH, 40, random));
    }
    byte[] round = stream.bytes.done();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int rounds = 100;
    long most = (long) rounds * count;
    long least = Long.MAX_VALUE;
    try (Pictures several = Pictures.with(pool, 1);
        Decoders decoders = decoders(several)) {
      TestDesktop desktop = new TestDesktop(WIDTH, HEIGHT);
      WireReader in = new WireReader(new Endless(round));
      // Once all threads have been started, and all is compiled, there is nothing any more.
      for (int times = 0; times < 60 && least > most; times++) {
        long start = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < rounds; i++) {
          for (int r = 0; r < count; r++) {
            decoders.decode(stream.rectangles.get(r), in, desktop);
          }
          decoders.finish();
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - start);
      }
    }
    // What is allowed is the noise of the virtual machine itself: a byte for each picture.
    assertThat(least).isLessThanOrEqualTo(most);
  }

  @Test
  void aThreadIsNotNeeded() throws Exception {
    Stream stream = overlapping(new Random(51));
    try (Pictures alone = Pictures.alone();
        Pictures none = Pictures.with(new PicturePool(0), 1)) {
      assertThat(shown(stream, none)).isEqualTo(shown(stream, alone));
    }
  }

  private static int[] shown(Stream stream, Pictures pictures) throws Exception {
    TestDesktop desktop = new TestDesktop(WIDTH, HEIGHT);
    WireReader in = new WireReader(ScriptedTransport.of(stream.bytes.done()));
    Decoders decoders = decoders(pictures);
    for (Rectangle rectangle : stream.rectangles) {
      decoders.decode(rectangle, in, desktop);
    }
    decoders.finish();
    return desktop.pixels();
  }

  private static Decoders decoders(Pictures pictures) {
    Pixels pixels = new Pixels(PixelFormat.BGRX);
    return new Decoders(pictures)
        .pixels(RAW, "Raw", new RawDecoder(pixels))
        .pixels(COPY, "CopyRect", new CopyRectDecoder())
        .pixels(TIGHT, "Tight", new TightDecoder(pixels, false, pictures))
        .pixels(TIGHT_PNG, "Tight PNG", new TightDecoder(pixels, true, pictures));
  }

  /** An update of pictures that lie over each other, with copies of them and pixels between. */
  private static Stream overlapping(Random random) throws Exception {
    Stream stream = new Stream();
    for (int i = 0; i < 60; i++) {
      int w = 1 + random.nextInt(120);
      int h = 1 + random.nextInt(90);
      int x = random.nextInt(WIDTH - w);
      int y = random.nextInt(HEIGHT - h);
      switch (random.nextInt(8)) {
        case 0 -> {
          ServerBytes from = new ServerBytes();
          from.u16(random.nextInt(WIDTH - w)).u16(random.nextInt(HEIGHT - h));
          stream.add(x, y, w, h, COPY, from.done());
        }
        case 1 -> {
          ServerBytes pixels = new ServerBytes();
          for (int pixel : TestPicture.of(w, h, 16, random)) {
            pixels.pixel(pixel);
          }
          stream.add(x, y, w, h, RAW, pixels.done());
        }
        case 2 -> stream.add(x, y, w, h, TIGHT_PNG, png(w, h, random));
        default -> stream.add(x, y, w, h, TIGHT, jpeg(w, h, random));
      }
    }
    // Too large for a job: decoded at once.
    stream.add(0, 0, WIDTH, HEIGHT - 1, TIGHT_PNG, noise(WIDTH, HEIGHT - 1, random));
    return stream;
  }

  private static byte[] jpeg(int w, int h, Random random) throws Exception {
    int[] argb = TestPicture.of(w, h, 20, random);
    return picture(0x90, TurboCompressor.compress(argb, w, h, Sampling.S420, 70));
  }

  private static byte[] png(int w, int h, Random random) {
    return picture(
        0xa0, new PngEncoder(random).encode(TestPicture.of(w, h, 20, random), w, h, 2, false));
  }

  private static byte[] noise(int w, int h, Random random) {
    return picture(
        0xa0, new PngEncoder(random).encode(random.ints((long) w * h).toArray(), w, h, 6, false));
  }

  private static byte[] picture(int control, byte[] data) {
    ServerBytes out = new ServerBytes().u8(control);
    TightEncoder.length(data.length, out);
    return out.raw(data).done();
  }
}
