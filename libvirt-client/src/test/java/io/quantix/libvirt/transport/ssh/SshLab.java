package io.quantix.libvirt.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.lab.SshServer;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.rpc.RemoteOpening;
import io.quantix.libvirt.transport.ByteTransport;
import io.quantix.libvirt.transport.ConnectionUri;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The SSH transport with a home of its own: nobody's real {@code ~/.ssh} is read or written. */
public final class SshLab {
  private final Path home;
  private boolean program = true;
  private Optional<Path> agent = Optional.empty();

  /** A home in a folder that goes with the server's. */
  public SshLab(SshServer server, String name) {
    this.home = server.folder().resolve("home-" + name);
    try {
      Files.createDirectories(home.resolve(".ssh"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A home that knows the server and has its key. */
  public static SshLab knowing(SshServer server, String name) {
    return new SshLab(server, name).knows(server).config("IdentityFile " + server.clientKey());
  }

  /** The known_hosts has the server's key. */
  public SshLab knows(SshServer server) {
    return write(
        knownHosts(),
        read(knownHosts()) + "[127.0.0.1]:" + server.port() + " " + read(server.hostKey()));
  }

  /** Lines of the configuration, before those of every test. */
  public SshLab config(String... lines) {
    return write(
        configFile(),
        String.join("\n", lines)
            + "\nHost *\nIdentitiesOnly yes\nIdentityAgent "
            + agent.map(Path::toString).orElse("none")
            + "\nUserKnownHostsFile "
            + knownHosts()
            + "\nGlobalKnownHostsFile /dev/null\n");
  }

  /** Whether {@code ssh -G} reads the configuration, or our own parser. */
  public SshLab withProgram(boolean value) {
    program = value;
    return this;
  }

  /** An agent's socket; say so before the configuration. */
  public SshLab withAgent(Path socket) {
    agent = Optional.of(socket);
    return this;
  }

  public Path knownHosts() {
    return home.resolve(".ssh/known_hosts");
  }

  Path configFile() {
    return home.resolve(".ssh/config");
  }

  Path home() {
    return home;
  }

  SshSettings settings() {
    return new SshSettings(
        home,
        System.getProperty("user.name"),
        List.of(configFile()),
        false,
        home.resolve("none"),
        program ? Optional.of(Path.of("/usr/bin/ssh")) : Optional.empty(),
        agent);
  }

  ByteTransport transport(String uri, ConnectOptions options) throws LibvirtException {
    return transport(uri, options, false);
  }

  private ByteTransport transport(String uri, ConnectOptions options, boolean alone)
      throws LibvirtException {
    return SshTransports.connect(uri, ConnectionUri.parse(uri), options, alone, settings());
  }

  /** Opens a libvirt connection. */
  public Connection connect(String uri, ConnectOptions options) throws LibvirtException {
    ConnectionUri parsed = ConnectionUri.parse(uri);
    return RemoteOpening.open(uri, parsed, alone -> transport(uri, options, alone), options);
  }

  static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SshLab write(Path file, String text) {
    try {
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** No connection, thread or child of this transport is left, after the moment that they need. */
  static void assertNothingLeft(SshServer server) throws InterruptedException {
    await(() -> server.connections() == 0);
    await(() -> threads().isEmpty());
    await(() -> ProcessHandle.current().children().noneMatch(SshLab::isSsh));
    assertThat(server.connections()).isZero();
    assertThat(threads()).isEmpty();
    assertThat(ProcessHandle.current().children().filter(SshLab::isSsh)).isEmpty();
  }

  private static boolean isSsh(ProcessHandle child) {
    return child.info().command().orElse("").endsWith("/ssh");
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name ->
            name.startsWith("Connect thread")
                || name.startsWith("ssh-")
                || name.startsWith("libvirt-read"))
        .toList();
  }

  static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
      TimeUnit.MILLISECONDS.sleep(25);
    }
  }
}
