package io.quantix.vnc.encoding;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.WireReader;

/**
 * DesktopSize (RFB 7.8.2, pseudo-encoding -223): the rectangle's size is the desktop's new one.
 * Reads nothing. The size is limited by the desktop.
 */
public final class DesktopSizeDecoder implements Decoder {
  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop) throws VncException {
    desktop.resize(rectangle.width(), rectangle.height());
  }
}
