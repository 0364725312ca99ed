package io.quantix.agent.config;

import io.quantix.agent.protocol.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a configuration from a file's text and the environment. A variable {@code
 * LIMIQUANTIX_AGENT_} and a key in capitals, with two underscores for the dot of a section, stands
 * before the file: {@code LIMIQUANTIX_AGENT_LOG_LEVEL=debug}, {@code
 * LIMIQUANTIX_AGENT_SECURITY__AUDIT_LOGGING=true}; a list is written {@code [a, b]}.
 */
public final class ConfigReader {
  /** What a variable's name begins with. */
  public static final String VARIABLE_PREFIX = "LIMIQUANTIX_AGENT_";

  /** The variable that names another configuration file. */
  public static final String FILE_VARIABLE = "LIMIQUANTIX_AGENT_CONFIG";

  private final Places places;
  private final ConfigKeys keys;
  private String source;

  /** For a platform. */
  public ConfigReader(Places places) {
    this.places = places;
    this.keys = new ConfigKeys(places);
    this.source = places.configFile();
  }

  /** The same, with the name that problems call the file by. */
  public ConfigReader named(String file) {
    source = file;
    return this;
  }

  /** Reads; never fails: what is wrong is among the problems. */
  public LoadedConfig read(String text, Map<String, String> environment) {
    return new Reading().read(text, environment);
  }

  /** What a file that cannot be read at all comes to. */
  LoadedConfig unreadable(String why) {
    ConfigProblem problem =
        new ConfigProblem(ErrorCode.CONFIG_LOAD_FAILED, source, 0, "", why, true);
    return new LoadedConfig(AgentConfig.defaults(places), List.of(problem));
  }

  /** All keys, in the order of the documentation. */
  List<Setting<?>> keys() {
    return keys.all();
  }

  private final class Reading {
    private final List<ConfigProblem> problems = new ArrayList<>();
    private Map<String, RawValue> values = Map.of();
    private final Map<String, String> variables = new HashMap<>();

    LoadedConfig read(String text, Map<String, String> environment) {
      try {
        values = new HashMap<>(YamlSubset.parse(text));
      } catch (ConfigSyntaxException e) {
        problem(ErrorCode.CONFIG_LOAD_FAILED, e.line(), "", e.getMessage() + "", true);
        values = new HashMap<>();
      }
      environment(environment);
      unknownKeys();
      AgentConfig config = config();
      problems.sort(Comparator.comparingInt(ConfigProblem::line));
      return new LoadedConfig(config, problems);
    }

    private void environment(Map<String, String> environment) {
      for (Map.Entry<String, String> entry : environment.entrySet()) {
        String variable = entry.getKey();
        if (!variable.startsWith(VARIABLE_PREFIX) || variable.equals(FILE_VARIABLE)) {
          continue;
        }
        String key =
            variable
                .substring(VARIABLE_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace("__", ".");
        String name = key.substring(key.indexOf('.') + 1);
        try {
          Map<String, RawValue> one =
              YamlSubset.parse(
                  name + ": " + (entry.getValue().isEmpty() ? "\"\"" : entry.getValue()));
          RawValue value = one.get(name);
          if (value == null || one.size() != 1) {
            throw new ConfigSyntaxException(0, "not one value");
          }
          values.put(key, new RawValue(0, value.list(), value.items()));
          variables.put(key, variable);
        } catch (ConfigSyntaxException e) {
          problems.add(
              new ConfigProblem(
                  ErrorCode.CONFIG_INVALID,
                  "environment variable " + variable,
                  0,
                  key,
                  e.getMessage() + "",
                  true));
        }
      }
    }

    private void unknownKeys() {
      for (Map.Entry<String, RawValue> entry : values.entrySet()) {
        String key = entry.getKey();
        boolean section = key.equals("security") || key.equals("health");
        if (section && entry.getValue().items().isEmpty()) {
          continue;
        }
        if (section) {
          problem(
              ErrorCode.CONFIG_INVALID,
              entry.getValue().line(),
              key,
              "this is a section: its keys stand below it, indented",
              key.equals("security"));
        } else if (keys.all().stream().noneMatch(setting -> setting.name().equals(key))) {
          Optional<String> near = nearest(key);
          problem(
              ErrorCode.CONFIG_INVALID,
              entry.getValue().line(),
              key,
              "no such key" + near.map(name -> "; did you mean " + name + "?").orElse(""),
              key.startsWith("security.")
                  || near.filter(name -> name.startsWith("security.")).isPresent());
        }
      }
    }

    private <T> T value(Setting<T> setting) {
      RawValue raw = values.get(setting.name());
      if (raw == null) {
        return setting.fallback();
      }
      Optional<T> parsed = setting.parser().parse(raw);
      if (parsed.isPresent()) {
        return parsed.get();
      }
      StringBuilder written = new StringBuilder();
      for (RawValue.Scalar item : raw.items()) {
        written.append(written.isEmpty() ? "" : ", ").append(item.text());
      }
      boolean fatal = setting.name().startsWith("security.");
      problem(
          ErrorCode.CONFIG_INVALID,
          raw.line(),
          setting.name(),
          (written.isEmpty() ? "nothing is written" : "\"" + written + "\" is not allowed")
              + "; allowed: "
              + setting.allowed()
              + (fatal ? "" : "; the default holds: " + ConfigCheck.written(setting.fallback())),
          fatal);
      return setting.fallback();
    }

    private void problem(ErrorCode code, int line, String key, String message, boolean fatal) {
      String variable = variables.get(key);
      String from = variable == null ? source : "environment variable " + variable;
      problems.add(new ConfigProblem(code, from, line, key, message, fatal));
    }

    private AgentConfig config() {
      return new AgentConfig(
          Duration.ofSeconds(value(keys.telemetryInterval)),
          Duration.ofSeconds(value(keys.maxExecTimeout)),
          Math.toIntExact(value(keys.maxChunkSize)),
          value(keys.logLevel),
          value(keys.logFormat),
          value(keys.logFile),
          value(keys.logMaxSize),
          Math.toIntExact(value(keys.logMaxFiles)),
          value(keys.devicePath),
          value(keys.preferVsock),
          value(keys.clipboardMonitoring),
          value(keys.preFreezeScriptDir),
          value(keys.postThawScriptDir),
          new AgentConfig.Security(
              value(keys.commandAllowlist),
              value(keys.commandBlocklist),
              value(keys.allowFileWritePaths),
              value(keys.denyFileReadPaths),
              Math.toIntExact(value(keys.maxCommandsPerMinute)),
              Math.toIntExact(value(keys.maxFileOpsPerSecond)),
              value(keys.auditLogging),
              value(keys.auditLogFile),
              value(keys.terminal),
              value(keys.portForwardTargets),
              value(keys.selfUpdate),
              value(keys.updateKeyFile)),
          new AgentConfig.Health(
              value(keys.healthEnabled),
              Duration.ofSeconds(value(keys.healthInterval)),
              Duration.ofSeconds(value(keys.telemetryTimeout))));
    }
  }

  /**
   * The key that is most like one that is not known: the same name elsewhere, or two letters off.
   */
  private Optional<String> nearest(String key) {
    String name = key.substring(key.indexOf('.') + 1);
    return keys.all().stream()
        .map(Setting::name)
        .map(known -> Map.entry(known, distance(name, known.substring(known.indexOf('.') + 1))))
        .filter(entry -> entry.getValue() <= 2)
        .min(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 2) {
      return 3;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
