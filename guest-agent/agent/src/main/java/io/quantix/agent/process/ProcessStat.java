package io.quantix.agent.process;

import java.util.Optional;

/**
 * {@code /proc/PID/stat}; see proc(5).
 *
 * @param state one letter
 * @param userTicks and the like: hundredths of a second, on every Linux that runs a JVM
 * @param startTicks since boot
 * @param residentPages of memory
 */
public record ProcessStat(
    int pid,
    String name,
    char state,
    int parent,
    int session,
    long userTicks,
    long systemTicks,
    int threads,
    long startTicks,
    long residentPages) {

  /** Ticks of a second, in everything that proc tells. */
  public static final int TICKS_PER_SECOND = 100;

  /** Reads the file's line; empty if it is none. */
  public static Optional<ProcessStat> parse(String line) {
    // The name may hold anything, parentheses and spaces too.
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    if (open < 1 || close < open || close + 2 >= line.length()) {
      return Optional.empty();
    }
    String[] fields = line.substring(close + 2).trim().split(" ", -1);
    if (fields.length < 22) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ProcessStat(
              Integer.parseInt(line.substring(0, open).trim()),
              line.substring(open + 1, close),
              fields[0].charAt(0),
              Integer.parseInt(fields[1]),
              Integer.parseInt(fields[3]),
              Long.parseLong(fields[11]),
              Long.parseLong(fields[12]),
              Integer.parseInt(fields[17]),
              Long.parseLong(fields[19]),
              Long.parseLong(fields[21])));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
