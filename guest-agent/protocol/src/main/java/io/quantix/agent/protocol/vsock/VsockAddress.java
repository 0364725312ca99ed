package io.quantix.agent.protocol.vsock;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One end of a socket.
 *
 * @param cid of the machine: {@link #HOST}, {@link #LOCAL}, or what libvirt's {@code <vsock>} gave
 *     the guest, which is 3 or more; unsigned
 * @param port unsigned; those below {@link #FIRST_ORDINARY_PORT} are root's
 */
public record VsockAddress(int cid, int port) {
  /** Whichever address the machine has; to listen at. */
  public static final int ANY = -1;

  /** The same machine, by its loopback. */
  public static final int LOCAL = 1;

  /** The machine that a guest runs on. */
  public static final int HOST = 2;

  /** Only root listens at, or connects from, a port below. */
  public static final int FIRST_ORDINARY_PORT = 1_024;

  /** Where the agent listens: the letters QXGA. */
  public static final int AGENT_PORT = 0x5158_4741;

  static final int FAMILY = 40;
  static final int SIZE = 16;

  /** As {@code struct sockaddr_vm} has it. */
  byte[] bytes() {
    return ByteBuffer.allocate(SIZE)
        .order(ByteOrder.nativeOrder())
        .putShort(0, (short) FAMILY)
        .putInt(4, port)
        .putInt(8, cid)
        .array();
  }

  static VsockAddress of(byte[] address) {
    ByteBuffer bytes = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
    return new VsockAddress(bytes.getInt(8), bytes.getInt(4));
  }

  /** Whether root has the port. */
  public boolean privileged() {
    return Integer.compareUnsigned(port, FIRST_ORDINARY_PORT) < 0;
  }

  @Override
  public String toString() {
    return "vsock:" + Integer.toUnsignedString(cid) + ":" + Integer.toUnsignedString(port);
  }
}
