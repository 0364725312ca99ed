package io.quantix.vnc;

import io.quantix.vnc.encoding.Desktop;
import io.quantix.vnc.encoding.Surface;
import io.quantix.vnc.handshake.Handshake;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.Limits;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The desktop that a server's rectangles act upon, as it is now. Written by the session's reader
 * thread, which tells the listener; read by any.
 */
final class SessionDesktop implements Desktop {
  private final VncListener listener;
  private final UpdateFlow flow;
  private final EncodingList encodings;
  private final SizeRequests sizes;
  private final DirtyRegion dirty = new DirtyRegion();
  private volatile Set<VncCapability> capabilities = Set.of();
  private volatile Surface surface;
  private volatile List<VncScreen> screens;
  private volatile String name;
  private volatile PointerMode pointerMode = PointerMode.ABSOLUTE;
  private int leds = -1;
  private boolean isLast;
  private int resizes;

  SessionDesktop(
      Handshake handshake,
      VncListener listener,
      UpdateFlow flow,
      EncodingList encodings,
      SizeRequests sizes)
      throws VncException {
    this.listener = listener;
    this.flow = flow;
    this.encodings = encodings;
    this.sizes = sizes;
    name = handshake.name();
    checkSize(handshake.width(), handshake.height());
    surface = new Surface(new Framebuffer(handshake.width(), handshake.height()));
    screens = whole(handshake.width(), handshake.height());
  }

  Framebuffer framebuffer() {
    return surface.framebuffer();
  }

  boolean can(VncCapability capability) {
    return capabilities.contains(capability);
  }

  List<VncScreen> screens() {
    return screens;
  }

  String name() {
    return name;
  }

  PointerMode pointerMode() {
    return pointerMode;
  }

  /** What has changed in the update that is being read. */
  DirtyRegion dirty() {
    return dirty;
  }

  /** An update begins. */
  void updateBegins() {
    dirty.clear();
    isLast = false;
  }

  /** Whether the update has said that it ends. */
  boolean isLast() {
    return isLast;
  }

  /** A rectangle of pixels has come. */
  void painted(int x, int y, int width, int height) {
    resizes = 0;
    dirty.add(x, y, width, height);
  }

  @Override
  public Surface surface() {
    return surface;
  }

  @Override
  public void resize(int width, int height) throws VncException {
    checkSize(width, height);
    if (width == surface.width() && height == surface.height()) {
      return;
    }
    if (++resizes > Limits.RESIZES) {
      throw Breach.limit("the number of changes of size with no picture", resizes, resizes - 1);
    }
    surface = new Surface(new Framebuffer(width, height));
    screens = whole(width, height);
    dirty.clear();
    encodings.resized();
    flow.resized(width, height);
    listener.resized(surface.framebuffer());
    sizes.resized(width, height);
  }

  @Override
  public void screens(int count, int[] numbers) {
    if (!isSame(count, numbers)) {
      screens = layout(count, numbers);
      listener.screens(screens);
    }
    supports(VncCapability.SIZE_REQUESTS);
  }

  /** Compared number by number: it comes with every full update, and mostly says nothing new. */
  private boolean isSame(int count, int[] n) {
    List<VncScreen> now = screens;
    if (!can(VncCapability.SIZE_REQUESTS) || now.size() != Math.max(count, 1)) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      VncScreen screen = now.get(i);
      int at = i * SCREEN;
      if (screen.id() != n[at]
          || screen.x() != n[at + 1]
          || screen.y() != n[at + 2]
          || screen.width() != n[at + 3]
          || screen.height() != n[at + 4]
          || screen.flags() != n[at + 5]) {
        return false;
      }
    }
    return true;
  }

  /** The screens; if there is none, or one of them lies outside, one of the desktop's size. */
  private List<VncScreen> layout(int count, int[] n) {
    List<VncScreen> layout = new ArrayList<>();
    for (int at = 0; at < count * SCREEN; at += SCREEN) {
      boolean isEmpty = n[at + 3] == 0 || n[at + 4] == 0;
      if (isEmpty
          || n[at + 1] + n[at + 3] > surface.width()
          || n[at + 2] + n[at + 4] > surface.height()) {
        return List.of(new VncScreen(n[0], 0, 0, surface.width(), surface.height(), n[5]));
      }
      layout.add(new VncScreen(n[at], n[at + 1], n[at + 2], n[at + 3], n[at + 4], n[at + 5]));
    }
    return layout.isEmpty() ? whole(surface.width(), surface.height()) : List.copyOf(layout);
  }

  private static List<VncScreen> whole(int width, int height) {
    return List.of(new VncScreen(0, 0, 0, width, height, 0));
  }

  @Override
  public void sizeAnswered(int status) {
    sizes.answered(status, surface.width(), surface.height());
  }

  @Override
  public void cursor(CursorImage cursor) {
    listener.cursor(cursor);
  }

  @Override
  public void pointerAt(int x, int y) {
    listener.pointerAt(Math.min(x, surface.width() - 1), Math.min(y, surface.height() - 1));
  }

  @Override
  public void pointerMode(PointerMode mode) {
    if (mode != pointerMode) {
      pointerMode = mode;
      listener.pointerMode(mode);
    }
  }

  @Override
  public void leds(int bits) {
    supports(VncCapability.LED_STATE);
    if (bits != leds) {
      leds = bits;
      listener.leds(new LedState((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0));
    }
  }

  @Override
  public void named(String newName) {
    if (!newName.equals(name)) {
      name = newName;
      listener.named(newName);
    }
  }

  @Override
  public void supports(VncCapability capability) {
    if (!can(capability)) {
      Set<VncCapability> more = EnumSet.of(capability);
      more.addAll(capabilities);
      capabilities = more;
      listener.capability(capability);
    }
  }

  @Override
  public void lastRectangle() {
    isLast = true;
  }

  private static void checkSize(int width, int height) throws VncException {
    if (width < 1 || height < 1) {
      throw Breach.protocol("the desktop's size is " + width + "x" + height);
    }
    if (Math.max(width, height) > Limits.SIDE) {
      throw Breach.limit("the desktop's side", Math.max(width, height), Limits.SIDE);
    }
    if ((long) width * height > Limits.AREA) {
      throw Breach.limit("the desktop's area", (long) width * height, Limits.AREA);
    }
  }
}
