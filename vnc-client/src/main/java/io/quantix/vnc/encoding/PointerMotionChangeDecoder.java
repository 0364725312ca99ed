package io.quantix.vnc.encoding;

import io.quantix.vnc.PointerMode;
import io.quantix.vnc.wire.WireReader;

/**
 * QEMU Pointer Motion Change (pseudo-encoding -257): x is 1 if the server takes places, 0 if it
 * takes movements. Reads nothing.
 */
public final class PointerMotionChangeDecoder implements Decoder {
  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop) {
    desktop.pointerMode(rectangle.x() == 0 ? PointerMode.RELATIVE : PointerMode.ABSOLUTE);
  }
}
