package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** Writes XDR (RFC 4506) into a buffer that grows, after the room that a packet's header takes. */
public final class XdrWriter {
  private static final int HEADER = 4 + Limits.HEADER;
  private byte[] bytes = new byte[128];
  private ByteBuffer out = ByteBuffer.wrap(bytes).position(HEADER);

  /** A 32-bit integer. */
  public XdrWriter integer(int value) {
    room(4).putInt(value);
    return this;
  }

  /** A 64-bit integer. */
  public XdrWriter hyper(long value) {
    room(8).putLong(value);
    return this;
  }

  /** A boolean. */
  public XdrWriter flag(boolean value) {
    return integer(value ? 1 : 0);
  }

  /**
   * A string.
   *
   * @throws LibvirtException if it is longer than the protocol allows
   */
  public XdrWriter string(String value) throws LibvirtException {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > Limits.STRING) {
      throw new LibvirtException(
          LibvirtException.Kind.INVALID_ARGUMENT,
          0,
          0,
          "a text of " + utf8.length + " bytes is more than libvirt takes (" + Limits.STRING + ")",
          "");
    }
    int padded = (utf8.length + 3) & ~3;
    ByteBuffer to = room(4 + padded);
    to.putInt(utf8.length).put(utf8);
    for (int i = utf8.length; i < padded; i++) {
      to.put((byte) 0);
    }
    return this;
  }

  /** An optional string that is there. */
  public XdrWriter optionalString(String value) throws LibvirtException {
    return flag(true).string(value);
  }

  /** A string that may be absent. */
  public XdrWriter optional(Optional<String> value) throws LibvirtException {
    return value.isPresent() ? flag(true).string(value.get()) : flag(false);
  }

  /** Bytes with their count (an array of char or an opaque field). */
  public XdrWriter bytes(byte[] value) {
    int padded = (value.length + 3) & ~3;
    ByteBuffer to = room(4 + padded);
    to.putInt(value.length).put(value);
    for (int i = value.length; i < padded; i++) {
      to.put((byte) 0);
    }
    return this;
  }

  /** Strings with their count. */
  public XdrWriter strings(Collection<String> values) throws LibvirtException {
    integer(values.size());
    for (String value : values) {
      string(value);
    }
    return this;
  }

  /** The 16 bytes of a UUID. */
  public XdrWriter uuid(UUID value) {
    room(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
    return this;
  }

  /** Writes a header over a packet's first bytes; the packet ends at the buffer's limit. */
  static ByteBuffer header(
      ByteBuffer packet, int program, int procedure, int type, int serial, int status) {
    return packet
        .putInt(0, packet.limit())
        .putInt(4, program)
        .putInt(8, 1)
        .putInt(12, procedure)
        .putInt(16, type)
        .putInt(20, serial)
        .putInt(24, status);
  }

  /** The whole packet with its header, ready to be sent. */
  ByteBuffer packet(int program, int procedure, int type, int serial, int status) {
    ByteBuffer packet = ByteBuffer.wrap(bytes, 0, out.position());
    return header(packet, program, procedure, type, serial, status);
  }

  private ByteBuffer room(int more) {
    int position = out.position();
    if (bytes.length - position < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, position + more));
      out = ByteBuffer.wrap(bytes).position(position);
    }
    return out;
  }
}
