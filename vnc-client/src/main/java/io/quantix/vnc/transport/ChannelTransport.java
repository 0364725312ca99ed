package io.quantix.vnc.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A transport over any two channels that block. */
final class ChannelTransport implements VncTransport {
  private final ReadableByteChannel in;
  private final WritableByteChannel out;
  private final String peer;
  private final boolean confidential;

  ChannelTransport(ReadableByteChannel in, WritableByteChannel out, String peer) {
    this(in, out, peer, false);
  }

  ChannelTransport(
      ReadableByteChannel in, WritableByteChannel out, String peer, boolean confidential) {
    this.in = in;
    this.out = out;
    this.peer = peer;
    this.confidential = confidential;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int n;
    do {
      n = in.read(into);
    } while (n == 0 && into.hasRemaining());
    return n;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      out.write(from);
    }
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public boolean confidential() {
    return confidential;
  }

  @Override
  public void close() throws IOException {
    try (in) {
      out.close();
    }
  }
}
