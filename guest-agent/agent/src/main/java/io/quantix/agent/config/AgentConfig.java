package io.quantix.agent.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How this agent behaves, from {@code agent.yaml} and the environment. What a key means and its
 * default stand in {@link ConfigKeys}.
 *
 * @param telemetryInterval between two telemetry reports
 * @param maxExecTimeout the longest that a command may run, and what a request without one gets
 * @param maxChunkSize of a file's chunk, bytes
 * @param logFile empty: standard output alone
 * @param devicePath empty: looked for by the channel's name
 */
public record AgentConfig(
    Duration telemetryInterval,
    Duration maxExecTimeout,
    int maxChunkSize,
    LogLevel logLevel,
    LogFormat logFormat,
    Optional<String> logFile,
    long logMaxSize,
    int logMaxFiles,
    Optional<String> devicePath,
    boolean preferVsock,
    boolean clipboardMonitoring,
    String preFreezeScriptDir,
    String postThawScriptDir,
    Security security,
    Health health) {

  /** From which weight on the agent logs. */
  public enum LogLevel {
    /** Every message on the channel. */
    TRACE,
    /** Every request. */
    DEBUG,
    /** What an administrator wants to know. */
    INFO,
    /** What went wrong and was dealt with. */
    WARN,
    /** What went wrong. */
    ERROR
  }

  /** How a line of the log is written. */
  public enum LogFormat {
    /** One JSON object a line. */
    JSON,
    /** For people. */
    PRETTY
  }

  /**
   * What the guest's owner lets the host do. An empty list restricts nothing.
   *
   * @param maxCommandsPerMinute 0: no limit
   * @param maxFileOpsPerSecond 0: no limit
   * @param portForwardTargets {@code host:port}, where port may be {@code *}
   * @param selfUpdate whether the host may send a newer version of the agent
   * @param updateKeyFile with the key that it is signed by; empty: that of the agent's package
   */
  public record Security(
      List<String> commandAllowlist,
      List<String> commandBlocklist,
      List<String> allowFileWritePaths,
      List<String> denyFileReadPaths,
      int maxCommandsPerMinute,
      int maxFileOpsPerSecond,
      boolean auditLogging,
      String auditLogFile,
      boolean terminal,
      List<String> portForwardTargets,
      boolean selfUpdate,
      Optional<String> updateKeyFile) {

    /** Copies the lists. */
    public Security {
      commandAllowlist = List.copyOf(commandAllowlist);
      commandBlocklist = List.copyOf(commandBlocklist);
      allowFileWritePaths = List.copyOf(allowFileWritePaths);
      denyFileReadPaths = List.copyOf(denyFileReadPaths);
      portForwardTargets = List.copyOf(portForwardTargets);
    }
  }

  /**
   * How the agent watches itself.
   *
   * @param telemetryTimeout without a report for so long, it says so in its log
   */
  public record Health(boolean enabled, Duration interval, Duration telemetryTimeout) {}

  /** What holds on this platform when no file and no variable says otherwise. */
  public static AgentConfig defaults(Places places) {
    return new ConfigReader(places).read("", java.util.Map.of()).config();
  }
}
