package io.quantix.vnc.record;

import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * What a server sent from ServerInit on, in pieces of whole messages, and the SHA-256 of what the
 * framebuffer showed in the end. It never changes; several threads may play it.
 */
public final class Recording {
  private final int width;
  private final int height;
  private final String name;
  private final PixelFormat pixelFormat;
  private final List<Integer> encodings;
  private final byte[] bytes;
  private final int[] ends;
  private final long[] micros;
  private final Outcome outcome;

  /**
   * How a recording ends.
   *
   * @param updates framebuffer updates that changed pixels
   * @param width the framebuffer's width
   * @param height the framebuffer's height
   * @param sha256 {@link FramebufferDigest} of the framebuffer
   */
  public record Outcome(int updates, int width, int height, String sha256) {}

  Recording(
      int width,
      int height,
      String name,
      PixelFormat pixelFormat,
      List<Integer> encodings,
      byte[] bytes,
      int[] ends,
      long[] micros,
      Outcome outcome) {
    this.width = width;
    this.height = height;
    this.name = name;
    this.pixelFormat = pixelFormat;
    this.encodings = List.copyOf(encodings);
    this.bytes = bytes;
    this.ends = ends;
    this.micros = micros;
    this.outcome = outcome;
  }

  /**
   * Reads a file that {@link VncRecorder} wrote.
   *
   * @throws BadRecordingException if it is none, is damaged, is of a version that is not known or
   *     holds more than 512 MiB
   */
  public static Recording read(Path file) throws IOException {
    return RecordingReader.read(file);
  }

  /** The desktop's width at the beginning. */
  public int width() {
    return width;
  }

  /** The desktop's height at the beginning. */
  public int height() {
    return height;
  }

  /** The desktop's name. */
  public String name() {
    return name;
  }

  /** How its pixels are sent; a client that plays it has to ask for the same. */
  public PixelFormat pixelFormat() {
    return pixelFormat;
  }

  /** The encodings that the server was told it may use. */
  public List<Integer> encodings() {
    return encodings;
  }

  /** Everything that the server sent, read-only. */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /** How many pieces there are; each is one message or several. */
  public int pieces() {
    return ends.length;
  }

  /** Where piece i ends, in bytes. */
  public int end(int i) {
    return ends[i];
  }

  /** When piece i had come, in microseconds since the first. */
  public long micros(int i) {
    return micros[i];
  }

  /** How it ends. */
  public Outcome outcome() {
    return outcome;
  }

  /**
   * A server inside this JVM, with no socket, that plays it as fast as it is read and then closes.
   *
   * @param passes how often, one after another in one session
   * @param most bytes of a single read
   */
  public VncTransport transport(int passes, int most) {
    return new RecordingTransport(this, passes, most);
  }
}
