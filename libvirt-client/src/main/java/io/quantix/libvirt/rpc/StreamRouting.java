package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The streams that are open on a connection: what is sent for them, and whose a packet is. */
final class StreamRouting {
  private final PacketWriter writer;
  private final ReentrantLock lock;
  private final String peer;
  private final Map<Integer, RpcStream> streams = new HashMap<>();

  /**
   * Has none yet.
   *
   * @param lock the connection's, which its calls are guarded by, too
   */
  StreamRouting(PacketWriter writer, ReentrantLock lock, String peer) {
    this.writer = writer;
    this.lock = lock;
    this.peer = peer;
  }

  /** One whose call is about to be sent; with the lock held. */
  void add(RpcStream stream) {
    streams.put(stream.serial(), stream);
  }

  /** One whose call was refused; with the lock held. */
  void remove(int serial) {
    streams.remove(serial);
  }

  /** All of them, which the connection has no more; with the lock held. */
  List<RpcStream> removeAll() {
    List<RpcStream> all = List.copyOf(streams.values());
    streams.clear();
    return all;
  }

  /** Sends a packet of a stream, whose first bytes are left for the header. */
  void sendStream(RpcStream stream, ByteBuffer packet, int status, Runnable sent) {
    writer.send(
        XdrWriter.header(
            packet,
            stream.procedure().program().number(),
            stream.procedure().number(),
            RpcConnection.STREAM,
            stream.serial(),
            status),
        sent);
  }

  /** Sends a hole of a stream. */
  void sendHole(RpcStream stream, long bytes) {
    writer.send(
        new XdrWriter()
            .hyper(bytes)
            .integer(0)
            .packet(
                stream.procedure().program().number(),
                stream.procedure().number(),
                RpcConnection.STREAM_HOLE,
                stream.serial(),
                RpcConnection.CONTINUE));
  }

  /** Gives a stream up: what still comes of it is passed over. */
  void abort(RpcStream stream) {
    boolean known;
    lock.lock();
    try {
      known = streams.remove(stream.serial()) != null;
    } finally {
      lock.unlock();
    }
    if (known) {
      writer.send(
          new XdrWriter()
              .packet(
                  stream.procedure().program().number(),
                  stream.procedure().number(),
                  RpcConnection.STREAM,
                  stream.serial(),
                  RpcConnection.ERROR));
    }
  }

  /** What came for one; called on the reader thread. */
  void packet(int serial, int status, ByteBuffer payload) throws ProtocolException {
    RpcStream stream;
    lock.lock();
    try {
      stream = streams.get(serial);
      if (status == RpcConnection.OK || status == RpcConnection.ERROR) {
        streams.remove(serial);
      }
    } finally {
      lock.unlock();
    }
    if (stream == null) {
      return; // what was on its way when the stream was given up
    }
    switch (status) {
      case RpcConnection.CONTINUE -> stream.data(payload);
      case RpcConnection.OK -> stream.completed();
      case RpcConnection.ERROR -> stream.failed(streamError(stream, payload));
      default -> throw new ProtocolException("a stream packet of status " + status);
    }
  }

  /** A hole that came for one; called on the reader thread. */
  void hole(int serial, XdrReader payload) throws ProtocolException {
    RpcStream stream;
    lock.lock();
    try {
      stream = streams.get(serial);
    } finally {
      lock.unlock();
    }
    if (stream != null) {
      stream.hole(payload);
    }
  }

  // An error that cannot be read is still the end of the stream.
  private LibvirtException streamError(RpcStream stream, ByteBuffer payload) {
    String what = stream.procedure().words();
    try {
      return RpcErrors.read(new XdrReader(payload), what, peer);
    } catch (ProtocolException e) {
      return RemoteCalls.unreadable(what, peer, e);
    }
  }
}
