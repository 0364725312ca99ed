package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** A port of this machine that leads into a guest. */
public final class GuestForward implements AutoCloseable {
  /** So many at a time, so that other requests of the session find room; more wait. */
  private static final int MOST = 32;

  private static final int PIECE = 64 * 1024;

  /** Makes the connection in the guest. */
  @FunctionalInterface
  interface Connector {
    GuestConnection connect() throws AgentException, InterruptedException;
  }

  private final ServerSocket server;
  private final Connector connector;
  private final Consumer<AgentException> failed;
  private final Semaphore room = new Semaphore(MOST);
  private final Set<Socket> open = new HashSet<>();
  private boolean closed;

  private GuestForward(ServerSocket server, Connector connector, Consumer<AgentException> failed) {
    this.server = server;
    this.connector = connector;
    this.failed = failed;
  }

  static GuestForward open(int localPort, Connector connector, Consumer<AgentException> failed)
      throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), localPort));
    } catch (IOException e) {
      server.close();
      throw e;
    }
    GuestForward forward = new GuestForward(server, connector, failed);
    Thread.ofVirtual().name("agent-forward").start(forward::accept);
    return forward;
  }

  /** The port on this machine's loopback address. */
  public int localPort() {
    return server.getLocalPort();
  }

  /** How many connections go through it now. */
  public int connections() {
    synchronized (open) {
      return open.size();
    }
  }

  private void accept() {
    try {
      while (true) {
        room.acquire();
        Socket local = server.accept();
        if (!keep(local)) {
          local.close();
          return;
        }
        Thread.ofVirtual().name("agent-forward-connection").start(() -> carry(local));
      }
    } catch (IOException e) {
      tell(
          new AgentException(
              ErrorCode.FORWARD_FAILED, "Local connections can be taken no more: " + e, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean keep(Socket local) {
    synchronized (open) {
      return !closed && open.add(local);
    }
  }

  private void carry(Socket local) {
    try (local;
        GuestConnection connection = connector.connect()) {
      local.setTcpNoDelay(true);
      Thread sending =
          Thread.ofVirtual().name("agent-forward-sending").start(() -> send(local, connection));
      try (OutputStream to = local.getOutputStream()) {
        copy(connection.input(), to);
        local.shutdownOutput();
        sending.join();
        connection.awaitEnd();
      } catch (IOException e) {
        // One of the two connections broke off: so does the other.
        abort(local);
        if (e.getCause() instanceof AgentException why) {
          tell(why);
        }
      }
    } catch (AgentException e) {
      abort(local);
      tell(e);
    } catch (IOException e) {
      // It is over.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      synchronized (open) {
        open.remove(local);
      }
      room.release();
    }
  }

  /** Of those that either end here has cut, nobody needs to be told. */
  private void tell(AgentException why) {
    synchronized (open) {
      if (closed || why.code() == ErrorCode.CANCELLED) {
        return;
      }
    }
    failed.accept(why);
  }

  private static void send(Socket local, GuestConnection connection) {
    try {
      copy(local.getInputStream(), connection.output());
      connection.output().close();
    } catch (IOException e) {
      connection.close();
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    byte[] piece = new byte[PIECE];
    for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
      to.write(piece, 0, n);
    }
  }

  /** Whoever is connected sees that it broke, and does not take it for a proper end. */
  private static void abort(Socket local) {
    try {
      local.setSoLinger(true, 0);
      local.close();
    } catch (SocketException e) {
      // It is closed already.
    } catch (IOException e) {
      // It is over either way.
    }
  }

  /** Takes no more connections, and ends those that are open. */
  @Override
  public void close() {
    Set<Socket> left;
    synchronized (open) {
      closed = true;
      left = new HashSet<>(open);
    }
    try {
      server.close();
    } catch (IOException e) {
      // Nobody can connect any more either way.
    }
    left.forEach(GuestForward::abort);
  }
}
