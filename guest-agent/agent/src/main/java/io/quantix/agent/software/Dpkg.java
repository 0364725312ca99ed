package io.quantix.agent.software;

import io.quantix.agent.os.SystemFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code /var/lib/dpkg/status}: paragraphs as deb822(5) has them. */
final class Dpkg {
  private Dpkg() {}

  static List<SoftwareEntry> read(SystemFiles files) throws IOException {
    List<SoftwareEntry> found = new ArrayList<>();
    Map<String, String> fields = new HashMap<>();
    // Tens of megabytes on a desktop: never all at once.
    try (BufferedReader reader =
        new BufferedReader(
            new java.io.InputStreamReader(
                Files.newInputStream(files.path("var/lib/dpkg/status")), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      while (line != null) {
        if (line.isEmpty()) {
          add(fields, files, found);
          fields.clear();
        } else if (line.charAt(0) != ' ') {
          int colon = line.indexOf(':');
          if (colon > 0 && wanted(line.substring(0, colon))) {
            fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
          }
        }
        line = reader.readLine();
      }
    }
    add(fields, files, found);
    return found;
  }

  private static boolean wanted(String field) {
    return switch (field) {
      case "Package", "Version", "Status", "Maintainer", "Installed-Size", "Architecture" -> true;
      default -> false;
    };
  }

  private static void add(
      Map<String, String> fields, SystemFiles files, List<SoftwareEntry> found) {
    String name = fields.getOrDefault("Package", "");
    if (name.isEmpty() || !fields.getOrDefault("Status", "").endsWith(" installed")) {
      return;
    }
    String architecture = fields.getOrDefault("Architecture", "");
    found.add(
        new SoftwareEntry(
            name,
            fields.getOrDefault("Version", ""),
            fields.getOrDefault("Maintainer", ""),
            installed(files, name, architecture),
            number(fields.getOrDefault("Installed-Size", "")) * 1_024,
            architecture));
  }

  /** dpkg keeps no date; the list of a package's files is written when it is unpacked. */
  private static Instant installed(SystemFiles files, String name, String architecture) {
    for (String list : new String[] {name, name + ":" + architecture}) {
      try {
        Path path = files.path("var/lib/dpkg/info/" + list + ".list");
        return Files.getLastModifiedTime(path).toInstant();
      } catch (IOException e) {
        // The other name, then.
      }
    }
    return Instant.EPOCH;
  }

  static long number(String text) {
    try {
      return Math.max(0, Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
