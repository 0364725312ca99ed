package io.quantix.benchmarks;

import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.VncListener;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Memory of a session of 1920x1080 without a window: what a fresh JVM has resident with it, above
 * what it had before, with a real TigerVNC server on which something is drawn.
 *
 * <pre>benchmarks/run vnc-memory</pre>
 */
public final class VncMemoryBenchmark {
  private static final double FRAMEBUFFER = 1920 * 1080 * 4 / 1e6;
  private static final int UPDATES = 300;

  private VncMemoryBenchmark() {}

  /** Runs it; {@code session PORT} is the fresh JVM's part. */
  public static void main(String[] args) throws Exception {
    if (args.length > 1) {
      session(Integer.parseInt(args[1]));
      return;
    }
    int port = VncLiveBenchmark.freePort();
    Path folder = Program.newFolder();
    try (Program server = VncLiveBenchmark.xvnc(folder, port);
        XDisplay desktop = XDisplay.open(Integer.parseInt(server.firstLine()))) {
      Path own = Program.newFolder();
      try (Program jvm =
          Program.start(
              own,
              List.of(
                  ProcessHandle.current().info().command().orElse("java"),
                  "-XX:+UseSerialGC",
                  "-Xms16m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  VncMemoryBenchmark.class.getName(),
                  "session",
                  Integer.toString(port)))) {
        Thread drawing =
            Thread.ofPlatform().daemon().name("drawing").start(() -> draw(desktop, jvm));
        double megabytes = Double.parseDouble(jvm.firstLine());
        System.out.printf(
            Locale.ROOT,
            "A session of 1920x1080 takes %.1f MB, a framebuffer %.1f MB%n",
            megabytes,
            FRAMEBUFFER);
        Figures.print(
            String.format(
                Locale.ROOT,
                "| memory of a 1920x1080 session without the window | %.1f MB | %.1f MB, a"
                    + " framebuffer | %.2f | at most 2 | %s |%n",
                megabytes,
                FRAMEBUFFER,
                megabytes / FRAMEBUFFER,
                megabytes <= 2 * FRAMEBUFFER ? "yes" : "**no**"));
        drawing.interrupt();
      }
    }
  }

  private static void draw(XDisplay desktop, Program jvm) {
    try {
      for (int i = 0; jvm.isAlive(); i++) {
        VncLiveBenchmark.draw(desktop, i);
        Thread.sleep(20);
      }
    } catch (IOException | InterruptedException e) {
      // The measurement is over.
      return;
    }
  }

  private static void session(int port) throws Exception {
    // Classes and threads of a session are the JVM's own part: a first one has them loaded.
    open(port, 20).close();
    long before = resident();
    try (VncSession session = open(port, UPDATES)) {
      Framebuffer shown = session.framebuffer();
      long with = resident();
      if (shown.width() != 1920) {
        throw new IllegalStateException("the desktop is not 1920 wide");
      }
      System.out.println((with - before) / 1e6);
    }
  }

  private static VncSession open(int port, int updates) throws Exception {
    VncSession session =
        VncSession.open(
            VncTransport.tcp("127.0.0.1", port, Duration.ofSeconds(10)),
            VncOptions.defaults(),
            new VncListener() {});
    while (session.statistics().updates() < updates) {
      Thread.sleep(20);
    }
    return session;
  }

  /** Resident bytes of this process, when what is garbage has gone. */
  @SuppressWarnings("CallingSystemGc")
  private static long resident() throws Exception {
    for (int i = 0; i < 4; i++) {
      System.gc();
      Thread.sleep(100);
    }
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IOException("no VmRSS");
  }
}
