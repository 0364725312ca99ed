package io.quantix.vnc.jpeg;

import io.quantix.vnc.VncException;
import java.nio.IntBuffer;

/**
 * Decodes JPEG pictures of a rectangle's size: by the system's libturbojpeg if there is one and
 * native access is allowed, else by itself; both make the same pixels of a picture. What cannot be
 * decoded is refused in the same way, for it is always Java that reads a picture's header, and that
 * has the last word on its data. For one thread at a time; its buffers grow with the largest
 * picture and serve the next.
 */
public final class PictureDecoder implements AutoCloseable {
  private final JpegHeader header;
  private final ScanDecoder scan;
  private final TurboJpeg turbo;

  /**
   * Makes one.
   *
   * @param keepsTables whether a picture may use tables of the ones before it
   * @param mayUseLibrary whether libturbojpeg may be used
   */
  public PictureDecoder(boolean keepsTables, boolean mayUseLibrary) {
    header = new JpegHeader(keepsTables);
    scan = new ScanDecoder(header);
    turbo = new TurboJpeg(mayUseLibrary);
  }

  /**
   * Decodes a picture to opaque ARGB.
   *
   * @param picture the bytes from SOI on
   * @param length how many
   * @param width pixels in a row; the picture's own must be the same
   * @param height rows; the same
   * @param into a framebuffer's pixels
   * @param at the first pixel's index
   * @param stride from one row's pixel to the next row's
   * @throws VncException if the picture is broken, of another size, or of a kind that VNC does not
   *     use: anything but 8 bits, Huffman, one or three components, sequential in one scan or
   *     progressive in 64 at most
   */
  public void decode(
      byte[] picture, int length, int width, int height, IntBuffer into, int at, int stride)
      throws VncException {
    int from = header.read(picture, length, width, height);
    // The library sets no limit to the scans of a progressive picture.
    if (header.isProgressive() || !turbo.decode(picture, length, width, height, into, at, stride)) {
      scan.decode(picture, from, length, width, height, into, at, stride);
    }
  }

  /** Frees what the library holds. */
  @Override
  public void close() {
    turbo.close();
  }
}
