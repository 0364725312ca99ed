package io.quantix.desktop.link;

import io.quantix.desktop.app.AppFolders;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The window that runs, to which later starts hand the links that they were given: over a UNIX
 * socket in a folder that the person alone can enter. A link is one line.
 */
public final class RunningWindow implements AutoCloseable {
  private static final int LONGEST = 8192;
  private static final String TAKEN = "taken\n";

  private final ServerSocketChannel channel;
  private final Path socket;

  private RunningWindow(ServerSocketChannel channel, Path socket) {
    this.channel = channel;
    this.socket = socket;
  }

  /** Where the running window listens. */
  public static Path usualSocket() {
    return AppFolders.runtime().resolve("window.sock");
  }

  /**
   * Hands a link to the window that runs; blocks for as long as that takes.
   *
   * @return whether there is one, and it has taken the link
   */
  public static boolean handOver(Path socket, String link) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      ByteBuffer line = ByteBuffer.wrap((link + "\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      return line(channel).map(TAKEN.strip()::equals).orElse(false);
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Listens, unless another window does already or the system has no such sockets.
   *
   * @param open given each link, on a thread of its own
   */
  public static Optional<RunningWindow> listen(Path socket, Consumer<String> open) {
    try {
      Path folder = socket.toAbsolutePath().getParent();
      if (folder == null) {
        return Optional.empty();
      }
      makePrivate(folder);
      if (answers(socket)) {
        return Optional.empty();
      }
      Files.deleteIfExists(socket);
      ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channel.bind(UnixDomainSocketAddress.of(socket));
      RunningWindow window = new RunningWindow(channel, socket);
      Thread.ofVirtual().name("links").start(() -> window.serve(open));
      return Optional.of(window);
    } catch (IOException | UnsupportedOperationException e) {
      // Then each link opens a window of its own.
      return Optional.empty();
    }
  }

  private static void makePrivate(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static boolean answers(Path socket) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  private void serve(Consumer<String> open) {
    try {
      while (true) {
        SocketChannel other = channel.accept();
        Thread.ofVirtual().name("link").start(() -> take(other, open));
      }
    } catch (IOException e) {
      // Closed: from now on each link opens a window of its own.
      close();
    }
  }

  private static void take(SocketChannel other, Consumer<String> open) {
    try (other) {
      Optional<String> link = line(other).filter(each -> !each.isBlank());
      if (link.isPresent()) {
        other.write(ByteBuffer.wrap(TAKEN.getBytes(StandardCharsets.UTF_8)));
        open.accept(link.get());
      }
    } catch (IOException e) {
      // Who does not wait for the answer opens a window of its own.
    }
  }

  private static Optional<String> line(SocketChannel from) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
    while (bytes.hasRemaining() && from.read(bytes) >= 0) {
      int end = bytes.position();
      if (end > 0 && bytes.get(end - 1) == '\n') {
        return Optional.of(StandardCharsets.UTF_8.decode(bytes.flip().limit(end - 1)).toString());
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      // A socket that nobody listens at is taken away by the next window.
    }
  }
}
