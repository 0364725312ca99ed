package io.quantix.agent.service;

/**
 * A service.
 *
 * @param name what it is controlled by
 * @param displayName for people
 * @param pid of its main process, 0 if it has none
 * @param memoryBytes 0 where that is not counted
 */
public record ServiceEntry(
    String name,
    String displayName,
    State state,
    StartType startType,
    String description,
    int pid,
    long memoryBytes) {

  /** What it does now. */
  public enum State {
    /** It runs, or did what it is there for. */
    RUNNING,
    /** It does not run. */
    STOPPED,
    /** It is being started. */
    STARTING,
    /** It is being stopped. */
    STOPPING,
    /** It ended as it should not have. */
    FAILED,
    /** Something else. */
    UNKNOWN
  }

  /** What happens at the next boot. */
  public enum StartType {
    /** It is started. */
    AUTO,
    /** It is started when something asks for it. */
    MANUAL,
    /** It is not started. */
    DISABLED,
    /** Nobody says. */
    UNKNOWN
  }
}
