package io.quantix.agent.session;

import io.quantix.agent.os.Program;
import io.quantix.agent.os.Programs;
import io.quantix.agent.os.SystemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody's desktop: whose it is, and what a program needs in its environment to be part of it.
 * Taken from the processes that are, since nothing else in a system tells all of it.
 *
 * @param uid whose
 * @param environment where the display is and who may use it
 */
public record DesktopSession(int uid, int gid, Map<String, String> environment) {
  private static final Set<String> WANTED =
      Set.of(
          "DISPLAY",
          "WAYLAND_DISPLAY",
          "XAUTHORITY",
          "XDG_RUNTIME_DIR",
          "XDG_CURRENT_DESKTOP",
          "XDG_SESSION_TYPE",
          "DBUS_SESSION_BUS_ADDRESS",
          "HOME",
          "USER");

  /** Copies the environment. */
  public DesktopSession {
    environment = Map.copyOf(environment);
  }

  /** Whether it is Wayland's; it may have an X server, too. */
  public boolean wayland() {
    return environment.containsKey("WAYLAND_DISPLAY");
  }

  /**
   * Finds the desktop that is used. Where it is known who is logged in, it is theirs alone: not
   * that of the program that asks for their names.
   *
   * @param sessions those who are logged in, the active one first
   */
  public static Optional<DesktopSession> find(SystemFiles files, List<UserSession> sessions) {
    List<Integer> order =
        sessions.stream()
            .filter(one -> one.type().equals("x11") || one.type().equals("wayland"))
            .map(UserSession::uid)
            .toList();
    List<DesktopSession> found = new ArrayList<>();
    for (String name : files.names("proc")) {
      if (Character.isDigit(name.charAt(0))) {
        of(files, name).ifPresent(found::add);
      }
    }
    if (files.exists("run/systemd/sessions")) {
      found.removeIf(one -> sessions.stream().noneMatch(who -> who.uid() == one.uid()));
    }
    for (UserSession session : sessions) {
      if (session.type().equals("wayland")
          && found.stream().noneMatch(one -> one.uid() == session.uid() && one.wayland())) {
        compositor(files, session.uid()).ifPresent(found::add);
      }
    }
    return found.stream()
        .min(
            Comparator.comparingInt(
                    (DesktopSession one) -> {
                      int place = order.indexOf(one.uid());
                      return place < 0 ? Integer.MAX_VALUE : place;
                    })
                .thenComparing(
                    Comparator.comparingInt((DesktopSession one) -> one.environment().size())
                        .reversed()));
  }

  /** A compositor that has started no program yet which would tell of it: by its socket. */
  private static Optional<DesktopSession> compositor(SystemFiles files, int uid) {
    String folder = "run/user/" + uid;
    Optional<String> socket =
        files.names(folder).stream().filter(name -> name.matches("wayland-\\d+")).findFirst();
    try {
      return socket.isPresent()
              && Files.getAttribute(files.path(folder), "unix:gid") instanceof Integer gid
          ? Optional.of(
              new DesktopSession(
                  uid,
                  gid,
                  Map.of(
                      "XDG_RUNTIME_DIR",
                      "/" + folder,
                      "WAYLAND_DISPLAY",
                      socket.get(),
                      "DBUS_SESSION_BUS_ADDRESS",
                      "unix:path=/" + folder + "/bus")))
          : Optional.empty();
    } catch (IOException e) {
      // They have just logged out.
      return Optional.empty();
    }
  }

  private static Optional<DesktopSession> of(SystemFiles files, String process) {
    try {
      Map<String, String> environment = new LinkedHashMap<>();
      for (String variable : files.text("proc/" + process + "/environ").split("\0", -1)) {
        int equals = variable.indexOf('=');
        if (equals > 0 && WANTED.contains(variable.substring(0, equals))) {
          environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
      }
      if (!environment.getOrDefault("DISPLAY", ":").startsWith(":")) {
        // Another machine's, by SSH.
        environment.remove("DISPLAY");
        environment.remove("XAUTHORITY");
      }
      if (!environment.containsKey("DISPLAY") && !environment.containsKey("WAYLAND_DISPLAY")) {
        return Optional.empty();
      }
      Map<String, Object> owner =
          Files.readAttributes(files.path("proc/" + process), "unix:uid,gid");
      return owner.get("uid") instanceof Integer uid && owner.get("gid") instanceof Integer gid
          ? Optional.of(new DesktopSession(uid, gid, environment))
          : Optional.empty();
    } catch (IOException e) {
      // Another's, or ended in between.
      return Optional.empty();
    }
  }

  /** A command's words with those before it that make it run as this user and in this desktop. */
  public List<String> words(Programs system, int ownUid, List<String> command) throws IOException {
    List<String> words = new ArrayList<>();
    if (uid != ownUid) {
      words.addAll(
          system.command("setpriv", "--reuid=" + uid, "--regid=" + gid, "--init-groups", "--"));
    }
    words.addAll(system.command("env"));
    environment.forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(command);
    return words;
  }

  /** The system's programs, run as this user and in this desktop. */
  public Programs programs(Programs system, int ownUid) {
    return new Programs() {
      @Override
      public Optional<Path> find(String name) {
        return system.find(name);
      }

      @Override
      public Program.Output run(List<String> command, byte[] input, Duration limit)
          throws IOException {
        return system.run(words(system, ownUid, command), input, limit);
      }
    };
  }
}
