package io.quantix.vnc.encoding;

import io.quantix.vnc.wire.WireReader;

/** QEMU Extended Key Event (pseudo-encoding -258): the server takes scan codes. Reads nothing. */
public final class ExtendedKeyEventDecoder implements Decoder {
  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop) {
    desktop.takesScanCodes();
  }
}
