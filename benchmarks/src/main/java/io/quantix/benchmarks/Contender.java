package io.quantix.benchmarks;

/**
 * One way of doing what is measured.
 *
 * @param name what the table calls it
 * @param work one whole run; what it returns goes into a checksum, so that nothing is optimised
 *     away and all contenders are seen to have done the same
 */
record Contender(String name, Work work) {
  /** One whole run. */
  @FunctionalInterface
  interface Work {
    /** Does it and says how much it found. */
    long run() throws Exception;
  }
}
