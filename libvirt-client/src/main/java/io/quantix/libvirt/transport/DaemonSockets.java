package io.quantix.libvirt.transport;

import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the daemon that serves a URI on this machine: a socket that the URI names, else the modular
 * daemon's, else the monolithic one's, as libvirt's own library does.
 */
public final class DaemonSockets {
  private static final Path SYSTEM = Path.of("/var/run/libvirt");

  // The daemons that each have one driver, by that driver.
  private static final Map<String, String> MODULAR =
      Map.of(
          "qemu", "virtqemud",
          "lxc", "virtlxcd",
          "xen", "virtxend",
          "ch", "virtchd",
          "vz", "virtvzd",
          "bhyve", "virtbhyved");

  private DaemonSockets() {}

  /**
   * Connects to it, starting the user's own daemon if none runs and that is wanted.
   *
   * @throws LibvirtException that says which sockets were tried and what to do
   */
  public static ByteTransport connect(String text, ConnectionUri uri, ConnectOptions options)
      throws LibvirtException {
    Duration patience = options.connectTimeout();
    if (uri.socket().isPresent()) {
      return connect(uri.socket().get(), text, patience);
    }
    boolean session = ofSession(uri);
    List<Path> candidates = candidates(uri, session, options.readOnly());
    Optional<ByteTransport> found = first(candidates, text, patience);
    if (found.isPresent()) {
      return found.get();
    }
    if (session && options.autostart()) {
      return SessionDaemon.start(candidates, uri.driver(), patience);
    }
    throw noDaemon(text, candidates, session);
  }

  // libvirt's rule: a URI that ends in /session, and the test driver behind a daemon, mean the
  // user's own daemon, but for root, who has none.
  private static boolean ofSession(ConnectionUri uri) {
    return !isRoot()
        && (uri.path().equals("/session")
            || (uri.driver().equals("test") && uri.transport().isPresent()));
  }

  static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid
          && uid == 0;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return System.getProperty("user.name", "").equals("root");
    }
  }

  private static List<Path> candidates(ConnectionUri uri, boolean session, boolean readOnly) {
    Path folder = session ? userFolder() : SYSTEM;
    String suffix = readOnly && !session ? "-sock-ro" : "-sock";
    List<Path> candidates = new ArrayList<>();
    String modular = MODULAR.get(uri.driver());
    if (modular != null) {
      candidates.add(folder.resolve(modular + suffix));
    }
    candidates.add(folder.resolve("libvirt" + suffix));
    return candidates;
  }

  static Path userFolder() {
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    return runtime != null && !runtime.isEmpty()
        ? Path.of(runtime, "libvirt")
        : cacheFolder().resolve("libvirt");
  }

  private static Path cacheFolder() {
    String cache = System.getenv("XDG_CACHE_HOME");
    return cache != null && !cache.isEmpty()
        ? Path.of(cache)
        : Path.of(System.getProperty("user.home"), ".cache");
  }

  private static Optional<ByteTransport> first(
      List<Path> candidates, String text, Duration patience) throws LibvirtException {
    Optional<LibvirtException> refusal = Optional.empty();
    for (Path candidate : candidates) {
      if (Files.exists(candidate)) {
        try {
          return Optional.of(connect(candidate, text, patience));
        } catch (LibvirtException e) {
          if (e.kind() == Kind.DENIED) {
            refusal = refusal.or(() -> Optional.of(e));
          }
        }
      }
    }
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    return Optional.empty();
  }

  private static ByteTransport connect(Path socket, String text, Duration patience)
      throws LibvirtException {
    try {
      return UnixSocketTransport.connect(socket, patience);
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      if (why.contains("Permission denied") || why.contains("Operation not permitted")) {
        throw new LibvirtException(
            Kind.DENIED,
            0,
            0,
            "this user may not connect to " + socket + " (" + text + "): " + why,
            "Add yourself to the group libvirt (sudo usermod -aG libvirt $USER) and log in again,"
                + " or use qemu:///session.",
            e);
      }
      throw new LibvirtException(
          Kind.NO_DAEMON,
          0,
          0,
          "no daemon answers at " + socket + " (" + text + "): " + why,
          Files.exists(socket)
              ? "The socket is there, but nobody listens: start libvirt (sudo systemctl start"
                  + " libvirtd, or virtqemud.socket)."
              : "There is no such socket: check that libvirt is installed and runs.",
          e);
    }
  }

  private static LibvirtException noDaemon(String text, List<Path> tried, boolean session) {
    boolean installed =
        SessionDaemon.program("libvirtd").isPresent()
            || SessionDaemon.program("virtqemud").isPresent();
    String hint;
    if (!installed) {
      hint =
          "libvirt is not installed: on Debian and Ubuntu, sudo apt-get install"
              + " libvirt-daemon-system qemu-system-x86.";
    } else if (session) {
      hint = "Start your own daemon: libvirtd --daemon --timeout=120.";
    } else {
      hint = "Start libvirt: sudo systemctl start libvirtd (or virtqemud.socket).";
    }
    return new LibvirtException(
        Kind.NO_DAEMON,
        0,
        0,
        "no libvirt daemon runs for '" + text + "'; tried " + join(tried),
        hint);
  }

  private static String join(List<Path> paths) {
    return String.join(", ", paths.stream().map(Path::toString).toList());
  }
}
