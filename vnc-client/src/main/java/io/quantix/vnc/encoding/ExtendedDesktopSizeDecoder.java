package io.quantix.vnc.encoding;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;

/**
 * ExtendedDesktopSize (pseudo-encoding -308 of the community's RFB specification): x says why it
 * came (0 by itself, 1 our request, 2 another client's), y how a request went, the size is the
 * desktop's. Reads a count of screens up to 255, three unused bytes, and sixteen bytes for each
 * screen. Of a refused request the size is not taken.
 */
public final class ExtendedDesktopSizeDecoder implements Decoder {
  private static final int OURS = 1;
  private static final int PLACE = 8;

  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop)
      throws IOException, VncException {
    int screens = in.u8();
    in.skip(3);
    int firstId = 0;
    int firstFlags = 0;
    for (int i = 0; i < screens; i++) {
      int id = in.s32();
      in.skip(PLACE);
      int flags = in.s32();
      if (i == 0) {
        firstId = id;
        firstFlags = flags;
      }
    }
    desktop.screen(firstId, firstFlags);
    boolean answer = rectangle.x() == OURS;
    if (!answer || rectangle.y() == 0) {
      desktop.resize(rectangle.width(), rectangle.height());
    }
    if (answer) {
      desktop.sizeAnswered(rectangle.y());
    }
  }
}
