package io.quantix.vnc.encoding;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;

/**
 * CopyRect (RFB 7.7.2): two 16-bit numbers, the place in the desktop from where the rectangle's
 * pixels are copied. The source must lie inside the desktop; it may overlap the target.
 */
public final class CopyRectDecoder implements Decoder {
  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop)
      throws IOException, VncException {
    int fromX = in.u16();
    int fromY = in.u16();
    Surface surface = desktop.surface();
    if (fromX + rectangle.width() > surface.width()
        || fromY + rectangle.height() > surface.height()) {
      throw Breach.protocol("its source " + fromX + "," + fromY + " lies outside the desktop");
    }
    surface.copy(fromX, fromY, rectangle.x(), rectangle.y(), rectangle.width(), rectangle.height());
  }

  @Override
  public boolean readsPicture() {
    return true;
  }
}
