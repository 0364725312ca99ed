package io.quantix.libvirt.rpc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Reads XDR (RFC 4506) from one packet's payload. Every length is checked against its limit and
 * against what is left before anything is made of it.
 */
public final class XdrReader {
  private final ByteBuffer in;

  /** Reads from the buffer's position to its limit. */
  public XdrReader(ByteBuffer payload) {
    in = payload;
  }

  /** Bytes not yet read. */
  public int remaining() {
    return in.remaining();
  }

  /** A 32-bit integer. */
  public int integer() throws ProtocolException {
    need(4, "an integer");
    return in.getInt();
  }

  /** A 64-bit integer. */
  public long hyper() throws ProtocolException {
    need(8, "a hyper integer");
    return in.getLong();
  }

  /** A double. */
  public double real() throws ProtocolException {
    need(8, "a double");
    return in.getDouble();
  }

  /** A boolean or the mark of an optional value: 0 or 1. */
  public boolean flag() throws ProtocolException {
    int value = integer();
    if (value != 0 && value != 1) {
      throw new ProtocolException("a flag is " + value + ", not 0 or 1");
    }
    return value == 1;
  }

  /** The count of an array. */
  public int count(int limit, int leastBytesEach, String what) throws ProtocolException {
    int count = integer();
    if (count < 0 || count > limit) {
      throw new ProtocolException(
          Integer.toUnsignedString(count) + " " + what + ", at most " + limit + " are allowed");
    }
    if ((long) count * leastBytesEach > in.remaining()) {
      throw new ProtocolException(
          count + " " + what + " announced in the " + in.remaining() + " bytes that are left");
    }
    return count;
  }

  /** A string; bytes that are no UTF-8 become U+FFFD. */
  public String string() throws ProtocolException {
    int length = count(Limits.STRING, 1, "bytes of a string");
    int padded = (length + 3) & ~3;
    need(padded, "a string and its padding");
    ByteBuffer bytes = in.slice(in.position(), length);
    in.position(in.position() + padded);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE)
          .decode(bytes)
          .toString();
    } catch (CharacterCodingException e) {
      throw new ProtocolException("a string cannot be read: " + e.getMessage());
    }
  }

  /** An optional string; empty if it is not there. */
  public String optionalString() throws ProtocolException {
    return flag() ? string() : "";
  }

  /** Bytes with their count. */
  public byte[] bytes(int limit, String what) throws ProtocolException {
    int length = count(limit, 1, "bytes of " + what);
    int padded = (length + 3) & ~3;
    need(padded, what + " and its padding");
    byte[] value = new byte[length];
    in.get(in.position(), value);
    in.position(in.position() + padded);
    return value;
  }

  /** Strings with their count. */
  public List<String> strings(int limit, String what) throws ProtocolException {
    int count = count(limit, 4, what);
    List<String> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(string());
    }
    return List.copyOf(values);
  }

  /** The 16 bytes of a UUID. */
  public UUID uuid() throws ProtocolException {
    need(16, "a UUID");
    return new UUID(in.getLong(), in.getLong());
  }

  /** Passes over bytes. */
  public void skip(int bytes) throws ProtocolException {
    need(bytes, "a field");
    in.position(in.position() + bytes);
  }

  private void need(int bytes, String what) throws ProtocolException {
    if (in.remaining() < bytes) {
      throw new ProtocolException(
          what + " needs " + bytes + " bytes, and the packet has " + in.remaining() + " left");
    }
  }
}
