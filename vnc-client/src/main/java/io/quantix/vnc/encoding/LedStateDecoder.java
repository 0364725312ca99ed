package io.quantix.vnc.encoding;

import io.quantix.vnc.wire.WireReader;
import java.io.IOException;

/**
 * The guest's lock keys: bit 0 scroll, 1 num, 2 caps, others to be ignored. QEMU LED state
 * (pseudo-encoding -261) has them in one byte, VMware LED state (0x574d5668) in four.
 */
public final class LedStateDecoder implements Decoder {
  private final boolean isVmware;

  /** Makes one for QEMU's or VMware's. */
  public LedStateDecoder(boolean isVmware) {
    this.isVmware = isVmware;
  }

  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop) throws IOException {
    desktop.leds((isVmware ? in.s32() : in.u8()) & 7);
  }
}
