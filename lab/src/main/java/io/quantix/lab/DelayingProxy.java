package io.quantix.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A far away host on this machine: a proxy that delivers every byte a fixed time after it came, in
 * each direction, and lets as many through as come. What is on its way is limited to {@value #MOST}
 * bytes a direction; above that its own peer is held back by the kernel.
 */
public final class DelayingProxy implements AutoCloseable {
  private static final int MOST = 64 << 20;
  private static final int PIECE = 128 << 10;

  private final ServerSocketChannel server;
  private final SocketAddress here;
  private final SocketAddress target;
  private final long nanos;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private DelayingProxy(ServerSocketChannel server, SocketAddress target, Duration oneWay)
      throws IOException {
    this.server = server;
    this.here = server.getLocalAddress();
    this.target = target;
    this.nanos = oneWay.toNanos();
  }

  /**
   * Listens on a free port of 127.0.0.1 for a port of 127.0.0.1.
   *
   * @param oneWay the delay of each direction: half a round trip
   */
  public static DelayingProxy toPort(int port, Duration oneWay) {
    return start(
        StandardProtocolFamily.INET,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        oneWay);
  }

  /**
   * Listens on a UNIX socket for another one.
   *
   * @param here made by the proxy, and removed at its end
   * @param oneWay the delay of each direction: half a round trip
   */
  public static DelayingProxy toSocket(Path here, Path target, Duration oneWay) {
    return start(
        StandardProtocolFamily.UNIX,
        UnixDomainSocketAddress.of(here),
        UnixDomainSocketAddress.of(target),
        oneWay);
  }

  private static DelayingProxy start(
      StandardProtocolFamily family, SocketAddress here, SocketAddress target, Duration oneWay) {
    try {
      ServerSocketChannel server = ServerSocketChannel.open(family).bind(here);
      DelayingProxy proxy = new DelayingProxy(server, target, oneWay);
      Thread.ofPlatform().daemon().name("delay-accept").start(() -> proxy.accept(family));
      return proxy;
    } catch (IOException e) {
      throw new LabException("Cannot listen on " + here + ": " + e.getMessage(), e);
    }
  }

  /** The port that it listens on, if it is one of TCP. */
  public int port() {
    if (here instanceof InetSocketAddress address) {
      return address.getPort();
    }
    throw new LabException("The proxy to " + target + " listens on a UNIX socket");
  }

  /** The UNIX socket that it listens on, if it is one. */
  public Path socket() {
    if (here instanceof UnixDomainSocketAddress socket) {
      return socket.getPath();
    }
    throw new LabException("The proxy to " + target + " listens on a port");
  }

  private void accept(StandardProtocolFamily family) {
    try {
      while (true) {
        SocketChannel near = server.accept();
        open.add(near);
        SocketChannel far = SocketChannel.open(family);
        open.add(far);
        if (family == StandardProtocolFamily.INET) {
          near.setOption(StandardSocketOptions.TCP_NODELAY, true);
          far.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        try {
          far.connect(target);
        } catch (IOException e) {
          end(near);
          end(far);
          continue;
        }
        new Way(near, far).start();
        new Way(far, near).start();
      }
    } catch (IOException e) {
      // It has been closed.
    }
  }

  private void end(SocketChannel channel) {
    open.remove(channel);
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }

  /** One direction of one connection. */
  private final class Way {
    /** Bytes and when they are due; none for the end. */
    private record Piece(ByteBuffer bytes, long due) {}

    private final SocketChannel from;
    private final SocketChannel to;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Piece> travelling = new ArrayDeque<>();
    private long size;
    private boolean broken;

    Way(SocketChannel from, SocketChannel to) {
      this.from = from;
      this.to = to;
    }

    void start() {
      Thread.ofPlatform().daemon().name("delay-in").start(this::take);
      Thread.ofPlatform().daemon().name("delay-out").start(this::deliver);
    }

    private void take() {
      ByteBuffer in = ByteBuffer.allocateDirect(PIECE);
      boolean more = true;
      while (more) {
        try {
          more = from.read(in.clear()) >= 0;
        } catch (IOException e) {
          more = false;
        }
        long due = System.nanoTime() + nanos;
        ByteBuffer bytes = ByteBuffer.allocate(more ? in.flip().remaining() : 0);
        if (more) {
          bytes.put(in).flip();
        }
        more &= add(new Piece(bytes, due));
      }
    }

    private boolean add(Piece piece) {
      lock.lock();
      try {
        while (size > MOST && !broken) {
          changed.awaitUninterruptibly();
        }
        travelling.add(piece);
        size += piece.bytes().remaining();
        changed.signalAll();
        return !broken;
      } finally {
        lock.unlock();
      }
    }

    private void deliver() {
      try {
        Piece piece = next();
        while (piece.bytes().hasRemaining()) {
          for (long left = piece.due() - System.nanoTime();
              left > 0;
              left = piece.due() - System.nanoTime()) {
            LockSupport.parkNanos(left);
          }
          while (piece.bytes().hasRemaining()) {
            to.write(piece.bytes());
          }
          piece = next();
        }
        to.shutdownOutput();
      } catch (IOException e) {
        lock.lock();
        try {
          broken = true;
          changed.signalAll();
        } finally {
          lock.unlock();
        }
        end(from);
        end(to);
      }
    }

    private Piece next() {
      lock.lock();
      try {
        @Nullable Piece piece = travelling.poll();
        while (piece == null) {
          changed.awaitUninterruptibly();
          piece = travelling.poll();
        }
        size -= piece.bytes().remaining();
        changed.signalAll();
        return piece;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Ends it and all that goes through it. */
  @Override
  public void close() {
    try {
      server.close();
      if (here instanceof UnixDomainSocketAddress socket) {
        Files.deleteIfExists(socket.getPath());
      }
    } catch (IOException e) {
      throw new LabException("Cannot close the proxy to " + target + ": " + e.getMessage(), e);
    } finally {
      open.forEach(this::end);
    }
  }
}
