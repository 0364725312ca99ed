package io.quantix.vnc.encoding;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;

/**
 * ExtendedDesktopSize (pseudo-encoding -308 of the community's RFB specification): x says why it
 * came (0 by itself, 1 our request, 2 another client's), y how a request went, the size is the
 * desktop's. Reads a count of screens up to 255, three unused bytes, and sixteen bytes for each
 * screen. Of a refused request neither size nor screens are taken.
 */
public final class ExtendedDesktopSizeDecoder implements Decoder {
  private static final int OURS = 1;
  private static final int MOST = 255;

  private final int[] numbers = new int[MOST * Desktop.SCREEN];

  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop)
      throws IOException, VncException {
    int count = in.u8();
    in.skip(3);
    for (int i = 0; i < count * Desktop.SCREEN; i += Desktop.SCREEN) {
      numbers[i] = in.s32();
      numbers[i + 1] = in.u16();
      numbers[i + 2] = in.u16();
      numbers[i + 3] = in.u16();
      numbers[i + 4] = in.u16();
      numbers[i + 5] = in.s32();
    }
    boolean answer = rectangle.x() == OURS;
    boolean refused = answer && rectangle.y() != 0;
    if (!refused) {
      desktop.resize(rectangle.width(), rectangle.height());
      desktop.screens(count, numbers);
    }
    if (answer) {
      desktop.sizeAnswered(rectangle.y());
    }
  }
}
