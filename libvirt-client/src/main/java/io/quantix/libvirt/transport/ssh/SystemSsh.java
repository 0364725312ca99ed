package io.quantix.libvirt.transport.ssh;

import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.transport.ByteTransport;
import io.quantix.libvirt.transport.ConnectionUri;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The system's own {@code ssh} as a child process: all that it is configured for, and one child for
 * each stream. What it asks goes to its own dialog (SSH_ASKPASS), or is answered with no.
 */
final class SystemSsh implements StreamTransport.Host {
  private final String text;
  private final ConnectionUri uri;
  private final ConnectOptions options;
  private final SshSettings settings;

  SystemSsh(String text, ConnectionUri uri, ConnectOptions options, SshSettings settings) {
    this.text = text;
    this.uri = uri;
    this.options = options;
    this.settings = settings;
  }

  /** Starts the child that leads to the daemon. */
  ByteTransport connect() throws LibvirtException {
    if (uri.host().startsWith("-")) {
      throw ConnectionUri.bad(text, "its host begins with a dash");
    }
    String mark = Shell.mark();
    DaemonWays.Proxy proxy = DaemonWays.Proxy.of(uri, text);
    String socket = uri.parameters().getOrDefault("socket", "");
    // Nobody has said yet whether this is root, who alone has the test driver where it looks.
    boolean helper =
        proxy == DaemonWays.Proxy.NATIVE
            || (proxy == DaemonWays.Proxy.AUTO && socket.isEmpty() && !uri.driver().equals("test"));
    String command =
        Shell.helperOrNetcat(
            mark,
            helper,
            proxy != DaemonWays.Proxy.NATIVE,
            uri.daemonUri(),
            options.readOnly(),
            DaemonWays.netcat(uri),
            socket.isEmpty() ? sockets() : List.of(Shell.quoted(socket)));
    try {
      ByteStream stream = command(command, mark);
      return new StreamTransport(new CommandStream(stream), this, words(), "libvirt on " + words());
    } catch (IOException e) {
      throw failure(SshFailures.why(e), e);
    }
  }

  private String words() {
    return uri.user().map(user -> user + "@").orElse("") + uri.host();
  }

  private List<String> sockets() {
    boolean session = DaemonWays.ofSession(uri);
    // Root has no daemon of its own.
    String folder =
        session
            ? "$(if [ \"$(id -u)\" = 0 ]; then echo /var/run; else"
                + " echo \"${XDG_RUNTIME_DIR:-/run/user/$(id -u)}\"; fi)/libvirt/"
            : "/var/run/libvirt/";
    return DaemonWays.names(uri, options.readOnly() && !session).stream()
        .map(name -> "\"" + folder + name + "\"")
        .toList();
  }

  private ByteStream command(String command, String mark) throws IOException {
    ChildStream child = start(List.of(), List.of(command));
    Patience patience = new Patience(options.connectTimeout());
    patience.guard(child::close);
    patience.start();
    boolean started = false;
    try {
      MarkedStream.await(child, mark);
      started = true;
      return child;
    } catch (IOException e) {
      if (patience.expired()) {
        throw new IOException(
            "timed out: no answer within " + patience.limit().toMillis() + " ms", e);
      }
      throw e;
    } finally {
      patience.stop();
      if (!started) {
        child.close();
      }
    }
  }

  private ChildStream start(List<String> before, List<String> after) throws IOException {
    List<String> words = new ArrayList<>();
    String program = uri.parameters().getOrDefault("command", "");
    words.addAll(SshProgram.command(settings));
    if (!program.isEmpty()) {
      words.set(0, program);
    }
    boolean askPass = System.getenv("SSH_ASKPASS") != null;
    words.addAll(List.of("-T", "-o", "BatchMode=" + (askPass ? "no" : "yes")));
    words.addAll(List.of("-o", "ForwardX11=no", "-o", "ForwardAgent=no"));
    words.addAll(
        List.of("-o", "ConnectTimeout=" + Math.max(1, options.connectTimeout().toSeconds())));
    uri.user().ifPresent(user -> words.addAll(List.of("-l", user)));
    uri.port().ifPresent(port -> words.addAll(List.of("-p", Integer.toString(port))));
    parameter("keyfile")
        .ifPresent(file -> words.addAll(List.of("-i", settings.path(file).toString())));
    if (uri.isSet("no_verify")) {
      words.addAll(List.of("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"));
    } else {
      parameter("known_hosts")
          .ifPresent(file ->
              words.addAll(List.of("-o", "UserKnownHostsFile=\"" + settings.path(file) + "\"")));
    }
    words.addAll(before);
    words.add("--");
    words.add(uri.host());
    words.addAll(after);
    return ChildStream.start(words, askPass ? Map.of("SSH_ASKPASS_REQUIRE", "force") : Map.of());
  }

  private Optional<String> parameter(String name) {
    return Optional.of(uri.parameters().getOrDefault(name, "")).filter(value -> !value.isEmpty());
  }

  /** A child's own words, as one of our kinds. */
  private LibvirtException failure(String why, IOException cause) {
    String lower = why.toLowerCase(Locale.ROOT);
    String hint = "Try ssh " + words() + " in a terminal.";
    Kind kind = Kind.NO_DAEMON;
    if (lower.contains("host key verification failed") || lower.contains("identification has")) {
      kind = Kind.UNTRUSTED;
      hint = "Run ssh " + words() + " in a terminal and look at what it says of the host's key.";
    } else if (lower.contains("sock: permission denied")) {
      kind = Kind.DENIED;
      hint = "Add the user to the group libvirt on that host.";
    } else if (lower.contains("permission denied") || lower.contains("authentication")) {
      kind = Kind.DENIED;
      hint = "The system's ssh is asked nothing here: set up a key or an agent.";
    } else if (lower.contains("could not resolve")
        || lower.contains("connection refused")
        || lower.contains("timed out")
        || lower.contains("no route")
        || lower.contains("unreachable")
        || lower.contains("no program")
        || lower.contains("cannot run program")) {
      kind = Kind.UNREACHABLE;
    }
    return SshFailures.of(kind, "'" + text + "' over the system's ssh: " + why, hint, cause);
  }

  // ssh says nothing when the port is reached; that it was not shows at the first read.
  @Override
  public ByteStream tcp(String address, int port) throws IOException {
    String host = address.contains(":") ? "[" + address + "]" : address;
    return new ForwardStream(start(List.of("-W", host + ":" + port), List.of()));
  }

  @Override
  public ByteStream unix(String path) throws IOException {
    String mark = Shell.mark();
    return command(Shell.netcat(mark, DaemonWays.netcat(uri), path), mark);
  }

  // Each child belongs to its stream.
  @Override
  public void close() {}

  /** A child's stream whose failure to connect is told at the first read. */
  private record ForwardStream(ChildStream child) implements ByteStream {
    @Override
    public int read(java.nio.ByteBuffer into) throws IOException {
      int count = child.read(into);
      if (count < 0 && child.status() == 255) {
        throw new IOException("ssh: " + child.complaint());
      }
      return count;
    }

    @Override
    public void write(java.nio.ByteBuffer from) throws IOException {
      child.write(from);
    }

    @Override
    public void close() {
      child.close();
    }

    @Override
    public String complaint() {
      return child.complaint();
    }
  }
}
