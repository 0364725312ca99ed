package io.quantix.benchmarks;

import io.quantix.agent.client.qemu.QemuGuestLink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * QEMU's guest agent at its channel's socket, with nothing in between: a line there, a line back.
 */
final class QemuAgentSocket implements QemuGuestLink.Commands, AutoCloseable {
  private static final int PIECE = 256 * 1024;

  private final SocketChannel socket;
  private final ByteBuffer piece = ByteBuffer.allocate(PIECE);

  QemuAgentSocket(Path path) throws IOException {
    socket = SocketChannel.open(StandardProtocolFamily.UNIX);
    socket.connect(UnixDomainSocketAddress.of(path));
  }

  @Override
  public Optional<String> run(String json, Duration timeout) {
    try {
      ByteBuffer line = ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        socket.write(line);
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      while (true) {
        if (socket.read(piece.clear()) < 0) {
          throw new IOException("QEMU's agent is gone");
        }
        answer.write(piece.array(), 0, piece.position());
        if (piece.get(piece.position() - 1) == '\n') {
          return Optional.of(answer.toString(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
