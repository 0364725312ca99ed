package io.quantix.vnc.jpeg;

import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;

/**
 * Everything before a picture's data (T.81 B.2): Huffman, 8 bits, one or three components, of
 * exactly the size that the rectangle has; sequential in one scan, or progressive in many. All of
 * that is checked before anything is allocated. Of APPn segments only those are looked at that say
 * which colours there are; EXIF and ICC are skipped.
 */
final class JpegHeader {
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOF0 = 0xc0;
  private static final int SOF1 = 0xc1;
  private static final int SOF2 = 0xc2;
  private static final int SOF15 = 0xcf;
  private static final int DHT = 0xc4;
  private static final int JPG = 0xc8;
  private static final int DAC = 0xcc;
  private static final int SOS = 0xda;
  private static final int DQT = 0xdb;
  private static final int DRI = 0xdd;
  private static final int APP0 = 0xe0;
  private static final int APP14 = 0xee;
  private static final int TABLES = 4;
  private static final int MOST_BLOCKS = 10;

  private final boolean keepsTables;
  private final Component[] components = {new Component(), new Component(), new Component()};
  private final HuffmanTable[] dcTables = new HuffmanTable[TABLES];
  private final HuffmanTable[] acTables = new HuffmanTable[TABLES];
  private final int[][] quantizers = new int[TABLES][ZigZag.LENGTH];
  private final boolean[] hasQuantizer = new boolean[TABLES];
  private byte[] data = new byte[0];
  private int end;
  private int count;
  private int restartInterval;
  private int mostAcross;
  private int mostDown;
  private boolean isJfif;
  private boolean isProgressive;
  private boolean isInScans;
  private final ProgressiveScan scan = new ProgressiveScan();
  private int adobe;

  /**
   * Makes one.
   *
   * @param keepsTables whether a picture may use tables of the ones before it
   */
  JpegHeader(boolean keepsTables) {
    this.keepsTables = keepsTables;
    for (int i = 0; i < TABLES; i++) {
      dcTables[i] = new HuffmanTable();
      acTables[i] = new HuffmanTable();
    }
  }

  /** How many components: one of grey, or three. */
  int count() {
    return count;
  }

  /** A component. */
  Component component(int index) {
    return components[index];
  }

  HuffmanTable dcTable(Component component) {
    return dcTables[component.dcTable];
  }

  HuffmanTable acTable(Component component) {
    return acTables[component.acTable];
  }

  /** Factors of the coefficients, in the order in which they come. */
  int[] quantizer(Component component) {
    return quantizers[component.quantizer];
  }

  /** MCUs from one restart marker to the next; 0 for none. */
  int restartInterval() {
    return restartInterval;
  }

  /** Blocks in a row of an MCU. */
  int mostAcross() {
    return mostAcross;
  }

  /** Rows of blocks in an MCU. */
  int mostDown() {
    return mostDown;
  }

  /** Whether it comes in several scans. */
  boolean isProgressive() {
    return isProgressive;
  }

  /** The present scan of a progressive picture. */
  ProgressiveScan scan() {
    return scan;
  }

  /** Whether its components are red, green and blue, not luminance and chrominance. */
  boolean isRgb() {
    if (count != 3 || isJfif) {
      return false;
    }
    return adobe >= 0
        ? adobe == 0
        : components[0].id == 'R' && components[1].id == 'G' && components[2].id == 'B';
  }

  /**
   * Reads it.
   *
   * @return where the data begin
   */
  int read(byte[] picture, int length, int width, int height) throws VncException {
    data = picture;
    end = length;
    forget();
    if (length < 4 || u8(0) != 0xff || u8(1) != SOI) {
      throw Breach.protocol("it holds no JPEG picture");
    }
    int data = segments(2, width, height);
    isInScans = true;
    return data;
  }

  /**
   * Reads what comes between the scans of a progressive picture.
   *
   * @param from where the data of the one before have ended
   * @return where the data of the next begin, -1 at the picture's end
   */
  int nextScan(int from) throws VncException {
    return segments(from, 0, 0);
  }

  private int segments(int from, int width, int height) throws VncException {
    int at = from;
    while (true) {
      int marker = 0xff;
      if (at >= end || u8(at) != 0xff) {
        throw broken();
      }
      while (marker == 0xff) {
        if (++at >= end) {
          throw broken();
        }
        marker = u8(at);
      }
      at++;
      if (marker == EOI && isInScans) {
        return -1;
      }
      if (marker == EOI || marker == SOI || marker < SOF0 || at + 2 > end) {
        throw broken();
      }
      int next = at + u16(at);
      if (next < at + 2 || next > end) {
        throw broken();
      }
      segment(marker, at + 2, next, width, height);
      if (marker == SOS) {
        return next;
      }
      at = next;
    }
  }

  private void forget() {
    count = 0;
    restartInterval = 0;
    isJfif = false;
    isProgressive = false;
    isInScans = false;
    adobe = -1;
    for (int i = 0; i < TABLES && !keepsTables; i++) {
      dcTables[i].clear();
      acTables[i].clear();
      hasQuantizer[i] = false;
    }
  }

  private void segment(int marker, int from, int next, int width, int height) throws VncException {
    switch (marker) {
      case DQT -> readQuantizers(from, next);
      case DHT -> readHuffmanTables(from, next);
      case DRI -> restartInterval = next - from == 2 ? u16(from) : fail();
      case SOF0, SOF1, SOF2 -> {
        frame(from, next, width, height);
        isProgressive = marker == SOF2;
      }
      case SOS -> {
        if (isProgressive) {
          progressiveScan(from, next);
        } else {
          scan(from, next);
        }
      }
      case APP0 -> isJfif |= next - from >= 5 && has(from, "JFIF\0");
      case APP14 -> {
        if (next - from >= 12 && has(from, "Adobe")) {
          adobe = u8(from + 11);
        }
      }
      default -> {
        if (marker < SOF15 + 1 && marker != JPG && marker != DAC) {
          throw Breach.protocol(
              "its JPEG picture is of a kind that VNC does not use (SOF" + (marker - SOF0) + ")");
        }
      }
    }
  }

  private boolean has(int from, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (u8(from + i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void readQuantizers(int from, int next) throws VncException {
    if (isInScans) {
      throw Breach.protocol("its JPEG picture changes its quantizers between scans");
    }
    int at = from;
    while (at < next) {
      int bytes = (u8(at) >> 4) + 1;
      int table = u8(at) & 15;
      at++;
      if (bytes > 2 || table >= TABLES || at + 64 * bytes > next) {
        throw broken();
      }
      for (int i = 0; i < 64; i++, at += bytes) {
        quantizers[table][i] = bytes == 1 ? u8(at) : u16(at);
      }
      hasQuantizer[table] = true;
    }
  }

  private void readHuffmanTables(int from, int next) throws VncException {
    int at = from;
    while (at < next) {
      int kind = u8(at) >> 4;
      int table = u8(at) & 15;
      if (kind > 1 || table >= TABLES) {
        throw broken();
      }
      at = (kind == 0 ? dcTables : acTables)[table].read(data, at + 1, next, kind == 1);
    }
  }

  private void frame(int from, int next, int width, int height) throws VncException {
    if (count != 0 || next - from < 6) {
      throw broken();
    }
    if (u8(from) != 8) {
      throw Breach.protocol("its JPEG picture has samples of " + u8(from) + " bits, not 8");
    }
    if (u16(from + 3) != width || u16(from + 1) != height) {
      throw Breach.protocol("its JPEG picture is " + u16(from + 3) + "x" + u16(from + 1));
    }
    int many = u8(from + 5);
    if (many != 1 && many != 3) {
      throw Breach.protocol("its JPEG picture has " + many + " components, not 1 or 3");
    }
    if (next - from != 6 + 3 * many) {
      throw broken();
    }
    count = many;
    for (int i = 0; i < count; i++) {
      Component component = components[i];
      int at = from + 6 + 3 * i;
      component.id = u8(at);
      component.across = u8(at + 1) >> 4;
      component.down = u8(at + 1) & 15;
      component.quantizer = u8(at + 2);
      if (component.quantizer >= TABLES) {
        throw broken();
      }
    }
    sampling(width, height);
  }

  private void sampling(int width, int height) throws VncException {
    if (count == 1) {
      // A component that is alone comes block by block, whatever its factors are (T.81 A.2.2).
      components[0].across = 1;
      components[0].down = 1;
    }
    mostAcross = 0;
    mostDown = 0;
    int blocks = 0;
    for (int i = 0; i < count; i++) {
      mostAcross = Math.max(mostAcross, components[i].across);
      mostDown = Math.max(mostDown, components[i].down);
      blocks += components[i].across * components[i].down;
    }
    for (int i = 0; i < count; i++) {
      Component component = components[i];
      int across = component.across;
      int down = component.down;
      if (Math.min(across, down) < 1
          || Math.max(mostAcross, mostDown) > 4
          || mostAcross % across != 0
          || mostDown % down != 0
          || blocks > MOST_BLOCKS) {
        throw Breach.protocol("its JPEG picture has a sampling that no picture may have");
      }
      component.pixelsAcross = mostAcross / across;
      component.pixelsDown = mostDown / down;
      component.width = Math.ceilDiv(width * across, mostAcross);
      component.height = Math.ceilDiv(height * down, mostDown);
    }
  }

  private void scan(int from, int next) throws VncException {
    if (count == 0 || next - from != 4 + 2 * count || u8(from) != count) {
      throw Breach.protocol("its JPEG picture has not all its components in one scan");
    }
    for (int i = 0; i < count; i++) {
      Component component = components[i];
      component.dcTable = u8(from + 2 + 2 * i) >> 4;
      component.acTable = u8(from + 2 + 2 * i) & 15;
      if (u8(from + 1 + 2 * i) != component.id
          || Math.max(component.dcTable, component.acTable) >= TABLES) {
        throw broken();
      }
      if (!hasQuantizer[component.quantizer]
          || !dcTable(component).isDefined()
          || !acTable(component).isDefined()) {
        throw Breach.protocol("its JPEG picture uses a table that was not given");
      }
    }
    if (u8(next - 3) != 0 || u8(next - 2) != 63 || u8(next - 1) != 0) {
      throw broken();
    }
  }

  /** A scan of a progressive picture (T.81 G.1.1.1). */
  private void progressiveScan(int from, int next) throws VncException {
    int many = next > from ? u8(from) : 0;
    if (count == 0 || many < 1 || many > count || next - from != 4 + 2 * many) {
      throw broken();
    }
    if (!scan.begin(many, u8(next - 3), u8(next - 2), u8(next - 1) >> 4, u8(next - 1) & 15)) {
      throw broken();
    }
    int index = -1;
    for (int i = 0; i < many; i++) {
      int id = u8(from + 1 + 2 * i);
      do {
        if (++index == count) {
          throw broken();
        }
      } while (components[index].id != id);
      Component component = components[index];
      scan.set(i, index);
      component.dcTable = u8(from + 2 + 2 * i) >> 4;
      component.acTable = u8(from + 2 + 2 * i) & 15;
      if (Math.max(component.dcTable, component.acTable) >= TABLES) {
        throw broken();
      }
      boolean hasTable =
          scan.first() > 0
              ? acTable(component).isDefined()
              : scan.isRefining() || dcTable(component).isDefined();
      if (!hasTable || !hasQuantizer[component.quantizer]) {
        throw Breach.protocol("its JPEG picture uses a table that was not given");
      }
    }
  }

  private int u8(int at) {
    return data[at] & 0xff;
  }

  private int u16(int at) {
    return u8(at) << 8 | u8(at + 1);
  }

  private static int fail() throws VncException {
    throw broken();
  }

  private static VncException broken() {
    return Breach.protocol("the header of its JPEG picture is broken");
  }
}
