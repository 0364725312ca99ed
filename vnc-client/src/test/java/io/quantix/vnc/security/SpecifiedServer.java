package io.quantix.vnc.security;

import io.quantix.vnc.transport.VncTransport;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A server written from the protocol's specification, for the types that no server has that could
 * be installed: it speaks 3.8, offers one type, and has each connection talk as it is told.
 */
final class SpecifiedServer implements AutoCloseable {
  /** What follows after the type was chosen. */
  interface Conversation {
    /** Talks; ends the connection with its return. */
    void with(DataInputStream in, DataOutputStream out) throws Exception;
  }

  private final ServerSocket listener;
  private final CompletableFuture<Void> talked;

  SpecifiedServer(int type, Conversation conversation) throws IOException {
    listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    talked =
        CompletableFuture.runAsync(
            () -> serve(type, conversation), task -> Thread.ofVirtual().start(task));
  }

  private void serve(int type, Conversation conversation) {
    while (true) {
      try (Socket socket = listener.accept();
          DataInputStream in = new DataInputStream(socket.getInputStream());
          DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
        out.write("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
        in.skipNBytes(12);
        out.write(new byte[] {1, (byte) type});
        if (in.readUnsignedByte() != type) {
          throw new IllegalStateException("another type was chosen");
        }
        conversation.with(in, out);
      } catch (EOFException | SocketException e) {
        if (listener.isClosed()) {
          return;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** So many bytes, or the end of the conversation. */
  static byte[] bytes(DataInputStream in, int count) throws IOException {
    byte[] bytes = new byte[count];
    in.readFully(bytes);
    return bytes;
  }

  VncTransport connect() throws Exception {
    return VncTransport.tcp("127.0.0.1", listener.getLocalPort(), Duration.ofSeconds(30));
  }

  /** Ends it; fails if it was not talked to as it expects. */
  @Override
  public void close() throws IOException {
    listener.close();
    talked.join();
  }
}
