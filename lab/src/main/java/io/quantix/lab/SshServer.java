package io.quantix.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real OpenSSH server on the loopback interface, run by the calling user in a folder of its own:
 * its own host keys, port and authorized keys. It lets in the user who runs it, with {@link
 * #clientKey}. It goes when this JVM goes, also by {@code kill -9}.
 */
public final class SshServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  // Its input ends with the JVM that holds the other end; then so does the server.
  private static final String KEEPER = "\"$@\" & p=$!; cat >/dev/null; kill $p; wait $p";
  // The lab's /run, so that its daemon is where a host's own would be.
  private static final String IN_LAB =
      "mount --bind \"$1\" /run && mkdir -p /run/sshd && shift && exec \"$@\"";

  private final Path folder;
  private final int port;
  private final Process keeper;

  private SshServer(Path folder, int port, Process keeper) {
    this.folder = folder;
    this.port = port;
    this.keeper = keeper;
  }

  /** Starts one that sees this machine as it is. */
  public static SshServer start(String... config) {
    return start(Optional.empty(), List.of(config));
  }

  /**
   * Starts one that has a lab host's daemon where a host has its own: {@code qemu:///system} for
   * root, {@code qemu:///session} for a normal user.
   *
   * @param config lines for sshd_config, before those that it needs itself
   */
  public static SshServer start(LabHost lab, String... config) {
    lab.start();
    return start(Optional.of(lab.base().resolve("run")), List.of(config));
  }

  private static SshServer start(Optional<Path> run, List<String> config) {
    try {
      Path folder = Files.createTempDirectory(Path.of("/tmp"), "qssh.");
      key(folder.resolve("host_ed25519"), "ed25519", "");
      key(folder.resolve("client"), "ed25519", "");
      Files.copy(folder.resolve("client.pub"), folder.resolve("authorized_keys"));
      LabException last = new LabException("The SSH server did not start");
      // Another may have taken the port meanwhile.
      for (int attempt = 0; attempt < 3; attempt++) {
        try {
          return started(folder, run, config);
        } catch (LabException e) {
          last = e;
        }
      }
      remove(folder);
      throw last;
    } catch (IOException e) {
      throw new LabException("Cannot start an SSH server: " + e.getMessage(), e);
    }
  }

  private static SshServer started(Path folder, Optional<Path> run, List<String> config)
      throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    boolean root = isRoot();
    boolean inLab = run.isPresent() && Keeper.Mode.ofThisMachine() == Keeper.Mode.SYSTEM;
    List<String> lines = new ArrayList<>(config);
    lines.add("Port " + port);
    lines.add("ListenAddress 127.0.0.1");
    lines.add("HostKey " + folder.resolve("host_ed25519"));
    lines.add("PidFile " + folder.resolve("sshd.pid"));
    lines.add("AuthorizedKeysFile " + folder.resolve("authorized_keys"));
    lines.add("StrictModes no");
    lines.add("UsePAM no");
    lines.add("PermitRootLogin yes");
    lines.add("MaxStartups 100");
    if (run.isPresent() && !root) {
      lines.add("SetEnv XDG_RUNTIME_DIR=" + run.get());
    }
    Path file = Files.write(folder.resolve("sshd_config"), lines);
    List<String> words = new ArrayList<>(List.of("setsid", "sh", "-c", KEEPER, "sshd-keeper"));
    if (inLab) {
      words.addAll(
          List.of("unshare", "--mount", "sh", "-c", IN_LAB, "sh", run.orElseThrow().toString()));
    } else if (root) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    words.addAll(List.of("/usr/sbin/sshd", "-D", "-e", "-f", file.toString()));
    Process keeper =
        new ProcessBuilder(words)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(folder.resolve("sshd.log").toFile())
            .start();
    SshServer server = new SshServer(folder, port, keeper);
    server.await();
    return server;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /**
   * Whether a lab's daemon can be put where a host has its own; not for a root that may make no
   * namespaces.
   */
  public static boolean canHaveALabAsItsOwn() {
    return Keeper.Mode.ofThisMachine() != Keeper.Mode.NOBODY;
  }

  /** Makes a key pair: the private one in the file, the public one beside it. */
  public static void key(Path file, String type, String passphrase) {
    Command.run(
        List.of(
            "ssh-keygen",
            "-q",
            "-t",
            type,
            "-N",
            passphrase,
            "-C",
            "quantix-lab",
            "-f",
            file.toString()),
        PATIENCE);
  }

  private void await() {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < until) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException e) {
        // Not yet.
      }
      try {
        if (keeper.children().findAny().isEmpty() || keeper.waitFor(20, TimeUnit.MILLISECONDS)) {
          TimeUnit.MILLISECONDS.sleep(20);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      if (!log().isEmpty() && log().contains("Cannot bind")) {
        break;
      }
    }
    String log = log();
    end();
    throw new LabException("The SSH server does not answer: " + log);
  }

  /** What the server wrote. */
  public String log() {
    try {
      return Files.readString(folder.resolve("sshd.log"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Its folder, where tests may put files of their own; it goes with the server. */
  public Path folder() {
    return folder;
  }

  /** A private key that it lets in. */
  public Path clientKey() {
    return folder.resolve("client");
  }

  /** The public keys that it lets in. */
  public Path authorizedKeys() {
    return folder.resolve("authorized_keys");
  }

  /** Its host key's public file. */
  public Path hostKey() {
    return folder.resolve("host_ed25519.pub");
  }

  private Optional<ProcessHandle> master() {
    try {
      String pid = Files.readString(folder.resolve("sshd.pid")).strip();
      return ProcessHandle.of(Long.parseLong(pid));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** How many connections it serves now. */
  public long connections() {
    return master().map(sshd -> sshd.children().count()).orElse(0L);
  }

  /** Kills what serves the connections that there are, and all that they run. */
  public void killConnections() {
    master()
        .map(sshd -> sshd.descendants().toList())
        .orElse(List.of())
        .forEach(ProcessHandle::destroyForcibly);
  }

  private void end() {
    List<ProcessHandle> all = new ArrayList<>(keeper.descendants().toList());
    all.forEach(ProcessHandle::destroyForcibly);
    keeper.destroyForcibly();
    try {
      keeper.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it, its connections, and removes its folder. */
  @Override
  public void close() {
    end();
    try {
      remove(folder);
    } catch (IOException e) {
      throw new LabException("Cannot remove " + folder + ": " + e.getMessage(), e);
    }
  }

  private static void remove(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path each, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
