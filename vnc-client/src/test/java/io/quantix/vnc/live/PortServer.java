package io.quantix.vnc.live;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A real program that serves a port of the loopback interface: proxies and WebSocket servers. */
final class PortServer implements AutoCloseable {
  private final ChildProcess process;
  private final int port;

  private PortServer(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it in a folder of its own; another may take the port first, and so it is tried again.
   */
  private static PortServer start(String needs, Program program)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Path folder = ChildProcess.newFolder();
      int port = freePort();
      ChildProcess process = new ChildProcess(folder, needs, program.command(folder, port));
      if (listens(process, port)) {
        return new PortServer(process, port);
      }
      String log = process.log();
      process.close();
      if (attempt == 3) {
        throw new IllegalStateException(needs + " does not listen: " + log);
      }
    }
  }

  /** What is run. */
  private interface Program {
    List<String> command(Path folder, int port) throws IOException;
  }

  /** A port that nobody has, and that the system gives to no outgoing connection. */
  static int freePort() throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (BindException e) {
        if (attempt == 100) {
          throw e;
        }
      }
    }
  }

  private static boolean listens(ChildProcess process, int port) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (process.isAlive() && System.nanoTime() < deadline) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return true;
      } catch (IOException e) {
        Thread.sleep(10);
      }
    }
    return false;
  }

  /** Dante: SOCKS 4, 4a and 5 without passwords. */
  static PortServer dante() throws IOException, InterruptedException {
    return start(
        "dante-server",
        (folder, port) -> {
          Path config =
              Files.write(
                  folder.resolve("conf"),
                  List.of(
                      "logoutput: stderr",
                      "internal: 127.0.0.1 port = " + port,
                      "external: lo",
                      "clientmethod: none",
                      "socksmethod: none",
                      "client pass { from: 127.0.0.1/32 to: 0.0.0.0/0 }",
                      "socks pass { from: 127.0.0.1/32 to: 0.0.0.0/0 protocol: tcp }"));
          return List.of(
              "/usr/sbin/danted", "-f", config.toString(), "-p", folder.resolve("pid").toString());
        });
  }

  /** Microsocks: SOCKS 5 with a user and a password. */
  static PortServer microsocks(String user, String password)
      throws IOException, InterruptedException {
    return start(
        "microsocks",
        (_, port) ->
            List.of("microsocks", "-i", "127.0.0.1", "-p", "" + port, "-u", user, "-P", password));
  }

  /** Tinyproxy: HTTP's CONNECT, with Basic authentication. */
  static PortServer tinyproxy(String user, String password)
      throws IOException, InterruptedException {
    return start(
        "tinyproxy",
        (folder, port) -> {
          Path config =
              Files.write(
                  folder.resolve("conf"),
                  List.of(
                      "Port " + port,
                      "Listen 127.0.0.1",
                      "Timeout 60",
                      "Allow 127.0.0.1",
                      "BasicAuth " + user + " " + password));
          return List.of("/usr/bin/tinyproxy", "-d", "-c", config.toString());
        });
  }

  /** Websockify before a server's port. */
  static PortServer websockify(int target) throws IOException, InterruptedException {
    return start(
        "websockify",
        (_, port) -> List.of("websockify", "127.0.0.1:" + port, "127.0.0.1:" + target));
  }

  /** Websockify with TLS before a server's port; it takes nothing else there. */
  static PortServer websockify(int target, Path certificate, Path key)
      throws IOException, InterruptedException {
    return start(
        "websockify",
        (_, port) ->
            List.of(
                "websockify",
                "--ssl-only",
                "--cert=" + certificate,
                "--key=" + key,
                "127.0.0.1:" + port,
                "127.0.0.1:" + target));
  }

  /**
   * Nginx as a console proxy: {@code /api/console/NAME/ws} leads to a WebSocket server's port for
   * who shows a header; any other path is not there.
   *
   * @param more lines of its server, {@code listen} included where the port is not plain
   */
  static PortServer nginx(int target, String header, String value, List<String> more)
      throws IOException, InterruptedException {
    return start(
        "nginx",
        (folder, port) -> {
          String variable = "$http_" + header.toLowerCase(java.util.Locale.ROOT).replace('-', '_');
          List<String> lines =
              new ArrayList<>(
                  List.of(
                      "daemon off; pid pid; error_log stderr; worker_processes 1;",
                      "events { worker_connections 64; }",
                      "http { access_log off; client_body_temp_path t1; proxy_temp_path t2;",
                      "fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;",
                      "server { listen 127.0.0.1:" + port + (more.isEmpty() ? ";" : " ssl;")));
          lines.addAll(more);
          lines.addAll(
              List.of(
                  "location / { return 404; }",
                  "location ~ ^/api/console/[^/]+/ws$ {",
                  "if (" + variable + " != \"" + value + "\") { return 401; }",
                  // QEMU answers at this path alone.
                  "rewrite ^ / break;",
                  "proxy_pass http://127.0.0.1:" + target + ";",
                  "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;",
                  "proxy_set_header Connection upgrade; } } }"));
          Path config = Files.write(folder.resolve("conf"), lines);
          return List.of("/usr/sbin/nginx", "-p", folder.toString(), "-c", config.toString());
        });
  }

  /** OpenSSH's client as a SOCKS proxy, over a server that it logs in to. */
  static PortServer ssh(io.quantix.lab.SshServer server) throws IOException, InterruptedException {
    return start(
        "openssh-client",
        (_, port) ->
            List.of(
                "ssh",
                "-F",
                "none",
                "-N",
                "-D",
                "127.0.0.1:" + port,
                "-p",
                "" + server.port(),
                "-i",
                server.clientKey().toString(),
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "ExitOnForwardFailure=yes",
                "127.0.0.1"));
  }

  int port() {
    return port;
  }

  String log() throws IOException {
    return process.log();
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
