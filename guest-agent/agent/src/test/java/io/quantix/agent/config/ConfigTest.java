package io.quantix.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.agent.protocol.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {
  @TempDir Path folder;

  private static LoadedConfig read(String text) {
    return new ConfigReader(Places.LINUX).read(text, Map.of());
  }

  @Test
  void theFileThatIsInstalledNamesEveryKeyAndSaysTheDefaults() throws Exception {
    String installed = Files.readString(Path.of("src/main/config/agent.yaml"));
    LoadedConfig loaded = read(installed);
    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.config()).isEqualTo(AgentConfig.defaults(Places.LINUX));
    List<String> names = new ConfigReader(Places.LINUX).keys().stream().map(Setting::name).toList();
    assertThat(YamlSubset.parse(installed).keySet()).containsAll(names);
  }

  @Test
  void defaultsAreThoseOfTheReference() {
    AgentConfig config = AgentConfig.defaults(Places.LINUX);
    assertThat(config.telemetryInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.maxExecTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.maxChunkSize()).isEqualTo(65_536);
    assertThat(config.logLevel()).isEqualTo(AgentConfig.LogLevel.INFO);
    assertThat(config.logFormat()).isEqualTo(AgentConfig.LogFormat.JSON);
    assertThat(config.logFile()).isEmpty();
    assertThat(config.logMaxSize()).isEqualTo(10_485_760);
    assertThat(config.logMaxFiles()).isEqualTo(5);
    assertThat(config.devicePath()).isEmpty();
    assertThat(config.preFreezeScriptDir()).isEqualTo("/etc/limiquantix/pre-freeze.d");
    assertThat(config.postThawScriptDir()).isEqualTo("/etc/limiquantix/post-thaw.d");
    assertThat(config.security().commandAllowlist()).isEmpty();
    assertThat(config.security().auditLogging()).isFalse();
    assertThat(config.security().auditLogFile()).isEqualTo("/var/log/limiquantix/audit.log");
    assertThat(config.health())
        .isEqualTo(new AgentConfig.Health(true, Duration.ofSeconds(30), Duration.ofSeconds(60)));
  }

  @Test
  void listsAreReadInBothNotations() {
    AgentConfig.Security security =
        read("""
        security:
          command_allowlist:
            - /usr/bin/systemctl   # units
            - "/opt/two words/run"
          command_blocklist: ['/bin/rm', /sbin/reboot]
          allow_file_write_paths:
          - /tmp
          max_commands_per_minute: 100
        """)
            .config()
            .security();
    assertThat(security.commandAllowlist())
        .containsExactly("/usr/bin/systemctl", "/opt/two words/run");
    assertThat(security.commandBlocklist()).containsExactly("/bin/rm", "/sbin/reboot");
    assertThat(security.allowFileWritePaths()).containsExactly("/tmp");
    assertThat(security.maxCommandsPerMinute()).isEqualTo(100);
  }

  @Test
  void aWindowsFileIsReadWithItsBackslashes() {
    LoadedConfig loaded =
        new ConfigReader(Places.WINDOWS)
            .read(
                """
                device_path: "\\\\\\\\?\\\\Global\\\\org.limiquantix.agent.0"
                log_file: "C:\\\\ProgramData\\\\LimiQuantix\\\\Logs\\\\agent.log"
                """,
                Map.of());
    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.config().devicePath())
        .isEqualTo(Optional.of("\\\\?\\Global\\org.limiquantix.agent.0"));
    assertThat(loaded.config().logFile())
        .isEqualTo(Optional.of("C:\\ProgramData\\LimiQuantix\\Logs\\agent.log"));
  }

  @Test
  void theEnvironmentStandsBeforeTheFile() {
    LoadedConfig loaded =
        new ConfigReader(Places.LINUX)
            .read(
                "log_level: warn\n",
                Map.of(
                    "LIMIQUANTIX_AGENT_LOG_LEVEL", "debug",
                    "LIMIQUANTIX_AGENT_SECURITY__COMMAND_ALLOWLIST", "[/bin/cat, /bin/ls]",
                    "LIMIQUANTIX_AGENT_CONFIG", "/elsewhere",
                    "HOME", "/root"));
    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.config().logLevel()).isEqualTo(AgentConfig.LogLevel.DEBUG);
    assertThat(loaded.config().security().commandAllowlist())
        .containsExactly("/bin/cat", "/bin/ls");
  }

  @Test
  void aBadVariableIsNamed() {
    LoadedConfig loaded =
        new ConfigReader(Places.LINUX)
            .read("", Map.of("LIMIQUANTIX_AGENT_SECURITY__AUDIT_LOGGING", "perhaps"));
    assertThat(loaded.usable()).isFalse();
    assertThat(loaded.problems().getFirst().toString())
        .isEqualTo(
            "QXGA-9002 environment variable LIMIQUANTIX_AGENT_SECURITY__AUDIT_LOGGING"
                + " security.audit_logging: \"perhaps\" is not allowed; allowed: true or false");
  }

  @Test
  void aBadValueIsNamedWithItsLineAndWhatIsAllowedAndTheDefaultHolds() {
    LoadedConfig loaded = read("# first\nlog_level: loud\ntelemetry_interval_secs: 0\n");
    assertThat(loaded.problems())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "QXGA-9002 /etc/limiquantix/agent.yaml:2 log_level: \"loud\" is not allowed; allowed:"
                + " one of trace, debug, info, warn, error; the default holds: info",
            "QXGA-9002 /etc/limiquantix/agent.yaml:3 telemetry_interval_secs: \"0\" is not allowed;"
                + " allowed: a whole number from 1 to 86400, seconds; the default holds: 5");
    assertThat(loaded.usable()).isTrue();
    assertThat(loaded.config()).isEqualTo(AgentConfig.defaults(Places.LINUX));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          security:\\n  command_alowlist: [/bin/cat] | did you mean security.command_allowlist?
          command_allowlist: [/bin/cat] | did you mean security.command_allowlist?
          security:\\n  command_allowlist: /bin/cat | a list (in lines that begin with -, or in brackets)
          security:\\n  deny_file_read_paths: [etc/shadow] | absolute paths without
          security:\\n  deny_file_read_paths: [/etc/../etc/shadow] | absolute paths without
          security:\\n  max_commands_per_minute: -1 | a whole number from 0
          security: yes | this is a section
          """)
  void whatCouldOpenTheGuestKeepsTheAgentFromStarting(String text, String message) {
    LoadedConfig loaded = read(text.replace("\\n", "\n"));
    assertThat(loaded.usable()).isFalse();
    assertThat(loaded.problems().getFirst().code()).isEqualTo(ErrorCode.CONFIG_INVALID);
    assertThat(loaded.problems().getFirst().message()).contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          log_level: info\\nlog_level: debug | 2 | the first is in line 1
          log_level = info | 1 | not of the form
          log_level:info | 1 | a space is missing
          health:\\n\\tenabled: true | 2 | a tab
          health:\\n  enabled: true\\n   interval_secs: 5 | 3 | not as its neighbours
          log_file: &a /x | 1 | put the value in quotes
          log_file: "/x | 1 | a quote that does not end
          log_file: "/x" y | 1 | text after the value
          log_file: "\\q" | 1 | in double quotes
          security:\\n  command_allowlist: [/bin/a, | 2 | must end in the same line
          - /bin/a | 1 | belongs to no key
          log_file: {a: b} | 1 | put the value in quotes
          log_file: a: b | 1 | a second
          """)
  void whatIsNotReadIsRefusedWithItsLine(String text, int line, String message) {
    LoadedConfig loaded = read(text.replace("\\n", "\n").replace("\\t", "\t"));
    assertThat(loaded.usable()).isFalse();
    ConfigProblem problem = loaded.problems().getFirst();
    assertThat(problem.code()).isEqualTo(ErrorCode.CONFIG_LOAD_FAILED);
    assertThat(problem.line()).isEqualTo(line);
    assertThat(problem.message()).contains(message);
  }

  @Test
  void aFileThatIsNotThereMeansDefaultsAndOneThatAllMayChangeBindsNobody() throws Exception {
    Path file = folder.resolve("agent.yaml");
    assertThat(ConfigFile.load(file, Places.LINUX, Map.of()).problems()).isEmpty();
    Files.writeString(file, "log_level: debug\n");
    assertThat(ConfigFile.load(file, Places.LINUX, Map.of()).config().logLevel())
        .isEqualTo(AgentConfig.LogLevel.DEBUG);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    LoadedConfig open = ConfigFile.load(file, Places.LINUX, Map.of());
    assertThat(open.usable()).isFalse();
    assertThat(open.problems().getFirst().message()).contains("chmod 600");
    assertThat(ConfigFile.load(folder, Places.LINUX, Map.of()).usable()).isFalse();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.write(file, new byte[] {'a', (byte) 0xff});
    assertThat(ConfigFile.load(file, Places.LINUX, Map.of()).problems().getFirst().message())
        .contains("not UTF-8");
    assertThat(ConfigFile.chosen(Places.LINUX, Map.of()))
        .isEqualTo(Path.of("/etc/limiquantix/agent.yaml"));
    assertThat(ConfigFile.chosen(Places.LINUX, Map.of("LIMIQUANTIX_AGENT_CONFIG", "/x")))
        .isEqualTo(Path.of("/x"));
  }

  @Test
  void theCheckSaysWhetherTheAgentRuns() {
    assertThat(check("")).isEqualTo("0 /f is in order.\n");
    assertThat(check("log_max_files: many"))
        .startsWith("1 QXGA-9002 ")
        .contains("The agent runs; defaults hold for the keys named above.");
    assertThat(check("security: {"))
        .startsWith("78 QXGA-9001 ")
        .contains("The agent does not start with /f");
  }

  private static String check(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int status = ConfigCheck.report("/f", read(text), out);
    return status + " " + bytes.toString(StandardCharsets.UTF_8);
  }
}
