package io.quantix.vnc.encoding;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.SafeText;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** DesktopName (pseudo-encoding -307): a 32-bit length up to 64 KiB, and the new name in UTF-8. */
public final class DesktopNameDecoder implements Decoder {
  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop)
      throws IOException, VncException {
    int length = in.length("the length of the desktop's name", Limits.NAME);
    desktop.named(SafeText.line(in.text(length, StandardCharsets.UTF_8)));
  }
}
