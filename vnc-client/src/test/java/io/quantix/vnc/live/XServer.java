package io.quantix.vnc.live;

import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real TigerVNC server with an X11 display of its own. */
final class XServer implements AutoCloseable {
  private final Path folder;
  private final ChildProcess process;
  private final int display;

  /** Starts one of 800x600. */
  XServer(String... more) throws IOException, InterruptedException {
    this(ChildProcess.newFolder(), more);
  }

  /** Starts one; files that its options name lie in the folder. */
  XServer(Path folder, String... more) throws IOException, InterruptedException {
    this(folder, List.of(), more);
  }

  /** Starts one by another command, which is put before it. */
  XServer(Path folder, List<String> before, String... more)
      throws IOException, InterruptedException {
    this.folder = folder;
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            "Xtigervnc",
            "-displayfd",
            "1",
            "-geometry",
            "800x600",
            "-depth",
            "24",
            "-nolisten",
            "tcp",
            "-rfbunixpath",
            vncSocket().toString(),
            "-desktop",
            "quantix-lab-x"));
    command.addAll(more.length == 0 ? List.of("-SecurityTypes", "None") : List.of(more));
    process = new ChildProcess(folder, "tigervnc-standalone-server", command);
    try {
      String number = process.output().readLine();
      if (number == null) {
        throw new IllegalStateException("no display: " + process.log());
      }
      display = Integer.parseInt(number);
      process.await(vncSocket());
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private Path vncSocket() {
    return folder.resolve("vnc");
  }

  VncTransport connect() throws Exception {
    return VncTransport.unix(vncSocket(), Duration.ofSeconds(30));
  }

  int display() {
    return display;
  }

  XClient client() throws IOException {
    return new XClient(display);
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
