package io.quantix.vnc.transport;

import io.quantix.vnc.VncException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Connects to a UNIX socket. */
final class UnixTransport {
  private static final int PATH_BYTES = 107;
  private static final int RETRY_MILLIS = 20;

  private UnixTransport() {}

  /** Connects, waiting while the server's queue of connections is full until the time is up. */
  static VncTransport connect(Path socket, Duration timeout) throws VncException {
    if (socket.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length > PATH_BYTES) {
      throw unreachable(
          socket,
          "the path is longer than " + PATH_BYTES + " bytes",
          "Give the socket a shorter path.",
          new SocketException("path too long"));
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (true) {
        SocketChannel channel = SocketChannel.open(java.net.StandardProtocolFamily.UNIX);
        try {
          // Without blocking, as a full queue would otherwise hold the caller for as long as the
          // server likes; it then fails at once and is tried again.
          channel.configureBlocking(false);
          if (channel.connect(UnixDomainSocketAddress.of(socket)) || channel.finishConnect()) {
            channel.configureBlocking(true);
            return new ChannelTransport(channel, channel, socket.toString(), true);
          }
          channel.close();
        } catch (IOException e) {
          channel.close();
          if (!isBusy(e)) {
            throw e;
          }
        }
        if (System.nanoTime() > deadline) {
          throw unreachable(
              socket,
              "no answer within " + timeout.toSeconds() + " s",
              "The server is stuck, or has too many connections waiting.",
              new SocketException("timed out"));
        }
        Thread.sleep(RETRY_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(socket, "interrupted", "", e);
    } catch (IOException e) {
      throw unreachable(socket, why(e), hint(socket, e), e);
    }
  }

  private static boolean isBusy(IOException e) {
    String text = String.valueOf(e.getMessage());
    return text.contains("temporarily unavailable");
  }

  private static String why(IOException e) {
    return String.valueOf(e.getMessage());
  }

  private static String hint(Path socket, IOException e) {
    if (!Files.exists(socket)) {
      return "There is no such socket. Is the machine running?";
    }
    return why(e).contains("ermission")
        ? "Your user may not use this socket. Ask for membership in its group."
        : "Nothing listens on this socket any more.";
  }

  private static VncException unreachable(Path socket, String why, String hint, Exception cause) {
    return new VncException(
        VncException.Kind.UNREACHABLE, "cannot connect to " + socket + ": " + why, hint, cause);
  }
}
