package io.quantix.desktop.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where the platform keeps an application's files. */
public final class AppFolders {
  private AppFolders() {}

  /** The folder of our settings; it need not exist. */
  public static Path settings() {
    return settings(
        System.getProperty("os.name", ""), System.getenv(), System.getProperty("user.home", "."));
  }

  /** The folder of what lives no longer than the session, such as sockets; it need not exist. */
  public static Path runtime() {
    return set(System.getenv(), "XDG_RUNTIME_DIR")
        .filter(Path::isAbsolute)
        .map(folder -> folder.resolve("quantix"))
        .orElseGet(() -> settings().resolve("run"));
  }

  static Path settings(String system, Map<String, String> environment, String home) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return set(environment, "APPDATA")
          .orElse(Path.of(home, "AppData", "Roaming"))
          .resolve("Quantix");
    }
    if (name.startsWith("mac")) {
      return Path.of(home, "Library", "Application Support", "Quantix");
    }
    return set(environment, "XDG_CONFIG_HOME")
        .filter(Path::isAbsolute) // the specification says to ignore others
        .orElse(Path.of(home, ".config"))
        .resolve("quantix");
  }

  private static Optional<Path> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isEmpty()).map(Path::of);
  }
}
