package io.quantix.libvirt.transport.ssh;

import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.transport.ConnectionUri;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ways from a host's SSH server to its libvirt daemon, tried in turn: the daemon's socket
 * forwarded, {@code virt-ssh-helper}, netcat. The user's own daemon is asked of the helper first,
 * since that starts it.
 */
final class DaemonWays {
  /** Which ways the URI's parameter {@code proxy} leaves. */
  enum Proxy {
    AUTO,
    NATIVE,
    NETCAT;

    static Proxy of(ConnectionUri uri, String text) throws LibvirtException {
      return switch (uri.parameters().getOrDefault("proxy", "auto")) {
        case "auto" -> AUTO;
        case "native" -> NATIVE;
        case "netcat" -> NETCAT;
        default -> throw ConnectionUri.bad(text, "its proxy is none of auto, native and netcat");
      };
    }
  }

  /** A way, by the name that a user is told. */
  private record Way(String name, Opener opener) {}

  @FunctionalInterface
  private interface Opener {
    ByteStream open() throws IOException;
  }

  private final SshConnection ssh;
  private final String text;
  private final ConnectionUri uri;
  private final boolean readOnly;

  DaemonWays(SshConnection ssh, String text, ConnectionUri uri, ConnectOptions options) {
    this.ssh = ssh;
    this.text = text;
    this.uri = uri;
    this.readOnly = options.readOnly();
  }

  /**
   * Opens the first way that works.
   *
   * @throws LibvirtException that says of each way why it did not
   */
  ByteStream open() throws LibvirtException {
    List<String> tried = new ArrayList<>();
    for (Way way : ways()) {
      try {
        return way.opener().open();
      } catch (IOException e) {
        tried.add(way.name() + ": " + SshFailures.why(e));
      }
    }
    String all = String.join("; ", tried);
    boolean denied = all.contains("Permission denied");
    throw SshFailures.of(
        denied ? Kind.DENIED : Kind.NO_DAEMON,
        "the libvirt daemon of "
            + ssh.target().words()
            + " is not reached ("
            + text
            + "); tried "
            + all,
        denied
            ? "Add " + ssh.target().user() + " to the group libvirt on that host."
            : "Check there that libvirt runs (systemctl status libvirtd or virtqemud.socket), and"
                + " that its SSH server allows AllowStreamLocalForwarding or has virt-ssh-helper or"
                + " netcat.");
  }

  private List<Way> ways() throws LibvirtException {
    Proxy proxy = Proxy.of(uri, text);
    Optional<String> socket =
        Optional.of(uri.parameters().getOrDefault("socket", "")).filter(path -> !path.isEmpty());
    boolean session = ofSession(uri) && !ssh.facts().isRoot();
    List<String> paths = socket.map(List::of).orElseGet(() -> sockets(session));
    Way helper = new Way("virt-ssh-helper", this::helper);
    // The helper finds the sockets by itself, cannot be told of another, and looks for the test
    // driver where only root has it.
    boolean helps =
        proxy == Proxy.NATIVE
            || (proxy == Proxy.AUTO
                && socket.isEmpty()
                && !(session && uri.driver().equals("test")));
    List<Way> ways = new ArrayList<>();
    if (session && helps) {
      ways.add(helper);
    }
    if (proxy == Proxy.AUTO) {
      paths.forEach(path -> ways.add(new Way("forwarding " + path, () -> forwarded(path, socket))));
    }
    if (!session && helps) {
      ways.add(helper);
    }
    if (proxy != Proxy.NATIVE) {
      paths.forEach(path -> ways.add(new Way(netcat() + " -U " + path, () -> netcat(path))));
    }
    return ways;
  }

  // libvirt's rule, as for a daemon of this machine.
  static boolean ofSession(ConnectionUri uri) {
    return uri.path().equals("/session") || uri.driver().equals("test");
  }

  private List<String> sockets(boolean session) {
    List<String> folders = session ? ssh.facts().userFolders() : List.of("/var/run/libvirt");
    List<String> paths = new ArrayList<>();
    for (String folder : folders) {
      names(uri, readOnly && !session).forEach(name -> paths.add(folder + "/" + name));
    }
    return paths;
  }

  static List<String> names(ConnectionUri uri, boolean readOnly) {
    String suffix = readOnly ? "-sock-ro" : "-sock";
    return uri.driver().equals("qemu")
        ? List.of("virtqemud" + suffix, "libvirt" + suffix)
        : List.of("libvirt" + suffix);
  }

  private String netcat() {
    return netcat(uri);
  }

  static String netcat(ConnectionUri uri) {
    String program = uri.parameters().getOrDefault("netcat", "");
    return program.isEmpty() ? "nc" : program;
  }

  private ByteStream forwarded(String path, Optional<String> asked) throws IOException {
    HostFacts facts = ssh.facts();
    if (asked.isEmpty() && facts.known()) {
      Boolean open = facts.sockets().get(path);
      if (open == null) {
        throw new IOException("there is no such socket");
      }
      if (!open) {
        throw new IOException("Permission denied");
      }
    }
    return ssh.unix(path);
  }

  private ByteStream helper() throws IOException {
    boolean system = !ofSession(uri) || ssh.facts().isRoot();
    if (system
        && ssh.facts().known()
        && sockets(false).stream().noneMatch(ssh.facts().sockets()::containsKey)) {
      throw new IOException("no daemon has a socket in /var/run/libvirt");
    }
    String mark = Shell.mark();
    return command(Shell.helper(mark, uri.daemonUri(), readOnly), mark);
  }

  private ByteStream netcat(String path) throws IOException {
    String mark = Shell.mark();
    return command(Shell.netcat(mark, netcat(), path), mark);
  }

  private ByteStream command(String command, String mark) throws IOException {
    ByteStream stream = ssh.exec(command);
    boolean started = false;
    try {
      MarkedStream.await(stream, mark);
      started = true;
      return new CommandStream(stream);
    } finally {
      if (!started) {
        stream.close();
      }
    }
  }
}
