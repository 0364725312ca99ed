package io.quantix.libvirt.rpc;

import io.quantix.libvirt.transport.ByteTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Sends packets in their order. What the transport takes at once is written by who sends it; for
 * what has to wait there is a thread of its own, so that no caller ever blocks on the socket and
 * that a caller's interrupt cannot close it.
 */
final class PacketWriter {
  private record Outgoing(ByteBuffer packet, Runnable sent, boolean last) {}

  // Most connections ask little; one that asks a lot at once gets the room for it.
  private static final int FEWEST = 4 * 1024;
  private static final int MOST = 64 * 1024;

  private final ByteTransport transport;
  private final LinkedBlockingQueue<Outgoing> queue = new LinkedBlockingQueue<>();
  private final Consumer<IOException> onFailure;
  private final Thread thread;
  // Who writes has it. Nothing is written directly while something waits in the queue.
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicInteger unwritten = new AtomicInteger();

  PacketWriter(ByteTransport transport, Consumer<IOException> onFailure) {
    this.transport = transport;
    this.onFailure = onFailure;
    this.thread =
        Thread.ofPlatform().daemon().name("libvirt-write " + transport.peer()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void send(ByteBuffer packet) {
    if (!writtenNow(packet)) {
      send(packet, PacketWriter::nobodyWaits);
    }
  }

  private boolean writtenNow(ByteBuffer packet) {
    if (!turn.tryLock()) {
      return false;
    }
    try {
      if (unwritten.get() > 0) {
        return false;
      }
      try {
        transport.writeNow(packet);
      } catch (IOException e) {
        // The writer's thread meets it as well, and has none of the caller's locks.
      }
      if (packet.hasRemaining()) {
        // In the queue before the turn is over, and so before anything else.
        send(packet, PacketWriter::nobodyWaits);
      }
      return true;
    } finally {
      turn.unlock();
    }
  }

  /** Sends a packet and then says so, on the writer's thread; the packet may be used again. */
  void send(ByteBuffer packet, Runnable sent) {
    unwritten.incrementAndGet();
    queue.add(new Outgoing(packet, sent, false));
  }

  /** Packets that have not been given to the transport. */
  int waiting() {
    return queue.size();
  }

  private static void nobodyWaits() {}

  void stop() {
    queue.add(new Outgoing(ByteBuffer.allocate(0), PacketWriter::nobodyWaits, true));
  }

  private void run() {
    ByteBuffer together = ByteBuffer.allocateDirect(FEWEST);
    try {
      while (true) {
        int taken = 0;
        Outgoing next = queue.take();
        while (next != null) {
          if (next.last()) {
            write(together);
            return;
          }
          taken++;
          ByteBuffer packet = next.packet();
          if (packet.remaining() > together.remaining()) {
            write(together);
            if (together.capacity() < MOST) {
              together = ByteBuffer.allocateDirect(MOST);
            }
          }
          if (packet.remaining() > together.capacity() || !transport.isPlain()) {
            writeInTurn(packet);
          } else {
            together.put(packet);
          }
          next.sent().run();
          next = queue.poll();
        }
        write(together);
        unwritten.addAndGet(-taken);
      }
    } catch (IOException e) {
      onFailure.accept(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(ByteBuffer together) throws IOException {
    together.flip();
    if (together.hasRemaining()) {
      writeInTurn(together);
    }
    together.clear();
  }

  private void writeInTurn(ByteBuffer bytes) throws IOException {
    turn.lock();
    try {
      transport.write(bytes);
    } finally {
      turn.unlock();
    }
  }
}
