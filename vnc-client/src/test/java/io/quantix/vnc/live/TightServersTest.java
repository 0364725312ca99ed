package io.quantix.vnc.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.DirtyRegion;
import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.VncEncoding;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.Watcher;
import io.quantix.vnc.transport.VncTransport;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tight, JPEG and PNG as TigerVNC, libvncserver and QEMU send them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class TightServersTest {
  private static final int WIDTH = 3840;
  private static final int HEIGHT = 160;

  private XServer display;
  private X11vnc x11vnc;
  private final Random random = new Random(7);

  @BeforeAll
  void start() throws Exception {
    display = new XServer("-SecurityTypes", "None", "-geometry", WIDTH + "x" + HEIGHT);
    x11vnc = new X11vnc(display);
  }

  @AfterAll
  void stop() throws Exception {
    x11vnc.close();
    display.close();
  }

  private static VncOptions.Builder tight() {
    return VncOptions.builder().encodings(List.of(VncEncoding.TIGHT));
  }

  /** Level 0 of libvncserver is Tight without zlib; its rectangles are wider than 2048. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 9})
  void showsWhatLibvncserverSends(int compression) throws Exception {
    showsWithoutLoss(x11vnc.connect(), tight().compression(compression).build());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 9})
  void showsWhatTigerVncSends(int compression) throws Exception {
    showsWithoutLoss(display.connect(), tight().compression(compression).build());
  }

  private void showsWithoutLoss(VncTransport transport, VncOptions options) throws Exception {
    Watcher watcher = new Watcher();
    try (XClient x = display.client();
        VncSession session = VncSession.open(transport, options, watcher)) {
      session.pointer(random.nextInt(WIDTH), 1, 0);
      for (int colours : new int[] {1, 2, 7, 200, 1 << 24}) {
        x.put(0, 0, stripes(WIDTH, HEIGHT, colours));
        x.put(900, 20, photograph(400, 100, colours));
        Picture truth = x.get(WIDTH, HEIGHT);
        watcher.await(
            "a picture of " + colours + " colours",
            () -> Picture.of(session.framebuffer()).difference(truth).isEmpty());
      }
      assertThat(session.statistics().encodings()).containsExactly("Tight");
    }
  }

  @Test
  void showsJpegOfTigerVnc() throws Exception {
    showsWithLoss(display.connect());
  }

  @Test
  void showsJpegOfLibvncserver() throws Exception {
    showsWithLoss(x11vnc.connect());
  }

  /** At quality 8 a photograph differs by little, but it differs: it was JPEG. */
  private void showsWithLoss(VncTransport transport) throws Exception {
    Picture photograph = photograph(WIDTH, HEIGHT, random.nextInt(100));
    LossMeter meter = new LossMeter(photograph);
    try (XClient x = display.client();
        VncSession session = VncSession.open(transport, tight().quality(8).build(), meter)) {
      session.pointer(random.nextInt(WIDTH), 2, 0);
      x.put(0, 0, photograph);
      meter.await("the photograph", meter::wasLossy);
      assertThat(session.statistics().encodings()).contains("Tight");
    }
  }

  /**
   * Compares every frame as it comes: a server that has nothing else to do may send the same again
   * without loss.
   */
  private static final class LossMeter extends Watcher {
    private final Picture truth;
    private volatile @Nullable Framebuffer shown;
    private volatile boolean wasLossy;

    LossMeter(Picture truth) {
      this.truth = truth;
    }

    boolean wasLossy() {
      return wasLossy;
    }

    @Override
    public synchronized void resized(Framebuffer framebuffer) {
      shown = framebuffer;
      super.resized(framebuffer);
    }

    @Override
    public synchronized void frame(DirtyRegion dirty) {
      Picture now = Picture.of(Objects.requireNonNull(shown));
      int error = now.greatestError(truth);
      wasLossy |= error > 0 && error <= 32 && now.meanError(truth) < 4;
      super.frame(dirty);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 6})
  void showsJpegOfQemu(int quality) throws Exception {
    Watcher watcher = new Watcher();
    // At level 1 its rectangles are smaller than those that it looks for photographs in.
    VncOptions options = tight().quality(quality).compression(6).build();
    try (QemuMachine machine = QemuMachine.withPhotograph(",lossy=on,non-adaptive=on");
        VncSession session = VncSession.open(machine.connect(), options, watcher)) {
      Picture truth = machine.screendump();
      assertThat(truth.width() + "x" + truth.height()).isEqualTo("640x400");
      int most = quality == 6 ? 16 : 32;
      watcher.await(
          "the picture",
          () -> {
            int error = Picture.of(session.framebuffer()).greatestError(truth);
            return error > 0 && error <= most;
          });
      assertThat(session.statistics().encodings()).containsExactly("Tight");
    }
  }

  @Test
  void showsPngOfQemu() throws Exception {
    Watcher watcher = new Watcher();
    VncOptions options = VncOptions.defaults().withEncodings(List.of(VncEncoding.TIGHT_PNG));
    try (QemuMachine machine = new QemuMachine("");
        VncSession session = VncSession.open(machine.connect(), options, watcher)) {
      Picture truth = machine.screendump();
      watcher.await(
          "the picture", () -> Picture.of(session.framebuffer()).difference(truth).isEmpty());
      assertThat(session.statistics().encodings()).containsExactly("TightPNG");
    }
  }

  /** Formats of 32 bits in other orders lose nothing, and every server sends them alike. */
  @Test
  void showsOtherOrdersOfColours() throws Exception {
    for (PixelFormat format :
        List.of(
            new PixelFormat(32, 24, false, true, 255, 255, 255, 0, 8, 16),
            new PixelFormat(32, 24, true, true, 255, 255, 255, 16, 8, 0))) {
      VncOptions options = tight().pixelFormat(format).build();
      showsWithoutLoss(display.connect(), options);
      showsWithoutLoss(x11vnc.connect(), options);
      try (QemuMachine machine = new QemuMachine("")) {
        Watcher watcher = new Watcher();
        try (VncSession session = VncSession.open(machine.connect(), options, watcher)) {
          Picture truth = machine.screendump();
          watcher.await(
              "QEMU's picture as " + format,
              () -> Picture.of(session.framebuffer()).difference(truth).isEmpty());
        }
      }
    }
  }

  /** Rows of one colour, with single pixels of others. */
  private Picture stripes(int w, int h, int colours) {
    int[] palette = random.ints(Math.min(colours, 4096), 0, 1 << 24).toArray();
    int[] argb = new int[w * h];
    for (int i = 0; i < argb.length; i++) {
      int colour = random.nextInt(3) == 0 ? random.nextInt(palette.length) : i / w % palette.length;
      argb[i] = palette[colour];
    }
    return new Picture(w, h, argb);
  }

  /** Smooth, in many colours. */
  private static Picture photograph(int w, int h, int seed) {
    int[] argb = new int[w * h];
    for (int i = 0; i < argb.length; i++) {
      double x = i % w / 61.0 + seed;
      int row = i / w;
      double y = row / 37.0;
      int red = (int) (127 + 120 * Math.sin(x) * Math.cos(y));
      int green = (int) (127 + 120 * Math.cos(x / 3 + y));
      int blue = (int) (127 + 120 * Math.sin(y - x / 5));
      argb[i] = red << 16 | green << 8 | blue;
    }
    return new Picture(w, h, argb);
  }
}
