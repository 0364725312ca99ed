package io.quantix.vnc.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

/** A transport on which a layer can be put that protects what goes through it from then on. */
public final class LayeredTransport implements VncTransport {
  private final VncTransport bottom;
  private volatile VncTransport top;

  /** Without a layer yet. */
  public LayeredTransport(VncTransport bottom) {
    this.bottom = bottom;
    top = bottom;
  }

  /**
   * Puts a layer on top. On the thread that reads, while nobody writes.
   *
   * @param early what has been read already and belongs into the layer
   * @param layer makes it out of what is below
   * @return the layer
   */
  public <T extends VncTransport> T put(ByteBuffer early, Function<VncTransport, T> layer) {
    T made = layer.apply(early.hasRemaining() ? new EarlyBytes(top, early) : top);
    top = made;
    return made;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return top.read(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    top.write(from);
  }

  @Override
  public String peer() {
    return bottom.peer();
  }

  @Override
  public Optional<String> host() {
    return bottom.host();
  }

  @Override
  public boolean confidential() {
    return top.confidential();
  }

  @Override
  public String encryption() {
    return top.encryption();
  }

  @Override
  public void close() throws IOException {
    top.close();
  }

  /** Bytes that were read too early, before the rest. */
  private static final class EarlyBytes extends TransportLayer {
    private final ByteBuffer early;

    EarlyBytes(VncTransport below, ByteBuffer early) {
      super(below);
      this.early = early;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      if (!early.hasRemaining()) {
        return below.read(into);
      }
      int count = Math.min(early.remaining(), into.remaining());
      into.put(early.slice(early.position(), count));
      early.position(early.position() + count);
      return count;
    }
  }
}
