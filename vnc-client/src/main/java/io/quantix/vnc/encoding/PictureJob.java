package io.quantix.vnc.encoding;

import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.VncException;
import io.quantix.vnc.jpeg.PictureDecoder;
import io.quantix.vnc.png.PngDecoder;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One picture to decode, by whichever thread takes it, and all that this needs. Used again for the
 * next; its buffers grow with the largest picture.
 */
final class PictureJob implements AutoCloseable {
  private final Pictures pictures;
  private final Rectangle rectangle = new Rectangle();
  private final PictureDecoder jpeg = new PictureDecoder(false, true);
  private @Nullable PngDecoder png;
  private @Nullable Framebuffer target;
  private byte[] bytes = new byte[0];
  private int length;
  private boolean isPng;
  private String title = "";
  private long sequence;

  /** Whether it is held back, in line, or done just now; guarded by the pictures' lock. */
  boolean isTaken;

  /** Whether it is in the pool's line; guarded by the pool, as is the next in it. */
  boolean isInLine;

  @Nullable PictureJob next;

  PictureJob(Pictures pictures) {
    this.pictures = pictures;
  }

  /**
   * Reads a picture.
   *
   * @param number which of the session's rectangles it is
   * @param encoding the rectangle's
   */
  void read(
      long number,
      String encoding,
      Rectangle header,
      Framebuffer framebuffer,
      WireReader in,
      int size,
      boolean asPng)
      throws IOException {
    sequence = number;
    title = encoding;
    rectangle.set(header);
    target = framebuffer;
    isPng = asPng;
    length = size;
    if (bytes.length < size) {
      bytes = new byte[size + size / 2];
    }
    in.bytes(bytes, 0, size);
  }

  /** Holds no framebuffer any longer than the desktop does. */
  void forget() {
    target = null;
  }

  /** Whether its rectangle has a pixel in common with another. */
  boolean overlaps(Rectangle other) {
    return rectangle.overlaps(other);
  }

  /** Decodes the picture. Never throws: what is wrong with it is told to the pictures. */
  void run() {
    Throwable failure = null;
    try {
      decode();
    } catch (VncException e) {
      failure = Decoders.named(title, rectangle, e);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    pictures.done(this, sequence, failure);
  }

  /** Decodes the picture on the reader's own thread. */
  void decode() throws VncException {
    Framebuffer into = Objects.requireNonNull(target);
    int at = rectangle.y() * into.width() + rectangle.x();
    int w = rectangle.width();
    int h = rectangle.height();
    if (isPng) {
      if (png == null) {
        png = new PngDecoder();
      }
      png.decode(bytes, length, w, h, into.pixels(), at, into.width());
    } else {
      jpeg.decode(bytes, length, w, h, into.pixels(), at, into.width());
    }
  }

  @Override
  public void close() {
    jpeg.close();
    if (png != null) {
      png.close();
    }
  }
}
