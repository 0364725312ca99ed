package io.quantix.vnc.transport;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Plays the other end of connections on the loopback interface, as a test says. */
final class OtherEnd implements AutoCloseable {
  private final ServerSocket server;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  /** What it does with one connection. */
  interface Part {
    void play(DataInputStream in, OutputStream out) throws Exception;
  }

  /** Plays a part for each of the next connections, one after the other. */
  OtherEnd(Part... parts) throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(() -> {
          try {
            for (Part part : parts) {
              try (Socket socket = server.accept()) {
                part.play(new DataInputStream(socket.getInputStream()), socket.getOutputStream());
              }
            }
            done.complete(null);
          } catch (Throwable e) {
            done.completeExceptionally(e);
          }
        });
  }

  int port() {
    return server.getLocalPort();
  }

  /** Waits until all parts are played; throws what went wrong there. */
  void await() throws Exception {
    done.get(60, TimeUnit.SECONDS);
  }

  /** Reads a request's head. */
  static String head(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("the end after " + head);
      }
      head.append((char) c);
    }
    return head.toString();
  }

  static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static void sendHex(OutputStream out, String hex) throws IOException {
    out.write(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  /** Connects to it, in case that who should have has given up before. */
  void connect() throws IOException {
    new Socket(InetAddress.getLoopbackAddress(), port()).close();
  }

  static String readHex(DataInputStream in, int count) throws IOException {
    return HexFormat.of().formatHex(in.readNBytes(count));
  }

  /** Says nothing until the other end has closed. */
  static void silence(DataInputStream in, OutputStream out) throws IOException {
    while (in.read() >= 0) {
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
