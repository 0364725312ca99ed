package io.quantix.desktop.console;

import io.quantix.desktop.host.ConsoleTarget;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.transport.VncTransport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** TigerVNC's server at a UNIX socket, as the source of a console: a server without libvirt. */
final class VncServer extends TestServer {
  // The shell ends the server when the pipe from this JVM closes, whatever closed it.
  private static final String KEEPER =
      "exec 3<&0; \"$@\" </dev/null 3<&- & child=$!; (cat <&3 >/dev/null; kill $child) & wait"
          + " $child";

  private final Path folder;
  private final List<String> options;
  private final List<VncCredential> remembered = new CopyOnWriteArrayList<>();
  private VncOptions session = VncOptions.defaults();
  private Optional<Process> process = Optional.empty();
  private String display = "";

  /** Starts one of 800x600; {@code -SecurityTypes} and the like are its own options. */
  VncServer(Path folder, String... options) throws IOException, InterruptedException {
    super("quantix-lab-x");
    this.folder = folder;
    this.options = List.of(options);
    start();
  }

  /**
   * Writes a password as the server reads it: 8 bytes at most, by a key that everybody knows, in
   * DES's own order of bits.
   */
  static Path passwordFile(Path folder, String password)
      throws IOException, GeneralSecurityException {
    byte[] plain = Arrays.copyOf(password.getBytes(StandardCharsets.US_ASCII), 8);
    Cipher des = Cipher.getInstance("DES/ECB/NoPadding");
    des.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(HexFormat.of().parseHex("e84ad660c4721ae0"), "DES"));
    return Files.write(folder.resolve("password"), des.doFinal(plain));
  }

  /** Makes another certificate, signed by itself, and its key. */
  static void certificate(Path folder) throws IOException, InterruptedException {
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "7",
                "-subj",
                "/CN=quantix-lab-x",
                "-keyout",
                folder.resolve("key.pem").toString(),
                "-out",
                folder.resolve("certificate.pem").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    if (openssl.waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve("openssl.log")));
    }
  }

  void start() throws IOException, InterruptedException {
    Files.deleteIfExists(socket());
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", KEEPER, "sh", "Xtigervnc", "-displayfd", "1"));
    command.addAll(List.of("-geometry", "800x600", "-depth", "24", "-nolisten", "tcp"));
    command.addAll(List.of("-rfbunixpath", socket().toString(), "-desktop", "quantix-lab-x"));
    command.addAll(options);
    Process started =
        new ProcessBuilder(command).redirectError(folder.resolve("log").toFile()).start();
    process = Optional.of(started);
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(started.getInputStream(), StandardCharsets.US_ASCII));
    String number = out.readLine();
    if (number == null) {
      throw new IOException("no display: " + Files.readString(folder.resolve("log")));
    }
    display = ":" + number;
    for (int i = 0; i < 600 && !Files.exists(socket()); i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  void stop() throws IOException, InterruptedException {
    if (process.isPresent()) {
      process.get().getOutputStream().close();
      process.get().waitFor();
      process = Optional.empty();
    }
  }

  /** Where programs in it draw. */
  String display() {
    return display;
  }

  private Path socket() {
    return folder.resolve("vnc");
  }

  /** What is known of the server from the beginning. */
  void setOptions(VncOptions value) {
    session = value;
  }

  /** What a person wanted kept. */
  List<VncCredential> remembered() {
    return remembered;
  }

  @Override
  public CompletableFuture<ConsoleTarget> target() {
    return CompletableFuture.completedFuture(
        new ConsoleTarget.Vnc(
            "here", _ -> VncTransport.unix(socket(), Duration.ofSeconds(60)), session));
  }

  @Override
  public boolean canRemember() {
    return true;
  }

  @Override
  public void remember(VncCredential accepted) {
    remembered.add(accepted);
  }

  @Override
  public void close() throws IOException {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
