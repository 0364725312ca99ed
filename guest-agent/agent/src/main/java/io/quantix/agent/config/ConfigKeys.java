package io.quantix.agent.config;

import java.util.List;

/** Every key, with its default and what it takes. */
final class ConfigKeys {
  final Setting<Long> telemetryInterval =
      Setting.number("telemetry_interval_secs", 5, 1, 86_400, "seconds");
  final Setting<Long> maxExecTimeout =
      Setting.number("max_exec_timeout_secs", 300, 1, 86_400, "seconds");
  final Setting<Long> maxChunkSize =
      Setting.number("max_chunk_size", 65_536, 1_024, 196_608, "bytes");
  final Setting<AgentConfig.LogLevel> logLevel =
      Setting.choice("log_level", AgentConfig.LogLevel.INFO, AgentConfig.LogLevel.class);
  final Setting<AgentConfig.LogFormat> logFormat =
      Setting.choice("log_format", AgentConfig.LogFormat.JSON, AgentConfig.LogFormat.class);
  final Setting<java.util.Optional<String>> logFile;
  final Setting<Long> logMaxSize =
      Setting.number("log_max_size_bytes", 10_485_760, 4_096, 1_073_741_824, "bytes");
  final Setting<Long> logMaxFiles = Setting.number("log_max_files", 5, 1, 100, "");
  final Setting<java.util.Optional<String>> devicePath;
  final Setting<Boolean> preferVsock = Setting.flag("prefer_vsock", false);
  final Setting<Boolean> clipboardMonitoring = Setting.flag("clipboard_monitoring", true);
  final Setting<String> preFreezeScriptDir;
  final Setting<String> postThawScriptDir;
  final Setting<List<String>> commandAllowlist;
  final Setting<List<String>> commandBlocklist;
  final Setting<List<String>> allowFileWritePaths;
  final Setting<List<String>> denyFileReadPaths;
  final Setting<Long> maxCommandsPerMinute =
      Setting.number("security.max_commands_per_minute", 0, 0, 1_000_000, "0 for no limit");
  final Setting<Long> maxFileOpsPerSecond =
      Setting.number("security.max_file_ops_per_second", 0, 0, 1_000_000, "0 for no limit");
  final Setting<Boolean> auditLogging = Setting.flag("security.audit_logging", false);
  final Setting<String> auditLogFile;
  final Setting<Boolean> terminal = Setting.flag("security.terminal", true);
  final Setting<Boolean> selfUpdate = Setting.flag("security.self_update", true);
  final Setting<java.util.Optional<String>> updateKeyFile;
  final Setting<List<String>> portForwardTargets =
      Setting.targets("security.port_forward_targets", List.of("127.0.0.1:*", "[::1]:*"));
  final Setting<Boolean> healthEnabled = Setting.flag("health.enabled", true);
  final Setting<Long> healthInterval =
      Setting.number("health.interval_secs", 30, 1, 86_400, "seconds");
  final Setting<Long> telemetryTimeout =
      Setting.number("health.telemetry_timeout_secs", 60, 1, 86_400, "seconds");

  private final List<Setting<?>> all;

  ConfigKeys(Places places) {
    logFile = Setting.optionalPath("log_file", "", places);
    devicePath = Setting.optionalPath("device_path", "auto", places);
    preFreezeScriptDir = Setting.path("pre_freeze_script_dir", places.preFreezeScripts(), places);
    postThawScriptDir = Setting.path("post_thaw_script_dir", places.postThawScripts(), places);
    commandAllowlist = Setting.paths("security.command_allowlist", places);
    commandBlocklist = Setting.paths("security.command_blocklist", places);
    allowFileWritePaths = Setting.paths("security.allow_file_write_paths", places);
    denyFileReadPaths = Setting.paths("security.deny_file_read_paths", places);
    auditLogFile = Setting.path("security.audit_log_file", places.auditLog(), places);
    updateKeyFile = Setting.optionalPath("security.update_key_file", "", places);
    all =
        List.of(
            telemetryInterval,
            maxExecTimeout,
            maxChunkSize,
            logLevel,
            logFormat,
            logFile,
            logMaxSize,
            logMaxFiles,
            devicePath,
            preferVsock,
            clipboardMonitoring,
            preFreezeScriptDir,
            postThawScriptDir,
            commandAllowlist,
            commandBlocklist,
            allowFileWritePaths,
            denyFileReadPaths,
            maxCommandsPerMinute,
            maxFileOpsPerSecond,
            auditLogging,
            auditLogFile,
            terminal,
            portForwardTargets,
            selfUpdate,
            updateKeyFile,
            healthEnabled,
            healthInterval,
            telemetryTimeout);
  }

  /** All of them, in the order of the documentation. */
  List<Setting<?>> all() {
    return all;
  }
}
