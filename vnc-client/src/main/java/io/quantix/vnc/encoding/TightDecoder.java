package io.quantix.vnc.encoding;

import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;

/**
 * Tight (RFB 7.7.5): one colour, a JPEG picture, or pixels that went through a filter (none, a
 * palette of 2 to 256, the gradient) and then through one of four zlib streams, each of which may
 * begin anew with any rectangle. Colours are TPIXELs ({@link Pixels}). Data of less than 12 bytes
 * are not compressed, nor are any where the server finds that a waste. Tight PNG is the same with
 * PNG pictures in place of data that are not compressed; the streams are decoded there as well,
 * since libvncserver uses them.
 *
 * <p>A rectangle may be as wide as the desktop: the protocol says 2048, and libvncserver sends
 * more. Its compressed length is limited by what its pixels could honestly need, it must inflate to
 * exactly its pixels, and an index must be inside its palette.
 */
public final class TightDecoder implements Decoder {
  private static final int STREAMS = 4;
  private static final int FILL = 8;
  private static final int JPEG = 9;
  private static final int PNG = 10;
  private static final int STORED = 10;
  private static final int STORED_FILTERED = 14;
  private static final int FILTERED = 4;
  private static final int COPY = 0;
  private static final int PALETTE = 1;
  private static final int GRADIENT = 2;
  private static final int LEAST_COMPRESSED = 12;
  // What is unpacked at once stays in a processor's nearest cache.
  private static final int CHUNK = 8 * 1024;

  private final InflatedBytes[] streams = new InflatedBytes[STREAMS];
  private final Pixels format;
  private final int colour;
  private final TightFilters filters;
  private final byte[] colours = new byte[256 * 4 + 1];
  private int[] rows = new int[CHUNK];
  private final Pictures pictures;
  private final boolean hasPng;

  /**
   * Whether all servers send this format alike. QEMU takes 32 bits with eight of each colour for
   * three bytes whatever the depth, where the protocol, TigerVNC and libvncserver ask for a depth
   * of 24.
   */
  public static boolean isCertain(PixelFormat format) {
    return format.depth() == 24
        || format.bytes() != 4
        || format.redMax() != 255
        || format.greenMax() != 255
        || format.blueMax() != 255;
  }

  /**
   * Makes one with four fresh streams, which decodes its pictures itself.
   *
   * @param hasPng whether it is for Tight PNG
   */
  public TightDecoder(Pixels pixels, boolean hasPng) {
    this(pixels, hasPng, Pictures.alone());
  }

  /**
   * Makes one with four fresh streams.
   *
   * @param hasPng whether it is for Tight PNG
   * @param pictures closed with it
   */
  public TightDecoder(Pixels pixels, boolean hasPng, Pictures pictures) {
    this.hasPng = hasPng;
    this.pictures = pictures;
    format = pixels;
    colour = pixels.tightBytes();
    filters = new TightFilters(pixels);
    for (int i = 0; i < STREAMS; i++) {
      streams[i] = new InflatedBytes();
    }
  }

  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop)
      throws IOException, VncException {
    int control = in.u8();
    for (int i = 0; i < STREAMS; i++) {
      if ((control >> i & 1) != 0) {
        streams[i].reset();
      }
    }
    int kind = control >> 4;
    if (kind == FILL) {
      fill(rectangle, in, desktop.surface());
    } else if (kind < FILL) {
      pixels(rectangle, in, desktop.surface(), streams[kind & 3], (kind & FILTERED) != 0, false);
    } else if (kind == JPEG) {
      picture(rectangle, in, desktop.surface(), false);
    } else if (hasPng && kind == PNG) {
      picture(rectangle, in, desktop.surface(), true);
    } else if (kind == STORED || kind == STORED_FILTERED) {
      pixels(rectangle, in, desktop.surface(), streams[0], kind == STORED_FILTERED, true);
    } else {
      throw Breach.protocol("it is compressed in the unknown way " + kind);
    }
  }

  @Override
  public void close() {
    pictures.close();
    for (InflatedBytes stream : streams) {
      stream.close();
    }
  }

  private void fill(Rectangle rectangle, WireReader in, Surface surface) throws IOException {
    in.bytes(colours, 0, colour);
    surface.fill(
        rectangle.x(),
        rectangle.y(),
        rectangle.width(),
        rectangle.height(),
        format.tightArgb(colours, 0));
  }

  private void picture(Rectangle rectangle, WireReader in, Surface surface, boolean isPng)
      throws IOException, VncException {
    int length = length(in, rectangle.width() * rectangle.height());
    pictures.decode(rectangle, in, surface, length, isPng);
  }

  private void pixels(
      Rectangle rectangle,
      WireReader in,
      Surface surface,
      InflatedBytes data,
      boolean isFiltered,
      boolean isStored)
      throws IOException, VncException {
    int width = rectangle.width();
    int height = rectangle.height();
    int filter = isFiltered ? in.u8() : COPY;
    int stride =
        switch (filter) {
          case COPY -> width * colour;
          case PALETTE -> palette(in) == 2 ? (width + 7) >> 3 : width;
          case GRADIENT -> {
            if (colour == 1) {
              throw Breach.protocol("it has the gradient filter, for pixels of one byte");
            }
            filters.beginGradient(width);
            yield width * colour;
          }
          default -> throw Breach.protocol("it has the unknown filter " + filter);
        };
    begin(data, stride * height, isStored, in, width * height);
    if (rows.length < width) {
      rows = new int[width];
    }
    int atOnce = Math.max(1, CHUNK / Math.max(1, width));
    for (int y = 0; y < height; y += atOnce) {
      int count = Math.min(atOnce, height - y);
      data.need(stride * count, in);
      unpack(filter, data, width, count);
      data.position += stride * count;
      surface.put(rectangle.x(), rectangle.y() + y, width, count, rows);
    }
    data.end(in);
  }

  private int palette(WireReader in) throws IOException, VncException {
    int size = in.u8() + 1;
    if (size < 2) {
      throw Breach.protocol("its palette has one colour, and 2 to 256 are allowed");
    }
    in.bytes(colours, 0, size * colour);
    filters.paletteSize(size);
    format.tightRow(colours, 0, filters.palette, 0, size);
    return size;
  }

  private static void begin(
      InflatedBytes data, int bytes, boolean isStored, WireReader in, int pixels)
      throws IOException, VncException {
    if (bytes < LEAST_COMPRESSED) {
      data.beginStored(bytes);
      return;
    }
    int length = length(in, pixels);
    if (!isStored) {
      data.begin(length);
    } else if (length == bytes) {
      data.beginStored(bytes);
    } else {
      throw Breach.protocol(
          "it comes as " + length + " bytes that are not compressed, and needs " + bytes);
    }
  }

  /** A length of one to three bytes, seven bits, seven bits and eight, the lowest first. */
  private static int length(WireReader in, int pixels) throws IOException, VncException {
    int b = in.u8();
    int length = b & 0x7f;
    if (b > 0x7f) {
      b = in.u8();
      length |= (b & 0x7f) << 7;
      if (b > 0x7f) {
        length |= in.u8() << 14;
      }
    }
    if (length > Limits.compressed(pixels)) {
      throw Breach.limit("its compressed length", length, Limits.compressed(pixels));
    }
    return length;
  }

  private void unpack(int filter, InflatedBytes data, int width, int count) throws VncException {
    byte[] bytes = data.bytes;
    int from = data.position;
    if (filter == COPY) {
      format.tightRow(bytes, from, rows, 0, width * count);
    } else if (filter == GRADIENT) {
      filters.gradient(bytes, from, rows, width, count);
    } else if (filters.size() == 2) {
      filters.bits(bytes, from, rows, width, count);
    } else if (!filters.indices(bytes, from, rows, width * count)) {
      throw Breach.protocol("it uses a colour that its palette of " + filters.size() + " has not");
    }
  }
}
