package io.quantix.vnc.encoding;

import io.quantix.vnc.wire.WireReader;

/**
 * Where the server has put the pointer: x and y of the rectangle, which has nothing else. TightVNC
 * and libvncserver call it PointerPos (-232), TigerVNC sends VMware's cursor position (0x574d5666).
 */
public final class PointerPositionDecoder implements Decoder {
  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop) {
    desktop.pointerAt(rectangle.x(), rectangle.y());
  }
}
