package io.quantix.vnc.live;

import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real x11vnc, and so libvncserver, on an X display of its own. */
final class X11vncServer implements AutoCloseable {
  interface Drawing {
    void on(XClient display) throws IOException;
  }

  private final ChildProcess screen;
  private final ChildProcess server;
  private final int display;
  private final Path socket;

  /** Starts one of 640x480, on which something has been drawn before x11vnc looks at it. */
  X11vncServer(Drawing drawing) throws IOException, InterruptedException {
    this(drawing, "-nocursor");
  }

  /** Starts one with options of its own about the pointer. */
  X11vncServer(Drawing drawing, String... pointer) throws IOException, InterruptedException {
    screen =
        new ChildProcess(
            ChildProcess.newFolder(),
            "xvfb",
            List.of(
                "Xvfb",
                "-displayfd",
                "1",
                "-screen",
                "0",
                "640x480x24",
                "-noreset",
                "-nolisten",
                "tcp"));
    Path folder = ChildProcess.newFolder();
    socket = folder.resolve("vnc");
    try {
      String number = screen.output().readLine();
      if (number == null) {
        throw new IllegalStateException("no display: " + screen.log());
      }
      display = Integer.parseInt(number);
      try (XClient client = client()) {
        drawing.on(client);
        // The answer comes when all of it has been drawn.
        client.get(1, 1);
      }
      List<String> command =
          new ArrayList<>(
              List.of(
                  "x11vnc",
                  "-display",
                  ":" + display,
                  "-rfbport",
                  "0",
                  "-unixsock",
                  socket.toString(),
                  "-nopw",
                  "-forever",
                  "-shared",
                  "-noxrecord",
                  "-nowf",
                  "-noscr"));
      command.addAll(List.of(pointer));
      server = new ChildProcess(folder, "x11vnc", command);
      server.connect(socket).close();
    } catch (IOException | InterruptedException | RuntimeException e) {
      screen.close();
      throw e;
    }
  }

  VncTransport connect() throws Exception {
    return VncTransport.unix(socket, Duration.ofSeconds(30));
  }

  XClient client() throws IOException {
    return new XClient(display);
  }

  @Override
  public void close() throws IOException {
    try {
      server.close();
    } finally {
      screen.close();
    }
  }
}
