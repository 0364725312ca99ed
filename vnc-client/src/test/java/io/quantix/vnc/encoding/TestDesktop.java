package io.quantix.vnc.encoding;

import io.quantix.vnc.CursorImage;
import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.PixelFormat;
import io.quantix.vnc.PointerMode;
import io.quantix.vnc.VncCapability;
import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A desktop that remembers what decoders did to it. */
final class TestDesktop implements Desktop {
  static final Pixels BGRX = new Pixels(PixelFormat.BGRX);

  private final Surface surface;
  final List<String> told = new ArrayList<>();
  final List<CursorImage> cursors = new ArrayList<>();

  TestDesktop(int width, int height) {
    surface = new Surface(new Framebuffer(width, height));
  }

  int[] pixels() {
    int[] argb = new int[surface.width() * surface.height()];
    surface.framebuffer().pixels().get(0, argb);
    return argb;
  }

  /** Decodes one rectangle, and asks that all of the payload was read. */
  void decode(Decoder decoder, int x, int y, int w, int h, byte[] payload)
      throws IOException, VncException {
    decode(decoder, x, y, w, h, ScriptedTransport.of(payload), payload.length);
  }

  /** Decodes one rectangle from a transport, and asks that so many bytes were read. */
  void decode(Decoder decoder, int x, int y, int w, int h, ScriptedTransport transport, int length)
      throws IOException, VncException {
    WireReader in = new WireReader(transport, 64 * 1024);
    new Decoders().pixels(77, "Tested", decoder).decode(rectangle(x, y, w, h, 77), in, this);
    if (in.received() != length || in.hasBuffered()) {
      throw new AssertionError("not all of " + length + " bytes were read");
    }
  }

  static Rectangle rectangle(int x, int y, int w, int h, int encoding) {
    Rectangle rectangle = new Rectangle();
    rectangle.set(x, y, w, h, encoding);
    return rectangle;
  }

  @Override
  public Surface surface() {
    return surface;
  }

  @Override
  public void resize(int width, int height) {
    told.add("resize " + width + "x" + height);
  }

  @Override
  public void screens(int count, int[] numbers) {
    told.add("screens " + Arrays.toString(Arrays.copyOf(numbers, count * SCREEN)));
  }

  @Override
  public void sizeAnswered(int status) {
    told.add("answer " + status);
  }

  @Override
  public void cursor(CursorImage cursor) {
    cursors.add(cursor);
  }

  @Override
  public void pointerAt(int x, int y) {
    told.add("pointer " + x + "," + y);
  }

  @Override
  public void pointerMode(PointerMode mode) {
    told.add(mode.toString());
  }

  @Override
  public void leds(int bits) {
    told.add("leds " + bits);
  }

  @Override
  public void named(String name) {
    told.add("named " + name);
  }

  @Override
  public void supports(VncCapability capability) {
    told.add(capability.toString());
  }

  @Override
  public void lastRectangle() {
    told.add("last");
  }
}
