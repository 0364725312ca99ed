package io.quantix.vnc.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds what a server sends. */
public final class ServerBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A greeting of 3.8, security None, and a desktop. */
  public static ServerBytes hello(int width, int height) {
    return new ServerBytes().ascii("RFB 003.008\n").u8(1).u8(1).u32(0).init(width, height, "desk");
  }

  /** ServerInit. */
  public ServerBytes init(int width, int height, String name) {
    byte[] raw = name.getBytes(StandardCharsets.UTF_8);
    return u16(width)
        .u16(height)
        .bytes(32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0)
        .u32(raw.length)
        .raw(raw);
  }

  /** FramebufferUpdate's header. */
  public ServerBytes update(int rectangles) {
    return u8(0).u8(0).u16(rectangles);
  }

  /** A rectangle's header. */
  public ServerBytes rectangle(int x, int y, int width, int height, int encoding) {
    return u16(x).u16(y).u16(width).u16(height).u32(encoding);
  }

  /** An update of one raw rectangle in one colour. */
  public ServerBytes solid(int x, int y, int width, int height, int rgb) {
    update(1).rectangle(x, y, width, height, 0);
    for (int i = 0; i < width * height; i++) {
      pixel(rgb);
    }
    return this;
  }

  /** A pixel of four bytes, the last of them not to be trusted. */
  public ServerBytes pixel(int rgb) {
    return u8(rgb).u8(rgb >> 8).u8(rgb >> 16).u8(0x5a);
  }

  /** A colour of three bytes. */
  public ServerBytes colour(int rgb) {
    return u8(rgb).u8(rgb >> 8).u8(rgb >> 16);
  }

  /** An update of one rectangle that has a header alone. */
  public ServerBytes pseudo(int x, int y, int width, int height, int encoding) {
    return update(1).rectangle(x, y, width, height, encoding);
  }

  /** A ServerFence. */
  public ServerBytes fence(int flags, byte[] payload) {
    return u8(248).zeros(3).u32(flags).u8(payload.length).raw(payload);
  }

  /** A ServerCutText of the extended clipboard. */
  public ServerBytes clipboard(int flags, byte[] data) {
    return u8(3).zeros(3).u32(-(4 + data.length)).u32(flags).raw(data);
  }

  /** A byte. */
  public ServerBytes u8(int value) {
    out.write(value);
    return this;
  }

  /** Two bytes. */
  public ServerBytes u16(int value) {
    return u8(value >> 8).u8(value);
  }

  /** Four bytes. */
  public ServerBytes u32(long value) {
    return u16((int) (value >> 16)).u16((int) value);
  }

  /** Some bytes. */
  public ServerBytes bytes(int... values) {
    for (int value : values) {
      u8(value);
    }
    return this;
  }

  /** Some bytes. */
  public ServerBytes raw(byte[] values) {
    out.writeBytes(values);
    return this;
  }

  /** Text. */
  public ServerBytes ascii(String text) {
    return raw(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Zeros. */
  public ServerBytes zeros(int count) {
    return raw(new byte[count]);
  }

  /** So far. */
  public byte[] done() {
    return out.toByteArray();
  }
}
