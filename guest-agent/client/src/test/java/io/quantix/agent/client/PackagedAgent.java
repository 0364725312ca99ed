package io.quantix.agent.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The agent as its package installs it, with this JVM's own runtime: run by the package's start
 * script, again and again, as a service manager would, and connected to a host by a socket.
 */
final class PackagedAgent implements AutoCloseable {
  static final String PLATFORM = "linux-x86_64";

  private final Path folder;
  private final KeyPair keys;
  private final ServerSocketChannel server;
  private final Thread manager;
  private volatile @Nullable Process running;
  private volatile boolean closed;

  /**
   * Starts it.
   *
   * @param trialSeconds how long a new version has until a host must have talked to it
   */
  PackagedAgent(Path folder, String version, int trialSeconds)
      throws IOException, GeneralSecurityException {
    this.folder = folder;
    this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Path home = program(folder.resolve("home"), version);
    Files.createDirectory(home.resolve("bin"));
    Path script = home.resolve("bin/quantix-agent");
    Files.copy(
        startScript(),
        script,
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    Path socket = folder.resolve("host");
    Path config = folder.resolve("agent.yaml");
    Files.writeString(
        config,
        """
        device_path: %s
        security:
          audit_logging: true
          audit_log_file: %s
        """
            .formatted(socket, folder.resolve("audit.log")));
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    ProcessBuilder start = new ProcessBuilder(script.toString());
    start.environment().put("LIMIQUANTIX_AGENT_CONFIG", config.toString());
    start.environment().put("QUANTIX_AGENT_STATE", state().toString());
    start.environment().put("QUANTIX_AGENT_TRIAL_SECONDS", Integer.toString(trialSeconds));
    start.redirectErrorStream(true);
    start.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    manager = Thread.ofPlatform().daemon().name("service-manager").start(() -> keepRunning(start));
  }

  private void keepRunning(ProcessBuilder start) {
    try {
      while (!closed) {
        Process now = start.start();
        running = now;
        if (closed) {
          now.destroyForcibly();
        }
        now.waitFor();
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The folder of a version's program. */
  private Path program(Path home, String version) throws IOException {
    Files.createDirectories(home);
    java(home, "exec '" + System.getProperty("java.home") + "/bin/java' \"$@\"");
    Files.writeString(home.resolve("version"), version + "\n");
    Files.writeString(home.resolve("platform"), PLATFORM + "\n");
    Files.writeString(
        home.resolve("options"),
        """
        -XX:+UseSerialGC
        -XX:TieredStopAtLevel=1
        -Xlog:disable
        -Xlog:all=error:stderr
        -Dquantix.agent.version=%s
        --enable-native-access=ALL-UNNAMED
        """
            .formatted(version));
    Files.writeString(
        home.resolve("update-key"),
        Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()) + "\n");
    jar(home.resolve("agent.jar"));
    return home;
  }

  /** The runtime's program, which does this. */
  private static void java(Path home, String line) throws IOException {
    Path java = home.resolve("runtime/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** One that leads to the classes of this run. */
  private static void jar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    String path =
        Stream.of(
                System.getProperty("java.class.path", ""),
                System.getProperty("jdk.module.path", ""))
            .flatMap(text -> Stream.of(text.split(":", -1)))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" "));
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, path);
    try (OutputStream out = Files.newOutputStream(file)) {
      new JarOutputStream(out, manifest).close();
    }
  }

  private static Path startScript() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path script = at.resolve("installers/agent/linux/quantix-agent");
      if (Files.exists(script)) {
        return script;
      }
    }
    throw new IllegalStateException("installers/agent/linux/quantix-agent is not in this tree");
  }

  /** An update to a version, signed by the key that the agent trusts. */
  UpdatePackage update(String version) throws Exception {
    return update(version, PLATFORM, null);
  }

  /**
   * An update whose program tells its version, and does this when it is to run.
   *
   * @param command a line of a shell; null: it is the agent
   */
  UpdatePackage update(String version, String platform, @Nullable String command) throws Exception {
    Path home = program(folder.resolve("made-" + version), version);
    if (command != null) {
      java(home, "case \"$*\" in *--version) echo %s ;; *) %s ;; esac".formatted(version, command));
    }
    Path archive = folder.resolve(version + ".tar.gz");
    Process tar =
        new ProcessBuilder("tar", "-czf", archive.toString(), "-C", home.toString(), ".")
            .inheritIO()
            .start();
    if (tar.waitFor() != 0) {
      throw new IOException("tar failed");
    }
    return new UpdatePackage(version, platform, archive, sign(version, platform, archive));
  }

  /** What the owner of the key signs. */
  byte[] sign(String version, String platform, Path archive) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive));
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(
        "quantix-agent-update\n%s\n%s\n%s\n"
            .formatted(version, platform, HexFormat.of().formatHex(digest))
            .getBytes(StandardCharsets.US_ASCII));
    return signature.sign();
  }

  Path state() {
    return folder.resolve("state");
  }

  List<String> auditLog() throws IOException {
    return Files.readAllLines(folder.resolve("audit.log"));
  }

  String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  /** Each agent that starts connects by itself. */
  ChannelOpener opener() {
    return server::accept;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    manager.interrupt();
    Process now = running;
    try {
      if (now != null) {
        now.destroyForcibly().waitFor();
      }
      manager.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
