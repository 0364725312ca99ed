package io.quantix.desktop.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * When the QEMU processes of this machine were started, by their VM's name: libvirt itself does not
 * tell how long a domain has been running.
 */
final class ProcessStarts {
  private static final String GUEST = "guest=";

  private ProcessStarts() {}

  /** Milliseconds since 1970 by VM's name; empty where there is no /proc. */
  static Map<String, Long> byName() {
    Map<String, Long> starts = new HashMap<>();
    ProcessHandle.allProcesses()
        .forEach(process -> {
          String name = guest(process.pid());
          if (!name.isEmpty()) {
            process
                .info()
                .startInstant()
                .ifPresent(start -> starts.put(name, start.toEpochMilli()));
          }
        });
    return starts;
  }

  private static String guest(long pid) {
    try {
      String line =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
      int at = line.indexOf("-name\0" + GUEST);
      if (at < 0) {
        return "";
      }
      int from = at + 6 + GUEST.length();
      int to = from;
      while (to < line.length() && line.charAt(to) != ',' && line.charAt(to) != '\0') {
        to++;
      }
      return new String(
          line.substring(from, to).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // it has ended meanwhile, or is not ours to see
    }
  }
}
