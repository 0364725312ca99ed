package io.quantix.vnc.jpeg;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;

/**
 * The coefficients of a progressive picture (T.81 G), gathered from its scans: each brings some of
 * them, or one more bit of each. They are kept for as long as the picture is decoded.
 */
final class Coefficients {
  /** Scans of a picture; a script of libjpeg's has ten. */
  static final int MOST_SCANS = 64;

  /** Pixels of a picture, each of which costs up to six bytes while it is decoded. */
  static final int MOST_PIXELS = 16 * 1024 * 1024;

  private final int[] order = ZigZag.order();
  private final short[][] blocks = new short[3][0];
  private final int[] blocksAcross = new int[3];
  private int mcus;
  private int mcuRows;
  private int untilRestart;
  private int restarts;
  private int endOfBand;

  /** Reads all scans of a picture, the first of which begins at {@code from}. */
  void read(JpegHeader header, EntropyData data, byte[] picture, int from, int length, int[] size)
      throws VncException {
    if ((long) size[0] * size[1] > MOST_PIXELS) {
      throw Breach.limit(
          "the area of its progressive JPEG picture", (long) size[0] * size[1], MOST_PIXELS);
    }
    mcus = Math.ceilDiv(size[0], header.mostAcross() * 8);
    mcuRows = Math.ceilDiv(size[1], header.mostDown() * 8);
    for (int i = 0; i < header.count(); i++) {
      Component component = header.component(i);
      blocksAcross[i] = mcus * component.across;
      blocks[i] = new short[64 * blocksAcross[i] * mcuRows * component.down];
    }
    int at = from;
    for (int scans = 1; at >= 0; scans++) {
      if (scans > MOST_SCANS) {
        throw Breach.limit("the number of scans of its JPEG picture", scans, MOST_SCANS);
      }
      data.begin(picture, at, length);
      scan(header, data);
      at = header.nextScan(data.position());
    }
  }

  /** Forgets them. */
  void clear() {
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = new short[0];
    }
  }

  /**
   * Multiplies a block.
   *
   * @param row of blocks of that component, and which of that row
   * @param into 64 zeros, to which it is written, row by row
   * @return whether any but the first is not 0
   */
  boolean block(int component, int row, int column, int[] quantizer, int[] into) {
    short[] from = blocks[component];
    int at = 64 * (row * blocksAcross[component] + column);
    int any = 0;
    for (int k = 1; k < 64; k++) {
      int value = from[at + order[k]];
      into[order[k]] = value * quantizer[k];
      any |= value;
    }
    into[0] = from[at] * quantizer[0];
    return any != 0;
  }

  private void scan(JpegHeader header, EntropyData data) throws VncException {
    untilRestart = header.restartInterval();
    restarts = 0;
    forget(header);
    if (header.scan().count() == 1) {
      // Alone a component comes block by block, without those that only fill up an MCU.
      int index = header.scan().component(0);
      Component component = header.component(index);
      int rows = Math.ceilDiv(component.height, 8);
      int columns = Math.ceilDiv(component.width, 8);
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          restart(header, data);
          block(header, data, index, row, column);
        }
      }
      return;
    }
    for (int mcu = 0; mcu < mcus * mcuRows; mcu++) {
      restart(header, data);
      for (int i = 0; i < header.scan().count(); i++) {
        int index = header.scan().component(i);
        Component component = header.component(index);
        for (int b = 0; b < component.across * component.down; b++) {
          int row = mcu / mcus * component.down + b / component.across;
          int column = mcu % mcus * component.across + b % component.across;
          block(header, data, index, row, column);
        }
      }
    }
  }

  private void restart(JpegHeader header, EntropyData data) throws VncException {
    if (header.restartInterval() > 0 && untilRestart-- == 0) {
      data.restart(restarts++ & 7);
      untilRestart = header.restartInterval() - 1;
      forget(header);
    }
  }

  private void forget(JpegHeader header) {
    endOfBand = 0;
    for (int i = 0; i < header.count(); i++) {
      header.component(i).dc = 0;
    }
  }

  private void block(JpegHeader header, EntropyData data, int index, int row, int column)
      throws VncException {
    Component component = header.component(index);
    short[] block = blocks[index];
    int at = 64 * (row * blocksAcross[index] + column);
    int low = header.scan().low();
    if (header.scan().first() == 0) {
      if (header.scan().isRefining()) {
        block[at] |= (short) (data.bits(1) << low);
      } else {
        int size = data.code(header.dcTable(component));
        component.dc += size == 0 ? 0 : data.number(size);
        block[at] = (short) (component.dc << low);
      }
    } else if (header.scan().isRefining()) {
      refine(data, header.acTable(component), block, at, header.scan());
    } else {
      first(data, header.acTable(component), block, at, header.scan());
    }
    data.check();
  }

  /** The higher bits of some coefficients (T.81 G.1.2.2). */
  private void first(
      EntropyData data, HuffmanTable table, short[] block, int at, ProgressiveScan scan)
      throws VncException {
    if (endOfBand > 0) {
      endOfBand--;
      return;
    }
    int k = scan.first();
    while (k <= scan.last()) {
      int symbol = data.code(table);
      int zeros = symbol >> 4;
      int size = symbol & 15;
      if (size == 0 && zeros < 15) {
        endOfBand = (1 << zeros) - 1 + data.bits(zeros);
        return;
      }
      k += zeros;
      if (size > 0) {
        if (k > scan.last()) {
          throw tooMany();
        }
        block[at + order[k]] = (short) (data.number(size) << scan.low());
      }
      k++;
    }
  }

  /** One more bit of those that are there, and those that begin with this bit (G.1.2.3). */
  private void refine(
      EntropyData data, HuffmanTable table, short[] block, int at, ProgressiveScan scan)
      throws VncException {
    int bit = 1 << scan.low();
    int last = scan.last();
    int k = scan.first();
    while (endOfBand == 0 && k <= last) {
      int symbol = data.code(table);
      int zeros = symbol >> 4;
      int size = symbol & 15;
      int value = 0;
      if (size > 1) {
        throw Breach.protocol("its JPEG picture has a coefficient that grows by more than a bit");
      } else if (size == 1) {
        value = data.bits(1) == 1 ? bit : -bit;
      } else if (zeros < 15) {
        endOfBand = (1 << zeros) + data.bits(zeros);
        break;
      }
      while (k <= last) {
        int place = at + order[k];
        if (block[place] != 0) {
          correct(data, block, place, bit);
        } else if (--zeros < 0) {
          break;
        }
        k++;
      }
      if (value != 0) {
        if (k > last) {
          throw tooMany();
        }
        block[at + order[k]] = (short) value;
      }
      k++;
    }
    if (endOfBand > 0) {
      for (; k <= last; k++) {
        int place = at + order[k];
        if (block[place] != 0) {
          correct(data, block, place, bit);
        }
      }
      endOfBand--;
    }
  }

  private static void correct(EntropyData data, short[] block, int place, int bit) {
    if (data.bits(1) == 1 && (block[place] & bit) == 0) {
      block[place] += (short) (block[place] > 0 ? bit : -bit);
    }
  }

  private static VncException tooMany() {
    return Breach.protocol("a block of its JPEG picture has more than 64 coefficients");
  }
}
