package io.quantix.vnc.encoding;

import io.quantix.vnc.wire.WireReader;

/** LastRect (pseudo-encoding -224): the update ends here. Reads nothing. */
public final class LastRectDecoder implements Decoder {
  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop) {
    desktop.lastRectangle();
  }
}
