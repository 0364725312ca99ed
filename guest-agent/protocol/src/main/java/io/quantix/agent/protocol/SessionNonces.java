package io.quantix.agent.protocol;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What both ends of a session gave to it. Every frame's checksum begins with them, so that bytes of
 * another session, or bytes that somebody put into a file, are never taken for a frame of this one.
 */
public record SessionNonces(Nonce host, Nonce agent) {
  /**
   * The checksum of a frame's bytes, not negative; the frame's own checksum field is not among
   * them.
   */
  public int checksum(byte[] frame, int offset, int length) {
    ByteBuffer nonces = ByteBuffer.allocate(2 * Nonce.BYTES);
    host.write(nonces);
    agent.write(nonces);
    CRC32C crc = new CRC32C();
    crc.update(nonces.flip());
    crc.update(frame, offset, length);
    // Its highest bits are a frame's last byte. As 0xFF they would complete a frame that was cut
    // before it with the first byte of what begins another session.
    return (int) crc.getValue() & Integer.MAX_VALUE;
  }
}
