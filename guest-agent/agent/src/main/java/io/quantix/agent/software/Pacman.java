package io.quantix.agent.software;

import io.quantix.agent.os.SystemFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Arch's database: a directory for each package, with {@code %NAME%} and a value below it. */
final class Pacman {
  private Pacman() {}

  static List<SoftwareEntry> read(SystemFiles files) throws IOException {
    List<SoftwareEntry> found = new ArrayList<>();
    for (String folder : files.names("var/lib/pacman/local")) {
      if (!files.exists("var/lib/pacman/local/" + folder + "/desc")) {
        continue;
      }
      Map<String, String> fields = new HashMap<>();
      String title = "";
      for (String line : files.lines("var/lib/pacman/local/" + folder + "/desc")) {
        if (line.startsWith("%") && line.endsWith("%")) {
          title = line;
        } else if (!line.isEmpty()) {
          fields.putIfAbsent(title, line);
        }
      }
      String name = fields.getOrDefault("%NAME%", "");
      if (!name.isEmpty()) {
        found.add(
            new SoftwareEntry(
                name,
                fields.getOrDefault("%VERSION%", ""),
                fields.getOrDefault("%PACKAGER%", ""),
                Instant.ofEpochSecond(Dpkg.number(fields.getOrDefault("%INSTALLDATE%", ""))),
                Dpkg.number(fields.getOrDefault("%SIZE%", "")),
                fields.getOrDefault("%ARCH%", "")));
      }
    }
    return found;
  }
}
