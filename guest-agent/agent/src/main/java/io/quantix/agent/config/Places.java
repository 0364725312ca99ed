package io.quantix.agent.config;

/**
 * Where a platform keeps the agent's files, in its own notation.
 *
 * @param configFile the configuration
 * @param metadata the words that host and guest leave for each other
 * @param separator between a path's names
 */
public record Places(
    String configFile,
    String preFreezeScripts,
    String postThawScripts,
    String auditLog,
    String metadata,
    char separator) {

  /** On Linux. */
  public static final Places LINUX =
      new Places(
          "/etc/limiquantix/agent.yaml",
          "/etc/limiquantix/pre-freeze.d",
          "/etc/limiquantix/post-thaw.d",
          "/var/log/limiquantix/audit.log",
          "/var/lib/limiquantix/metadata",
          '/');

  /** On Windows. */
  public static final Places WINDOWS =
      new Places(
          "C:\\ProgramData\\LimiQuantix\\agent.yaml",
          "C:\\ProgramData\\LimiQuantix\\pre-freeze.d",
          "C:\\ProgramData\\LimiQuantix\\post-thaw.d",
          "C:\\ProgramData\\LimiQuantix\\Logs\\audit.log",
          "C:\\ProgramData\\LimiQuantix\\metadata",
          '\\');

  /** Whether a path begins at a root: {@code /...}, {@code C:\...} or {@code \\...}. */
  boolean absolute(String path) {
    if (separator == '/') {
      return path.startsWith("/");
    }
    return path.startsWith("\\\\")
        || (path.length() > 2 && path.charAt(1) == ':' && path.charAt(2) == '\\');
  }
}
