package io.quantix.vnc.live;

import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A real x11vnc, which is libvncserver, that shows an X display on a port of its own. */
final class X11vnc implements AutoCloseable {
  private final ChildProcess process;
  private final int port;

  X11vnc(XServer display) throws IOException {
    process =
        new ChildProcess(
            ChildProcess.newFolder(),
            "x11vnc",
            List.of(
                "x11vnc",
                "-display",
                ":" + display.display(),
                "-norc",
                "-localhost",
                "-autoport",
                "15900",
                "-forever",
                "-shared",
                "-nopw",
                "-noshm",
                "-nocursor",
                "-nap",
                "-wait",
                "10",
                "-defer",
                "10",
                "-desktop",
                "quantix-lab-x11vnc"));
    try {
      port = port(process);
    } catch (IOException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private static int port(ChildProcess process) throws IOException {
    String line;
    do {
      line = process.output().readLine();
      if (line == null) {
        throw new IllegalStateException("no port: " + process.log());
      }
    } while (!line.startsWith("PORT="));
    return Integer.parseInt(line.substring("PORT=".length()).strip());
  }

  VncTransport connect() throws Exception {
    return VncTransport.tcp("127.0.0.1", port, Duration.ofSeconds(30));
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
