package io.quantix.vnc.live;

import io.quantix.vnc.transport.VncTransport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real QEMU with no machine in it: a VNC server of QEMU's kind, with its security. */
final class SecureQemu implements AutoCloseable {
  /** The user that its SASL knows, and that user's and VNC's own password. */
  static final String USER = "quantix-lab";

  static final String PASSWORD = "s3cret";

  private final Path folder;
  private final ChildProcess process;
  private final int port;

  /**
   * Starts one at a port of 127.0.0.1.
   *
   * @param vncOptions what follows the address: {@code ,tls-creds=tls0,sasl=on}
   * @param more further arguments; {@code @} stands for the folder
   */
  SecureQemu(Path folder, String vncOptions, String... more)
      throws IOException, InterruptedException {
    this.folder = folder;
    List<String> command =
        new ArrayList<>(
            List.of(
                "env",
                "SASL_CONF_PATH=" + folder,
                "qemu-system-x86_64",
                "-name",
                "quantix-lab-secure",
                "-machine",
                "none",
                "-nodefaults",
                "-no-user-config",
                "-display",
                "none",
                "-qmp",
                "unix:" + folder.resolve("qmp") + ",server=on,wait=off",
                "-vnc",
                "127.0.0.1:200,to=900" + vncOptions));
    for (String each : more) {
      command.add(each.replace("@", folder.toString()));
    }
    process = new ChildProcess(folder, "qemu-system-x86", command);
    try (SocketChannel monitor = process.connect(folder.resolve("qmp"))) {
      BufferedReader answers =
          new BufferedReader(Channels.newReader(monitor, StandardCharsets.UTF_8));
      answers.readLine();
      execute(monitor, answers, "{\"execute\":\"qmp_capabilities\"}");
      if (vncOptions.contains("password=on")) {
        execute(
            monitor,
            answers,
            "{\"execute\":\"set_password\",\"arguments\":{\"protocol\":\"vnc\",\"password\":\""
                + PASSWORD
                + "\"}}");
      }
      String vnc = execute(monitor, answers, "{\"execute\":\"query-vnc\"}");
      Matcher service = Pattern.compile("\"service\": \"(\\d+)\"").matcher(vnc);
      if (!service.find()) {
        throw new IllegalStateException(vnc + process.log());
      }
      port = Integer.parseInt(service.group(1));
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private static String execute(SocketChannel monitor, BufferedReader answers, String json)
      throws IOException {
    monitor.write(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    while (true) {
      String line = answers.readLine();
      if (line == null || line.startsWith("{\"error\"")) {
        throw new IOException(json + " -> " + line);
      }
      if (line.startsWith("{\"return\"")) {
        return line;
      }
    }
  }

  /**
   * A folder for one, with what Cyrus SASL needs: the mechanisms, and the user's password.
   *
   * @param mechanisms {@code scram-sha-256 digest-md5}
   */
  static Path withSasl(String mechanisms) throws IOException, InterruptedException {
    Path folder = ChildProcess.newFolder();
    Files.writeString(
        folder.resolve("qemu.conf"),
        """
        mech_list: %s
        pwcheck_method: auxprop
        auxprop_plugin: sasldb
        sasldb_path: %s/passwd.db
        """
            .formatted(mechanisms, folder));
    Process setter =
        new ProcessBuilder(
                "saslpasswd2",
                "-p",
                "-c",
                "-f",
                folder.resolve("passwd.db").toString(),
                "-a",
                "qemu",
                USER)
            .redirectErrorStream(true)
            .start();
    try (var in = setter.getOutputStream()) {
      in.write(PASSWORD.getBytes(StandardCharsets.US_ASCII));
    }
    String said = new String(setter.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (setter.waitFor() != 0) {
      throw new IllegalStateException("saslpasswd2: " + said);
    }
    return folder;
  }

  VncTransport connect() throws Exception {
    return VncTransport.tcp("127.0.0.1", port, Duration.ofSeconds(30));
  }

  String log() throws IOException {
    return process.log();
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
