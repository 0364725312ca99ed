package io.quantix.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * One way of doing what is measured.
 *
 * @param name what the table calls it
 * @param meter does it once and says what it took
 */
record Contender(String name, Meter meter) {
  /** One whole run. */
  @FunctionalInterface
  interface Work {
    /**
     * Does it.
     *
     * @return how much it found: all contenders must find the same
     */
    long run() throws Exception;
  }

  /** A run that measures itself. */
  @FunctionalInterface
  interface Meter {
    /** Does it and says what it took. */
    Measured run() throws Exception;
  }

  /**
   * What a run took.
   *
   * @param found how much it found: all contenders must find the same
   * @param values one for each column of the table
   */
  record Measured(long found, List<Double> values) {
    /** The same from one value or several. */
    static Measured of(long found, Double... values) {
      return new Measured(found, List.of(values));
    }
  }

  /** Work whose one value is its time in milliseconds. */
  static Contender timed(String name, Work work) {
    return timed(name, 1, work);
  }

  /** The same for work that does something so many times, of which the time of one is asked. */
  static Contender timed(String name, int times, Work work) {
    return new Contender(
        name,
        () -> {
          long before = System.nanoTime();
          long found = work.run();
          return Measured.of(found, (System.nanoTime() - before) / 1e6 / times);
        });
  }

  /** Work that does so many things, of which the number in a second is asked. */
  static Contender rate(String name, double things, Work work) {
    return new Contender(
        name,
        () -> {
          long before = System.nanoTime();
          long found = work.run();
          return Measured.of(found, things * 1e9 / (System.nanoTime() - before));
        });
  }

  /** The same in a second of this JVM's processor time, which other processes disturb less. */
  static Contender processorRate(String name, double things, Work work) {
    return new Contender(
        name,
        () -> {
          long before = processorNanos();
          long found = work.run();
          return Measured.of(found, things * 1e9 / (processorNanos() - before));
        });
  }

  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
