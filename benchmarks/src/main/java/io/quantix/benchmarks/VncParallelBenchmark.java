package io.quantix.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.quantix.vnc.VncEncoding;
import io.quantix.vnc.VncListener;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.record.Recording;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Decodes recorded sessions with no window on all processors: with large rectangles painted by
 * other threads than the one that reads, and without. The time that passes, and the processor time
 * that it costs.
 *
 * <pre>benchmarks/run vnc-parallel [RECORDING...]</pre>
 */
public final class VncParallelBenchmark {
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 9;
  private static final long PIXELS_A_ROUND = 100_000_000;

  private VncParallelBenchmark() {}

  /** Runs it and prints the tables as Markdown. */
  public static void main(String[] args) throws Exception {
    for (Recordings one : Recordings.matching(List.of(args))) {
      int passes = (int) (1 + PIXELS_A_ROUND / play(one.recording(), 1, false));
      SideBySide measured =
          SideBySide.measure(
              "decode " + one.name() + " on all processors",
              List.of("ms", "CPU ms"),
              WARM_UP,
              ROUNDS,
              List.of(
                  contender("painted by several threads", one.recording(), passes, true),
                  contender("by the session's alone", one.recording(), passes, false)));
      System.out.print(measured.table());
      Figures.of(measured, "decode " + one.name() + " by several threads", 0, "ms").atMost(1, 1.0);
    }
  }

  private static Contender contender(
      String name, Recording recording, int passes, boolean parallel) {
    return new Contender(
        name,
        () -> {
          long processor = processorNanos();
          long before = System.nanoTime();
          play(recording, passes, parallel);
          return Contender.Measured.of(
              0, (System.nanoTime() - before) / 1e6, (processorNanos() - processor) / 1e6);
        });
  }

  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Plays to the end; how many pixels that were. */
  private static long play(Recording recording, int passes, boolean parallel) throws Exception {
    VncOptions options =
        VncOptions.builder()
            .encodings(List.of(VncEncoding.values()))
            .pixelFormat(recording.pixelFormat())
            .quality(9)
            .parallel(parallel)
            .build();
    try (VncSession session =
        VncSession.open(
            recording.transport(passes, Integer.MAX_VALUE), options, new VncListener() {})) {
      session.closed().toCompletableFuture().join();
      return session.statistics().pixels();
    }
  }
}
