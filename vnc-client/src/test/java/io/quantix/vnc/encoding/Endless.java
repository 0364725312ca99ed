package io.quantix.vnc.encoding;

import io.quantix.vnc.transport.VncTransport;
import java.nio.ByteBuffer;

/** Says the same for ever. */
final class Endless implements VncTransport {
  private final byte[] script;
  private int at;

  Endless(byte[] script) {
    this.script = script.clone();
  }

  @Override
  public int read(ByteBuffer into) {
    int n = Math.min(script.length - at, into.remaining());
    into.put(script, at, n);
    at = (at + n) % script.length;
    return n;
  }

  @Override
  public void write(ByteBuffer from) {}

  @Override
  public String peer() {
    return "endless";
  }

  @Override
  public void close() {}
}
