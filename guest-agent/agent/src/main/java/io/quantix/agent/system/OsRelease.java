package io.quantix.agent.system;

import io.quantix.agent.os.SystemFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /etc/os-release}, or {@code /usr/lib/os-release}; see os-release(5). */
final class OsRelease {
  private OsRelease() {}

  static Map<String, String> read(SystemFiles files) {
    for (String place : List.of("etc/os-release", "usr/lib/os-release")) {
      try {
        Map<String, String> values = parse(files.lines(place));
        if (!values.isEmpty()) {
          return values;
        }
      } catch (IOException e) {
        // The other place may do.
      }
    }
    return Map.of();
  }

  static Map<String, String> parse(List<String> lines) {
    Map<String, String> values = new HashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0 && line.charAt(0) != '#') {
        values.put(line.substring(0, equals).strip(), unquoted(line.substring(equals + 1).strip()));
      }
    }
    return values;
  }

  /** As a shell would take it. */
  private static String unquoted(String text) {
    if (text.length() < 2
        || "\"'".indexOf(text.charAt(0)) < 0
        || !text.endsWith(text.substring(0, 1))) {
      return text;
    }
    String inner = text.substring(1, text.length() - 1);
    return text.charAt(0) == '\'' ? inner : inner.replaceAll("\\\\([\\\\\"$`])", "$1");
  }
}
