package io.quantix.agent.software;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What {@code rpm -qa} prints in the format that it is asked for. */
final class Rpm {
  private Rpm() {}

  static List<SoftwareEntry> parse(String text) {
    List<SoftwareEntry> found = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] fields = line.split("\t", -1);
      // Keys that signatures are checked with are kept as packages, too.
      if (fields.length == 6 && !fields[0].equals("gpg-pubkey")) {
        found.add(
            new SoftwareEntry(
                fields[0],
                fields[1],
                none(fields[2]),
                Instant.ofEpochSecond(Dpkg.number(fields[3])),
                Dpkg.number(fields[4]),
                none(fields[5])));
      }
    }
    return found;
  }

  private static String none(String text) {
    return text.equals("(none)") ? "" : text;
  }
}
