package io.quantix.vnc.jpeg;

import io.quantix.vnc.VncException;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * Decodes JPEG (T.81) in Java, MCU by MCU; what libjpeg-turbo makes of a picture by default it
 * makes bit for bit. Two rows of MCUs are kept as samples, since interpolation looks at the rows
 * above and below.
 */
final class ScanDecoder {
  private final JpegHeader header;
  private final EntropyData data = new EntropyData();
  private final InverseDct transform = new InverseDct();
  private final PixelRows pixels = new PixelRows();
  private final Coefficients coefficients = new Coefficients();
  private final int[] block = new int[64];
  private int[] row = new int[0];
  private int untilRestart;
  private int restarts;

  ScanDecoder(JpegHeader header) {
    this.header = header;
  }

  /** Decodes the picture whose header has been read, and whose data begin at {@code from}. */
  void decode(
      byte[] picture,
      int from,
      int length,
      int width,
      int height,
      IntBuffer into,
      int at,
      int stride)
      throws VncException {
    int mcuWidth = header.mostAcross() * 8;
    int mcuHeight = header.mostDown() * 8;
    int mcus = Math.ceilDiv(width, mcuWidth);
    int mcuRows = Math.ceilDiv(height, mcuHeight);
    begin(mcus, mcus * mcuWidth);
    if (header.isProgressive()) {
      coefficients.read(header, data, picture, from, length, new int[] {width, height});
    } else {
      data.begin(picture, from, length);
    }
    int done = 0;
    for (int mcuRow = 0; mcuRow < mcuRows; mcuRow++) {
      for (int mcu = 0; mcu < mcus; mcu++) {
        mcu(mcuRow, mcu);
      }
      // The last row waits for the one below it, which interpolation looks at.
      int ready = mcuRow == mcuRows - 1 ? height : (mcuRow + 1) * mcuHeight - header.mostDown();
      for (; done < ready; done++) {
        pixels.row(header, done, width, row);
        into.put(at + done * stride, row, 0, width);
      }
    }
    coefficients.clear();
  }

  private void begin(int mcus, int width) {
    for (int i = 0; i < header.count(); i++) {
      header.component(i).begin(mcus);
    }
    pixels.begin(width);
    Arrays.fill(block, 0);
    if (row.length < width) {
      row = new int[width];
    }
    untilRestart = header.restartInterval();
    restarts = 0;
  }

  private void mcu(int mcuRow, int mcu) throws VncException {
    if (header.isProgressive()) {
      gathered(mcuRow, mcu);
      return;
    }
    if (header.restartInterval() > 0 && untilRestart-- == 0) {
      data.restart(restarts++ & 7);
      untilRestart = header.restartInterval() - 1;
      for (int i = 0; i < header.count(); i++) {
        header.component(i).dc = 0;
      }
    }
    for (int i = 0; i < header.count(); i++) {
      Component component = header.component(i);
      for (int y = 0; y < component.down; y++) {
        int to = component.row((mcuRow * component.down + y) * 8) + mcu * component.across * 8;
        for (int x = 0; x < component.across; x++) {
          block(component, to + x * 8);
        }
      }
    }
  }

  /** An MCU whose coefficients are all there. */
  private void gathered(int mcuRow, int mcu) {
    for (int i = 0; i < header.count(); i++) {
      Component component = header.component(i);
      int[] quantizer = header.quantizer(component);
      for (int y = 0; y < component.down; y++) {
        int blockRow = mcuRow * component.down + y;
        int to = component.row(blockRow * 8) + mcu * component.across * 8;
        for (int x = 0; x < component.across; x++) {
          int column = mcu * component.across + x;
          if (coefficients.block(i, blockRow, column, quantizer, block)) {
            transform.block(block, component.samples, to + x * 8, component.stride);
          } else {
            InverseDct.flat(block[0], component.samples, to + x * 8, component.stride);
          }
        }
      }
    }
    Arrays.fill(block, 0);
  }

  private void block(Component component, int to) throws VncException {
    int count =
        data.block(
            component,
            header.dcTable(component),
            header.acTable(component),
            header.quantizer(component),
            block);
    if (count == 1) {
      InverseDct.flat(block[0], component.samples, to, component.stride);
    } else {
      transform.block(block, component.samples, to, component.stride);
      Arrays.fill(block, 0);
    }
  }
}
