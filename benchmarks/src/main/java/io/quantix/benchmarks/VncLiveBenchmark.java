package io.quantix.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A desktop of 1920x1080 of a real TigerVNC server on which something is drawn 60 times a second,
 * shown by a viewer: how much processor time the viewer takes for a second of it, and how many of
 * the 60 pictures are seen in its window.
 *
 * <pre>benchmarks/run vnc-live [SECONDS [ROUNDS]]</pre>
 */
public final class VncLiveBenchmark {
  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1080;
  private static final int BEGUN = 0xff00fe;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SECOND = 60;
  private static final int WARM_UP = 5 * SECOND;

  private final int display;
  private final int port;
  private final int frames;

  private VncLiveBenchmark(int display, int port, int frames) {
    this.display = display;
    this.port = port;
    this.frames = frames;
  }

  /** Runs it and prints the table as Markdown. */
  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    int port = freePort();
    Path folder = Program.newFolder();
    try (Program server = xvnc(folder, port)) {
      VncLiveBenchmark live =
          new VncLiveBenchmark(Integer.parseInt(server.firstLine()), port, seconds * SECOND);
      SideBySide measured =
          SideBySide.measure(
              "1920x1080, 60 pictures a second, in a window",
              List.of("CPU ms a second", "pictures seen a second"),
              0,
              rounds,
              List.of(live.contender(Viewer.quantix()), live.contender(Viewer.tigerVnc())));
      System.out.print(measured.table());
      Figures.of(measured, "1920x1080 at 60 a second, CPU", 0, "ms a second").atMost(1, 1.0);
      Figures.of(measured, "1920x1080 at 60 a second, pictures seen", 1, "a second")
          .atLeast(1, 1.0);
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  static Program xvnc(Path folder, int port) throws IOException {
    return Program.start(
        folder,
        List.of(
            "Xtigervnc",
            "-displayfd",
            "1",
            "-geometry",
            WIDTH + "x" + HEIGHT,
            "-depth",
            "24",
            "-nolisten",
            "tcp",
            "-SecurityTypes",
            "None",
            "-localhost",
            "-FrameRate",
            "60",
            "-rfbport",
            Integer.toString(port),
            "-desktop",
            "quantix-lab-live"));
  }

  private Contender contender(Viewer viewer) {
    return new Contender(viewer.name(), () -> measure(viewer));
  }

  private Contender.Measured measure(Viewer viewer) throws Exception {
    try (XDisplay desktop = XDisplay.open(display);
        WatchedScreen screen = WatchedScreen.around(WIDTH, HEIGHT)) {
      desktop.fill(0, 0, WIDTH, HEIGHT, 0x204060).fill(0, 0, 32, 32, BEGUN).flush();
      try (Program window = viewer.open(screen, port)) {
        WatchedScreen.Place place = screen.awaitSquare(BEGUN, window, PATIENCE);
        run(desktop, screen, place, WARM_UP);
        long before = window.processorNanos();
        int seen = run(desktop, screen, place, frames);
        double seconds = frames / (double) SECOND;
        double millis = (window.processorNanos() - before) / 1e6 / seconds;
        return Contender.Measured.of(0, millis, seen / seconds);
      }
    }
  }

  /** Draws at its pace, and counts the pictures that show up in the window. */
  private static int run(
      XDisplay desktop, WatchedScreen screen, WatchedScreen.Place place, int frames)
      throws IOException {
    long start = System.nanoTime();
    int shown = screen.pixel(place);
    int seen = 0;
    for (int i = 0; i < frames; i++) {
      draw(desktop, i);
      long next = start + (i + 1) * 1_000_000_000L / SECOND;
      while (System.nanoTime() < next) {
        int now = screen.pixel(place);
        if (now != shown) {
          shown = now;
          seen++;
        }
        LockSupport.parkNanos(500_000);
      }
    }
    return seen;
  }

  /** A window that moves, text that scrolls under it, and a square that tells pictures apart. */
  static void draw(XDisplay desktop, int i) throws IOException {
    int x = 100 + i * 7 % 1100;
    int y = 80 + i * 5 % 600;
    desktop.fill(x - 7, y - 5, 500, 340, 0x204060);
    desktop.fill(x, y, 486, 330, 0xe8e8e0).fill(x, y, 486, 24, 0x6080a0);
    for (int line = 0; line < 12; line++) {
      for (int word = 0; word < 8; word++) {
        int length = 12 + (i + line * 31 + word * 17) % 37;
        desktop.fill(
            x + 10 + word * 58, y + 36 + line * 24, length, 10, 0x101010 + word * 0x111111);
      }
    }
    desktop.fill(0, 0, 32, 32, 0x010000 + (i % 250 + 1) * 0x000103).flush();
  }
}
