package io.quantix.benchmarks;

import io.quantix.vnc.record.Recording;
import io.quantix.vnc.record.Replay;
import io.quantix.vnc.record.ReplayServer;
import java.time.Duration;
import java.util.List;

/**
 * Recorded sessions played into the real window as fast as it takes them, beside TigerVNC's viewer:
 * the processor time of the viewer's process and the time until the last picture is seen. What an
 * almost empty session takes until its picture is seen, the JVM's start with it, is taken off and
 * stated.
 *
 * <pre>benchmarks/run vnc-window [RECORDING...]</pre>
 */
public final class VncWindowBenchmark {
  private static final int ROUNDS = 3;
  private static final int LAST = 0xff00fe;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long BYTES_A_ROUND = 20_000_000;
  private static final int MOST_PASSES = 40;

  private VncWindowBenchmark() {}

  /** What a session took, in milliseconds. */
  private record Took(double processor, double wall) {}

  /** Runs it and prints the tables as Markdown. */
  public static void main(String[] args) throws Exception {
    for (Recordings one : Recordings.matching(List.of(args))) {
      int length = one.recording().bytes().limit();
      int passes = Math.clamp(BYTES_A_ROUND / length, 2, MOST_PASSES);
      SideBySide measured =
          SideBySide.measure(
              one.name() + " in the window, " + passes + " times",
              List.of("CPU ms", "ms", "CPU ms of the start"),
              0,
              ROUNDS,
              List.of(
                  contender(Viewer.quantix(), one.recording(), passes),
                  contender(Viewer.tigerVnc(), one.recording(), passes)));
      System.out.print(measured.table());
      boolean isStrict = one.name().endsWith("tight") || one.name().endsWith("zrle");
      Figures.of(measured, one.name() + " in the window, CPU", 0, "ms")
          .atMost(1, isStrict ? 1.0 : 1.2);
      Figures.of(measured, one.name() + " in the window, time", 1, "ms").atMost(1, 1.0);
    }
  }

  private static Contender contender(Viewer viewer, Recording recording, int passes) {
    return new Contender(
        viewer.name(),
        () -> {
          // One pass is the least that any session has: what more passes take is the work.
          Took start = play(viewer, recording, 1);
          Took all = play(viewer, recording, 1 + passes);
          return Contender.Measured.of(
              0,
              Math.max(1, all.processor - start.processor),
              Math.max(1, all.wall - start.wall),
              start.processor);
        });
  }

  private static Took play(Viewer viewer, Recording recording, int passes) throws Exception {
    Replay replay = Replay.once().times(passes).thenStaying().thenMarked(LAST);
    try (WatchedScreen screen = WatchedScreen.around(recording.width(), recording.height());
        ReplayServer server = ReplayServer.onPort(recording, replay, 0);
        Program window = viewer.open(screen, server.port())) {
      ReplayServer.Played played = server.awaitPlayed(PATIENCE).orElseThrow();
      screen.awaitSquare(LAST, window, PATIENCE);
      return new Took(window.processorNanos() / 1e6, (System.nanoTime() - played.begun()) / 1e6);
    }
  }
}
