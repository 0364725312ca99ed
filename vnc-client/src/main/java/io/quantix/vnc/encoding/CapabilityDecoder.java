package io.quantix.vnc.encoding;

import io.quantix.vnc.VncCapability;
import io.quantix.vnc.wire.WireReader;

/**
 * A pseudo-encoding whose empty rectangle says that the server can do something: QEMU extended key
 * event (-258), QEMU audio (-259), extended mouse buttons (-316). Reads nothing.
 */
public final class CapabilityDecoder implements Decoder {
  private final VncCapability capability;

  /** Makes one for this. */
  public CapabilityDecoder(VncCapability capability) {
    this.capability = capability;
  }

  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop) {
    desktop.supports(capability);
  }
}
