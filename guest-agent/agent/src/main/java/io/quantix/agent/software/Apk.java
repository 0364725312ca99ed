package io.quantix.agent.software;

import io.quantix.agent.os.SystemFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Alpine's database: a letter, a colon and a value in each line, an empty line between packages.
 */
final class Apk {
  private Apk() {}

  static List<SoftwareEntry> read(SystemFiles files, String place) throws IOException {
    List<SoftwareEntry> found = new ArrayList<>();
    Map<Character, String> fields = new HashMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new java.io.InputStreamReader(
                Files.newInputStream(files.path(place)), StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      while (line != null) {
        if (line.isEmpty()) {
          add(fields, found);
          fields.clear();
        } else if (line.length() > 1
            && line.charAt(1) == ':'
            && "PVAIm".indexOf(line.charAt(0)) >= 0) {
          fields.putIfAbsent(line.charAt(0), line.substring(2));
        }
        line = reader.readLine();
      }
    }
    add(fields, found);
    return found;
  }

  private static void add(Map<Character, String> fields, List<SoftwareEntry> found) {
    String name = fields.getOrDefault('P', "");
    if (!name.isEmpty()) {
      found.add(
          new SoftwareEntry(
              name,
              fields.getOrDefault('V', ""),
              fields.getOrDefault('m', ""),
              // apk keeps no date of the installation.
              Instant.EPOCH,
              Dpkg.number(fields.getOrDefault('I', "")),
              fields.getOrDefault('A', "")));
    }
  }
}
