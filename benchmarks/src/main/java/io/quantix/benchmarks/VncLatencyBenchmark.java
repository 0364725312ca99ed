package io.quantix.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * From a key pressed on a viewer's display to the changed pixel in the viewer's window, with a real
 * TigerVNC server on which an X program answers each key with another colour. Both viewers are
 * measured from outside: the key comes through XTEST, the pixel is read from the X server's screen.
 *
 * <pre>benchmarks/run vnc-latency [KEYS [ROUNDS]]</pre>
 */
public final class VncLatencyBenchmark {
  private static final int BEGUN = 0xff00fe;
  private static final int[] ANSWERS = {0x00c0ff, 0xffc000};
  private static final int KEY = 38;
  private static final int WARM_UP = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 23;
  private static final long SETTLE_MILLIS = 1000;

  private VncLatencyBenchmark() {}

  /** Runs it and prints the table as Markdown. */
  public static void main(String[] args) throws Exception {
    int keys = args.length > 0 ? Integer.parseInt(args[0]) : 300;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    int port = VncLiveBenchmark.freePort();
    Path folder = Program.newFolder();
    try (Program server = VncLiveBenchmark.xvnc(folder, port)) {
      int desktop = Integer.parseInt(server.firstLine());
      List<Contender> contenders = new ArrayList<>();
      for (Viewer viewer : List.of(Viewer.quantix(), Viewer.tigerVnc())) {
        contenders.add(new Contender(viewer.name(), () -> measure(viewer, desktop, port, keys)));
      }
      SideBySide measured =
          SideBySide.measure(
              "key press to changed pixel, Xvnc",
              List.of("p50 ms", "p99 ms"),
              0,
              rounds,
              contenders);
      System.out.print(measured.table());
      Figures.of(measured, "key press to changed pixel, p50", 0, "ms").atMost(1, 1.0);
      Figures.of(measured, "key press to changed pixel, p99", 1, "ms").atMost(1, 1.0);
    }
  }

  private static Contender.Measured measure(Viewer viewer, int desktop, int port, int keys)
      throws Exception {
    try (XDisplay answering = XDisplay.open(desktop);
        WatchedScreen screen = WatchedScreen.around(1920, 1080);
        XDisplay typing = XDisplay.open(screen.display())) {
      answering.fill(0, 0, 1920, 1080, 0x204060).fill(0, 0, 64, 64, BEGUN).flush();
      answering.listen();
      var _ = Thread.ofPlatform().daemon().name("answers").start(() -> answer(answering));
      try (Program window = viewer.open(screen, port)) {
        WatchedScreen.Place place = screen.awaitSquare(BEGUN, window, PATIENCE);
        int test = typing.test();
        typing.focusAt(test, place.x() + 200, place.y() + 200);
        awaitFocus(viewer, screen, place, typing, test);
        double[] millis = new double[keys];
        for (int i = -WARM_UP; i < keys; i++) {
          long took = press(viewer, screen, place, typing, test);
          if (i >= 0) {
            millis[i] = took / 1e6;
          }
          Thread.sleep(PAUSE_MILLIS + i % 17);
        }
        Arrays.sort(millis);
        return Contender.Measured.of(0, millis[keys / 2], millis[keys * 99 / 100]);
      }
    }
  }

  /** Presses keys until one is answered: a window takes its time to have the keyboard. */
  private static void awaitFocus(
      Viewer viewer, WatchedScreen screen, WatchedScreen.Place place, XDisplay typing, int test)
      throws IOException, InterruptedException {
    int before = screen.pixel(place);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (screen.pixel(place) == before) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(viewer.name() + " does not take a key");
      }
      typing.key(test, KEY, true);
      typing.key(test, KEY, false);
      Thread.sleep(SETTLE_MILLIS);
    }
    // The answers to all of them have been drawn.
    Thread.sleep(SETTLE_MILLIS);
  }

  /** Nanoseconds from a key's press until the pixel has another colour. */
  private static long press(
      Viewer viewer, WatchedScreen screen, WatchedScreen.Place place, XDisplay typing, int test)
      throws IOException {
    int before = screen.pixel(place);
    long pressed = System.nanoTime();
    typing.key(test, KEY, true);
    while (screen.pixel(place) == before) {
      if (System.nanoTime() - pressed > PATIENCE.toNanos()) {
        throw new IllegalStateException(viewer.name() + " does not show the answer");
      }
      Thread.onSpinWait();
    }
    long took = System.nanoTime() - pressed;
    typing.key(test, KEY, false);
    return took;
  }

  private static void answer(XDisplay desktop) {
    try {
      for (int i = 0; ; i++) {
        desktop.awaitKey();
        desktop.fill(0, 0, 64, 64, ANSWERS[i % 2]).flush();
      }
    } catch (IOException e) {
      // The measurement is over, and has closed the display.
      return;
    }
  }
}
