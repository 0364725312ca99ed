package io.quantix.vnc.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A transport that goes over another one, which it owns: whatever a kind of layer does not do
 * itself is done, and answered, by what is below.
 */
public abstract class TransportLayer implements VncTransport {
  /** What it goes over. */
  protected final VncTransport below;

  /** Over another transport. */
  protected TransportLayer(VncTransport below) {
    this.below = below;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return below.read(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    below.write(from);
  }

  @Override
  public String peer() {
    return below.peer();
  }

  @Override
  public Optional<String> host() {
    return below.host();
  }

  @Override
  public boolean confidential() {
    return below.confidential();
  }

  @Override
  public String encryption() {
    return below.encryption();
  }

  @Override
  public void close() throws IOException {
    below.close();
  }
}
