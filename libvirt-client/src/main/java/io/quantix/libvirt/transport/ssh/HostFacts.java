package io.quantix.libvirt.transport.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one command at the beginning of a connection tells about the host.
 *
 * @param known whether the command ran at all; if not, the rest is empty
 * @param uid -1 if it is not known
 * @param userFolders where the user's own daemons have their sockets, likeliest first
 * @param sockets those that are there, and whether this user may connect
 */
record HostFacts(
    boolean known,
    int uid,
    List<String> userFolders,
    Map<String, Boolean> sockets,
    Set<String> programs) {

  private static final int MOST = 256 << 10;

  static HostFacts unknown() {
    return new HostFacts(false, -1, List.of(), Map.of(), Set.of());
  }

  boolean isRoot() {
    return uid == 0;
  }

  /** Asks the host. A host that runs no commands is one that nothing is known of. */
  static HostFacts learn(SshConnection connection) {
    String mark = Shell.mark();
    try {
      ChannelStream stream = connection.exec(Shell.facts(mark));
      try {
        stream.endOfOutput();
        MarkedStream.await(stream, mark);
        return parse(rest(stream, mark + "-end"), mark);
      } finally {
        stream.close();
      }
    } catch (IOException e) {
      return unknown();
    }
  }

  private static String rest(ByteStream stream, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    while (text.length() < MOST && text.indexOf(end) < 0 && stream.read(buffer.clear()) >= 0) {
      text.append(StandardCharsets.UTF_8.decode(buffer.flip()));
    }
    return text.toString();
  }

  static HostFacts parse(String text, String mark) {
    int uid = -1;
    List<String> folders = new ArrayList<>();
    Map<String, Boolean> sockets = new HashMap<>();
    Set<String> programs = new HashSet<>();
    for (String line : text.lines().toList()) {
      if (line.equals(mark + "-end")) {
        break;
      }
      int equals = line.indexOf('=');
      String value = line.substring(equals + 1);
      switch (line.substring(0, Math.max(0, equals))) {
        case "uid" -> uid = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
        case "folder" -> folders.add(value);
        case "open" -> sockets.put(value, true);
        case "shut" -> sockets.put(value, false);
        case "has" -> programs.add(value);
        default -> {
          // A shell's own noise.
        }
      }
    }
    return new HostFacts(
        uid >= 0, uid, List.copyOf(folders), Map.copyOf(sockets), Set.copyOf(programs));
  }
}
