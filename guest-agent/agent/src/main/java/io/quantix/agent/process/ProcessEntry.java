package io.quantix.agent.process;

import java.time.Instant;

/**
 * A process, or a thread of one.
 *
 * @param commandLine in brackets for the kernel's own
 * @param cpuPercent of one processor, since the table was read last or since it started
 * @param workingDirectory empty where that may not be known
 * @param startTicks tells it from a later one that has its number
 */
public record ProcessEntry(
    int pid,
    int parent,
    String name,
    String commandLine,
    String user,
    double cpuPercent,
    long memoryBytes,
    State state,
    Instant started,
    String workingDirectory,
    int threads,
    long startTicks) {

  /** What it is doing. */
  public enum State {
    /** On a processor, or ready to be. */
    RUNNING,
    /** Waits for something. */
    SLEEPING,
    /** Was stopped. */
    STOPPED,
    /** Has ended, and its parent has not asked how. */
    ZOMBIE,
    /** Waits for a disk, usually. */
    WAITING,
    /** A thread of the kernel with nothing to do. */
    IDLE,
    /** Something else. */
    UNKNOWN;

    static State of(char letter) {
      return switch (letter) {
        case 'R' -> RUNNING;
        case 'S' -> SLEEPING;
        case 'T', 't' -> STOPPED;
        case 'Z', 'X' -> ZOMBIE;
        case 'D' -> WAITING;
        case 'I' -> IDLE;
        default -> UNKNOWN;
      };
    }
  }
}
