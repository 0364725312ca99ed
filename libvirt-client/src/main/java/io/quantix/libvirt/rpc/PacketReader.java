package io.quantix.libvirt.rpc;

import io.quantix.libvirt.transport.ByteTransport;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts the daemon's bytes into packets. A packet is held in memory as far as it has come, never as
 * far as it was announced.
 */
final class PacketReader {
  private static final int FIRST_PIECE = 256 * 1024;
  private final ByteTransport transport;
  // Most connections are asked little; one that brings a lot gets the room for it.
  private static final int FEWEST = 16 * 1024;
  private static final int MOST = 256 * 1024;

  private ByteBuffer in = ByteBuffer.allocateDirect(FEWEST).limit(0);

  PacketReader(ByteTransport transport) {
    this.transport = transport;
  }

  /**
   * The next packet without its length field, or null at a clean end.
   *
   * @throws ProtocolException if its length cannot be right
   */
  @org.jspecify.annotations.Nullable
  ByteBuffer next() throws IOException {
    if (in.remaining() < 4 && !fill(4)) {
      return null;
    }
    int length = in.getInt() - 4;
    if (length < Limits.HEADER || length > Limits.PACKET) {
      throw new ProtocolException(
          "a packet of "
              + Integer.toUnsignedString(length + 4)
              + " bytes was announced; from "
              + (Limits.HEADER + 4)
              + " to "
              + (Limits.PACKET + 4)
              + " are allowed");
    }
    byte[] packet = new byte[Math.min(length, FIRST_PIECE)];
    int have = 0;
    while (have < length) {
      if (!in.hasRemaining() && !fill(1)) {
        throw new EOFException("the daemon ended the connection in the middle of a packet");
      }
      int piece = Math.min(in.remaining(), length - have);
      if (have + piece > packet.length) {
        packet = Arrays.copyOf(packet, Math.min(length, Math.max(packet.length * 2, have + piece)));
      }
      in.get(packet, have, piece);
      have += piece;
    }
    return ByteBuffer.wrap(packet, 0, length);
  }

  private boolean fill(int least) throws IOException {
    if (in.limit() == in.capacity() && in.capacity() < MOST) {
      in = ByteBuffer.allocateDirect(MOST).put(in);
    } else {
      in.compact();
    }
    while (in.position() < least) {
      if (transport.read(in) < 0) {
        boolean partial = in.position() > 0;
        in.flip();
        if (partial) {
          throw new EOFException("the daemon ended the connection in the middle of a packet");
        }
        return false;
      }
    }
    in.flip();
    return true;
  }
}
