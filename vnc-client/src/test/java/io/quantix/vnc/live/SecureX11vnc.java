package io.quantix.vnc.live;

import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real x11vnc (libvncserver) that shows another server's display, with TLS. */
final class SecureX11vnc implements AutoCloseable {
  private final ChildProcess process;
  private final int port;

  /**
   * Starts one at a port of 127.0.0.1.
   *
   * @param pki has {@code rsacert.pem} and {@code rsakey.pem}
   * @param vencrypt its own word for the types that it has
   */
  SecureX11vnc(XServer display, Path pki, String vencrypt, String password) throws IOException {
    Path folder = ChildProcess.newFolder();
    Path both =
        Files.writeString(
            folder.resolve("both.pem"),
            Files.readString(pki.resolve("rsakey.pem"))
                + Files.readString(pki.resolve("rsacert.pem")));
    Path secret = Files.writeString(folder.resolve("secret"), password + "\n");
    process =
        new ChildProcess(
            folder,
            "x11vnc",
            List.of(
                "env",
                "-u",
                "WAYLAND_DISPLAY",
                "HOME=" + folder,
                "x11vnc",
                "-display",
                ":" + display.display(),
                "-localhost",
                "-no6",
                "-autoport",
                "6400",
                "-ssl",
                both.toString(),
                "-vencrypt",
                vencrypt,
                "-anontls",
                "never",
                "-passwdfile",
                secret.toString(),
                "-forever",
                "-shared",
                "-nopw",
                "-noxdamage"));
    String line = process.output().readLine();
    while (line != null && !line.startsWith("PORT=")) {
      line = process.output().readLine();
    }
    if (line == null) {
      String log = process.log();
      process.close();
      throw new IllegalStateException("no port: " + log);
    }
    port = Integer.parseInt(line.substring("PORT=".length()).strip());
  }

  VncTransport connect() throws Exception {
    return VncTransport.tcp("127.0.0.1", port, Duration.ofSeconds(30));
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
