package io.quantix.libvirt.rpc;

import io.quantix.libvirt.transport.ByteTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Sends packets on a thread of its own, so that no caller ever blocks on the socket, that a
 * caller's interrupt cannot close it, and that calls made together leave together.
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
    send(packet, PacketWriter::nobodyWaits);
  }

  /** Sends a packet and then says so, on the writer's thread; the packet may be used again. */
  void send(ByteBuffer packet, Runnable sent) {
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
        Outgoing next = queue.take();
        while (next != null) {
          ByteBuffer packet = next.packet();
          if (next.last()) {
            write(together);
            return;
          }
          if (packet.remaining() > together.remaining()) {
            write(together);
            if (together.capacity() < MOST) {
              together = ByteBuffer.allocateDirect(MOST);
            }
          }
          if (packet.remaining() > together.capacity()) {
            transport.write(packet);
          } else {
            together.put(packet);
          }
          next.sent().run();
          next = queue.poll();
        }
        write(together);
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
      transport.write(together);
    }
    together.clear();
  }
}
