package io.quantix.libvirt;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and a daemon's UNIX socket, and cuts the connection at one packet: a call
 * that it does not pass on, or the reply to it. The two keep on living.
 */
final class CuttingProxy implements AutoCloseable {
  private static final int REPLY = 1;
  private final Path path;
  private final Path daemon;
  private final ServerSocketChannel server;
  private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger procedure = new AtomicInteger(-1);
  private volatile boolean atReply;
  private volatile boolean forGood;
  private final AtomicBoolean cut = new AtomicBoolean();
  private final Map<Integer, CompletableFuture<Void>> passing = new ConcurrentHashMap<>();
  private final Map<Integer, Runnable> actions = new ConcurrentHashMap<>();

  CuttingProxy(Path path, Path daemon) throws IOException {
    this.path = path;
    this.daemon = daemon;
    this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    Thread.ofVirtual().start(this::accept);
  }

  /**
   * Cuts the next connection that carries a procedure.
   *
   * @param reply at its reply instead of the call
   * @param forGood nobody gets through from then on
   */
  void cutAt(int number, boolean reply, boolean forGood) {
    this.atReply = reply;
    this.forGood = forGood;
    procedure.set(number);
  }

  /** Completes when a call passes. */
  CompletableFuture<Void> passing(int number) {
    return passing.computeIfAbsent(number, _ -> new CompletableFuture<>());
  }

  /** Does something before the reply to a call goes on to the client. */
  void beforeReply(int number, Runnable action) {
    actions.put(number, action);
  }

  boolean hasCut() {
    return cut.get();
  }

  Path path() {
    return path;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        open.add(client);
        if (cut.get() && forGood) {
          client.close();
          continue;
        }
        SocketChannel behind = SocketChannel.open(UnixDomainSocketAddress.of(daemon));
        open.add(behind);
        Thread.ofVirtual().start(() -> pass(client, behind, false));
        Thread.ofVirtual().start(() -> pass(behind, client, true));
      }
    } catch (IOException e) {
      // It is closed, or the daemon is not there: the client sees that.
    }
  }

  private void pass(SocketChannel from, SocketChannel to, boolean answers) {
    try (from;
        to) {
      while (true) {
        ByteBuffer length = read(from, 4);
        ByteBuffer rest = read(from, length.getInt(0) - 4);
        boolean wanted =
            rest.getInt(8) == procedure.get()
                && answers == atReply
                && (!answers || rest.getInt(12) == REPLY);
        if (wanted) {
          procedure.set(-1);
          cut.set(true);
          return;
        }
        Runnable action = answers ? actions.remove(rest.getInt(8)) : null;
        if (action != null) {
          action.run();
        }
        write(to, length);
        write(to, rest);
        if (!answers) {
          passing(rest.getInt(8)).complete(null);
        }
      }
    } catch (IOException e) {
      // One end has gone; both go.
    }
  }

  private static ByteBuffer read(SocketChannel from, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (from.read(buffer) < 0) {
        throw new IOException("the end");
      }
    }
    return buffer.flip();
  }

  private static void write(SocketChannel to, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel each : open) {
      each.close();
    }
    Files.deleteIfExists(path);
  }
}
