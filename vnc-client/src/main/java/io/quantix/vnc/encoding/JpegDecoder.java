package io.quantix.vnc.encoding;

import io.quantix.vnc.VncException;
import io.quantix.vnc.jpeg.PictureDecoder;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.util.Arrays;

/**
 * JPEG (encoding 21 of the community's RFB, "JPEG Encoding"): a picture with no length before it,
 * which ends at its EOI marker, and which may use the tables of pictures before it. Its length is
 * limited by what the pixels could honestly need.
 */
public final class JpegDecoder implements Decoder {
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int RST0 = 0xd0;
  private static final int RST7 = 0xd7;

  private final PictureDecoder decoder = new PictureDecoder(true, true);
  private byte[] picture = new byte[64 * 1024];
  private int length;
  private long limit;

  @Override
  public void decode(Rectangle rectangle, WireReader in, Desktop desktop)
      throws IOException, VncException {
    length = 0;
    limit = Math.min(Limits.PICTURE, Limits.compressed(rectangle.width() * rectangle.height()));
    read(in);
    Surface surface = desktop.surface();
    decoder.decode(
        picture,
        length,
        rectangle.width(),
        rectangle.height(),
        surface.framebuffer().pixels(),
        rectangle.y() * surface.width() + rectangle.x(),
        surface.width());
  }

  @Override
  public void close() {
    decoder.close();
  }

  private void read(WireReader in) throws IOException, VncException {
    if (next(in) != 0xff || next(in) != SOI) {
      throw Breach.protocol("it holds no JPEG picture");
    }
    if (next(in) != 0xff) {
      throw Breach.protocol("the header of its JPEG picture is broken");
    }
    int marker = marker(in);
    while (marker != EOI) {
      segment(in);
      marker = marker == SOS ? data(in) : next(in) == 0xff ? marker(in) : 0;
      if (marker == 0) {
        throw Breach.protocol("the header of its JPEG picture is broken");
      }
    }
  }

  /** The marker whose 0xff has been read; more of them may come before it. */
  private int marker(WireReader in) throws IOException, VncException {
    int marker = next(in);
    while (marker == 0xff) {
      marker = next(in);
    }
    return marker;
  }

  private void segment(WireReader in) throws IOException, VncException {
    int size = next(in) << 8;
    size |= next(in);
    if (size < 2) {
      throw Breach.protocol("the header of its JPEG picture is broken");
    }
    room(size - 2);
    in.bytes(picture, length, size - 2);
    length += size - 2;
  }

  /** Coded data, up to a marker that is neither a restart nor a byte of them. */
  private int data(WireReader in) throws IOException, VncException {
    while (true) {
      if (next(in) == 0xff) {
        int marker = marker(in);
        if (marker != 0 && (marker < RST0 || marker > RST7)) {
          return marker;
        }
      }
    }
  }

  private int next(WireReader in) throws IOException, VncException {
    room(1);
    int octet = in.u8();
    picture[length++] = (byte) octet;
    return octet;
  }

  private void room(int more) throws VncException {
    if (length + more > limit) {
      throw Breach.limit("the length of its JPEG picture", length + more, limit);
    }
    if (length + more > picture.length) {
      picture = Arrays.copyOf(picture, Math.max(2 * picture.length, length + more));
    }
  }
}
