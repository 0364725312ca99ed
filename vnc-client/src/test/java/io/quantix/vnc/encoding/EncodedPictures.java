package io.quantix.vnc.encoding;

import io.quantix.vnc.wire.ServerBytes;
import java.util.Random;

/** Payloads of rectangles for tests of whole sessions. */
public final class EncodedPictures implements AutoCloseable {
  private final Random random;
  private final PixelWriter writer;
  private final ZrleEncoder zrle;
  private final ZrleEncoder zlib;
  private final HextileEncoder hextile;
  private int[] last = new int[0];

  /** The same seed gives the same pictures. */
  public EncodedPictures(long seed) {
    this(seed, PixelWriter.BGRX);
  }

  EncodedPictures(long seed, PixelWriter writer) {
    this.writer = writer;
    random = new Random(seed);
    zrle = new ZrleEncoder(random, writer);
    zlib = new ZrleEncoder(random, writer);
    hextile = new HextileEncoder(random, writer);
  }

  private int[] picture(int width, int height, int side) {
    last = TestPicture.of(width, height, side, random);
    return last;
  }

  /** What the last payload shows, in the colours that its format has. */
  int[] shown() {
    return writer.shown(last);
  }

  /** The next piece of one ZRLE stream; it refers to none before it. */
  public byte[] zrle(int width, int height) {
    zrle.zywrle(0);
    return zrle.encode(picture(width, height, 64), width, height);
  }

  /** ZYWRLE at level 1, on ZRLE's stream. */
  public byte[] zywrle(int width, int height) {
    zrle.zywrle(1);
    return zrle.encode(picture(width, height, 64), width, height);
  }

  /** The next piece of one Zlib stream; it refers to none before it. */
  public byte[] zlib(int width, int height) {
    ServerBytes out = new ServerBytes();
    writer.whole(picture(width, height, 64), out);
    byte[] deflated = zlib.deflate(out.done());
    return new ServerBytes().u32(deflated.length).raw(deflated).done();
  }

  /** Tight without a filter, on a stream that begins anew. */
  public byte[] tight(int width, int height) {
    try (TightEncoder encoder = new TightEncoder(random)) {
      return encoder.encode(
          TightEncoder.Kind.COPY, picture(width, height, 64), width, height, 1, 15, false);
    }
  }

  /** Hextile. */
  public byte[] hextile(int width, int height) {
    return hextile.encode(picture(width, height, 24), width, height);
  }

  /** RRE. */
  public byte[] rre(int width, int height) {
    return new RreEncoder(random, writer, false).encode(picture(width, height, 24), width, height);
  }

  /** CoRRE; up to 255x255. */
  public byte[] corre(int width, int height) {
    return new RreEncoder(random, writer, true).encode(picture(width, height, 24), width, height);
  }

  /** Raw. */
  public byte[] raw(int width, int height) {
    ServerBytes out = new ServerBytes();
    writer.whole(picture(width, height, 16), out);
    return out.done();
  }

  @Override
  public void close() {
    zrle.close();
    zlib.close();
  }
}
