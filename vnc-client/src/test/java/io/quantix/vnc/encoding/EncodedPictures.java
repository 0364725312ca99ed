package io.quantix.vnc.encoding;

import io.quantix.vnc.wire.ServerBytes;
import java.util.Random;

/** Payloads of rectangles for tests of whole sessions. */
public final class EncodedPictures implements AutoCloseable {
  private final Random random;
  private final ZrleEncoder zrle;
  private final HextileEncoder hextile;

  /** The same seed gives the same pictures. */
  public EncodedPictures(long seed) {
    random = new Random(seed);
    zrle = new ZrleEncoder(random);
    hextile = new HextileEncoder(random);
  }

  /** The next piece of one ZRLE stream; it refers to none before it. */
  public byte[] zrle(int width, int height) {
    return zrle.encode(TestPicture.of(width, height, 64, random), width, height);
  }

  /** Hextile. */
  public byte[] hextile(int width, int height) {
    return hextile.encode(TestPicture.of(width, height, 24, random), width, height);
  }

  /** Raw. */
  public byte[] raw(int width, int height) {
    ServerBytes out = new ServerBytes();
    for (int pixel : TestPicture.of(width, height, 16, random)) {
      out.pixel(pixel);
    }
    return out.done();
  }

  @Override
  public void close() {
    zrle.close();
  }
}
