package io.quantix.vnc.live;

import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real wayvnc (neatvnc) on a sway without a screen, with a certificate, a user, a password. */
final class SecureWayvnc implements AutoCloseable {
  // Sway does not start for root; nobody's user does as well as another.
  private static final String NOBODY = "65534";

  private final ChildProcess process;
  private final int port;

  /**
   * Starts one at a port of 127.0.0.1.
   *
   * @param pki has {@code servercert.pem} and {@code serverkey.pem}
   */
  SecureWayvnc(Path pki, String user, String password) throws IOException, InterruptedException {
    Path folder = ChildProcess.newFolder();
    port = PortServer.freePort();
    Path certificate = folder.resolve("servercert.pem");
    Path key = folder.resolve("serverkey.pem");
    Files.copy(pki.resolve("servercert.pem"), certificate);
    Files.copy(pki.resolve("serverkey.pem"), key);
    Path settings =
        Files.writeString(
            folder.resolve("wayvnc.config"),
            """
            address=127.0.0.1
            port=%d
            enable_auth=true
            username=%s
            password=%s
            certificate_file=%s
            private_key_file=%s
            """
                .formatted(port, user, password, certificate, key));
    Path log = folder.resolve("wayvnc.log");
    Path sway =
        Files.writeString(
            folder.resolve("sway.config"),
            """
            xwayland disable
            output HEADLESS-1 resolution 320x200
            exec wayvnc -C %s -Linfo > %s 2>&1
            """
                .formatted(settings, log));
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
      own(folder);
    } else {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    command.addAll(
        List.of(
            "env",
            "-u",
            "DISPLAY",
            "-u",
            "WAYLAND_DISPLAY",
            "HOME=" + folder,
            "XDG_RUNTIME_DIR=" + folder,
            "WLR_BACKENDS=headless",
            "WLR_RENDERER=pixman",
            "WLR_LIBINPUT_NO_DEVICES=1",
            "sway",
            "-c",
            sway.toString()));
    process = new ChildProcess(folder, "sway wayvnc", command);
    try {
      awaitPort(log);
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private void awaitPort(Path log) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try {
        connect().close();
        return;
      } catch (Exception e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          String said = Files.exists(log) ? Files.readString(log) : "";
          throw new IllegalStateException("no wayvnc: " + said + process.log(), e);
        }
        Thread.sleep(20);
      }
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name", "").equals("root");
  }

  private static void own(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.setAttribute(file, "unix:uid", Integer.parseInt(NOBODY));
        Files.setAttribute(file, "unix:gid", Integer.parseInt(NOBODY));
      }
    }
  }

  VncTransport connect() throws Exception {
    return VncTransport.tcp("127.0.0.1", port, Duration.ofSeconds(30));
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
