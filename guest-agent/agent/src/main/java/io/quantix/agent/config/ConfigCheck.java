package io.quantix.agent.config;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code --check-config}: says what is wrong with a configuration, and what the agent would do. */
public final class ConfigCheck {
  /** All is well. */
  public static final int OK = 0;

  /** Something is wrong, and the agent would run with defaults in its place. */
  public static final int DEFAULTS_HOLD = 1;

  /**
   * The agent would not start; the number is that of {@code sysexits.h} for a bad configuration.
   */
  public static final int UNUSABLE = 78;

  private ConfigCheck() {}

  /** Prints every problem and the verdict; the process's exit status. */
  public static int report(String file, LoadedConfig loaded, PrintStream out) {
    for (ConfigProblem problem : loaded.problems()) {
      out.println(problem);
    }
    out.println(verdict(file, loaded));
    if (!loaded.usable()) {
      return UNUSABLE;
    }
    return loaded.problems().isEmpty() ? OK : DEFAULTS_HOLD;
  }

  /** What the agent does with it, a sentence. */
  public static String verdict(String file, LoadedConfig loaded) {
    if (!loaded.usable()) {
      return "The agent does not start with "
          + file
          + ": with a default in place of what is wrong, the host could do what this file may mean"
          + " to forbid.";
    }
    return loaded.problems().isEmpty()
        ? file + " is in order."
        : "The agent runs; defaults hold for the keys named above.";
  }

  /** A value in the file's own notation. */
  static String written(Object value) {
    return switch (value) {
      case Enum<?> choice -> choice.name().toLowerCase(Locale.ROOT);
      case Optional<?> optional -> optional.map(ConfigCheck::written).orElse("none");
      case List<?> list -> list.isEmpty() ? "[]" : list.toString();
      default -> value.toString();
    };
  }
}
