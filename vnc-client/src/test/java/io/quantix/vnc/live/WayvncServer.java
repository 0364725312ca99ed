package io.quantix.vnc.live;

import io.quantix.vnc.png.PngEncoder;
import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real wayvnc (neatvnc) on a sway without a screen. */
final class WayvncServer implements AutoCloseable {
  // Sway does not start for root; nobody's user does as well as another.
  private static final String NOBODY = "65534";

  private final ChildProcess process;
  private final int port;

  /**
   * Starts one with a certificate, a user and a password.
   *
   * @param pki has {@code servercert.pem} and {@code serverkey.pem}
   */
  static WayvncServer secure(Path pki, String user, String password)
      throws IOException, InterruptedException {
    Path folder = ChildProcess.newFolder();
    Path certificate = Files.copy(pki.resolve("servercert.pem"), folder.resolve("servercert.pem"));
    Path key = Files.copy(pki.resolve("serverkey.pem"), folder.resolve("serverkey.pem"));
    return new WayvncServer(
        folder,
        """
        enable_auth=true
        username=%s
        password=%s
        certificate_file=%s
        private_key_file=%s
        """
            .formatted(user, password, certificate, key),
        "output HEADLESS-1 resolution 320x200");
  }

  /** Starts one whose desktop is a picture and nothing else. */
  static WayvncServer showing(Picture picture) throws IOException, InterruptedException {
    Path folder = ChildProcess.newFolder();
    byte[] png =
        new PngEncoder(new Random(1))
            .encode(picture.argb(), picture.width(), picture.height(), 2, false);
    Path file = Files.write(folder.resolve("picture.png"), png);
    return new WayvncServer(
        folder,
        "enable_auth=false\n",
        "output HEADLESS-1 resolution %dx%d\noutput HEADLESS-1 background %s center #000000"
            .formatted(picture.width(), picture.height(), file));
  }

  private WayvncServer(Path folder, String options, String outputs)
      throws IOException, InterruptedException {
    port = PortServer.freePort();
    Path settings =
        Files.writeString(
            folder.resolve("wayvnc.config"), "address=127.0.0.1\nport=" + port + "\n" + options);
    Path log = folder.resolve("wayvnc.log");
    Path sway =
        Files.writeString(
            folder.resolve("sway.config"),
            """
            xwayland disable
            seat * hide_cursor 100
            %s
            exec wayvnc -C %s -Linfo > %s 2>&1
            """
                .formatted(outputs, settings, log));
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
