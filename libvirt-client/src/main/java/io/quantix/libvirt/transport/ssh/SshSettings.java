package io.quantix.libvirt.transport.ssh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where SSH's files and programs are on this machine; tests have theirs elsewhere.
 *
 * @param home whose {@code .ssh} is read, and what {@code ~} means
 * @param user the name that is taken where nobody says another
 * @param configs configuration files, the first word that one of them says stands
 * @param ownConfig whether {@code configs} are what {@code ssh} reads by itself
 * @param systemKnownHosts the machine's own known_hosts
 * @param program the system's {@code ssh}
 * @param agent the agent's socket
 */
record SshSettings(
    Path home,
    String user,
    List<Path> configs,
    boolean ownConfig,
    Path systemKnownHosts,
    Optional<Path> program,
    Optional<Path> agent) {

  /** Those of the user who runs this. */
  static SshSettings ofThisUser() {
    Path home = Path.of(System.getProperty("user.home"));
    Path system =
        isWindows()
            ? Path.of(Optional.ofNullable(System.getenv("PROGRAMDATA")).orElse("C:/ProgramData"))
                .resolve("ssh")
            : Path.of("/etc/ssh");
    return new SshSettings(
        home,
        System.getProperty("user.name", ""),
        List.of(home.resolve(".ssh/config"), system.resolve("ssh_config")),
        true,
        system.resolve("ssh_known_hosts"),
        onPath(isWindows() ? "ssh.exe" : "ssh"),
        Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
            .filter(value -> !value.isEmpty())
            .map(Path::of));
  }

  static boolean isWindows() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
  }

  private static Optional<Path> onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(java.io.File.pathSeparator, -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A path of a configuration file: {@code ~} is the home, and what is relative is in it. */
  Path path(String text) {
    if (text.equals("~")) {
      return home;
    }
    if (text.startsWith("~/") || text.startsWith("~\\")) {
      return home.resolve(text.substring(2));
    }
    return home.resolve(text);
  }
}
