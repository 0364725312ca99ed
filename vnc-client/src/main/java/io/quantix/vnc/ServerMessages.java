package io.quantix.vnc;

import io.quantix.vnc.encoding.Decoders;
import io.quantix.vnc.encoding.Desktop;
import io.quantix.vnc.encoding.Pixels;
import io.quantix.vnc.encoding.Rectangle;
import io.quantix.vnc.encoding.Surface;
import io.quantix.vnc.handshake.Handshake;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.Outbox;
import io.quantix.vnc.wire.SafeText;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads what a server sends once the desktop is known (RFB 7.6), and is the desktop that rectangles
 * act upon. Reading is for one thread; what the session asks is for any.
 */
final class ServerMessages implements Desktop {
  private static final int FRAMEBUFFER_UPDATE = 0;
  private static final int SET_COLOUR_MAP = 1;
  private static final int BELL = 2;
  private static final int CUT_TEXT = 3;
  private static final int UNTIL_LAST_RECT = 0xffff;
  private static final int PASSED_ON = 4;

  private final Handshake handshake;
  private final VncOptions options;
  private final WireReader in;
  private final Outbox outbox;
  private final Decoders decoders;
  private final Pixels colours;
  private final VncListener listener;
  private final Rectangle rectangle = new Rectangle();
  private final DirtyRegion dirty = new DirtyRegion();
  private final CountDownLatch settled = new CountDownLatch(1);
  private final AtomicLong updates = new AtomicLong();
  private final AtomicLong pixels = new AtomicLong();
  private volatile Surface surface;
  private volatile boolean takesScanCodes;
  private volatile boolean takesSizeRequests;
  private volatile boolean wantsEverything;
  private volatile int screenId;
  private volatile int screenFlags;
  private boolean isLast;
  private boolean isSizePending;
  private int resizes;

  ServerMessages(
      Handshake handshake,
      VncOptions options,
      WireReader in,
      Outbox outbox,
      Decoders decoders,
      Pixels colours,
      VncListener listener)
      throws VncException {
    this.handshake = handshake;
    this.options = options;
    this.in = in;
    this.outbox = outbox;
    this.decoders = decoders;
    this.colours = colours;
    this.listener = listener;
    checkSize(handshake.width(), handshake.height());
    surface = new Surface(new Framebuffer(handshake.width(), handshake.height()));
  }

  /** Tells the listener of the first framebuffer. */
  void begin() {
    outbox.setSize(surface.width(), surface.height());
    listener.resized(surface.framebuffer());
  }

  Handshake handshake() {
    return handshake;
  }

  Framebuffer framebuffer() {
    return surface.framebuffer();
  }

  boolean can(VncCapability capability) {
    return switch (capability) {
      case SCAN_CODES -> takesScanCodes;
      case SIZE_REQUESTS -> takesSizeRequests;
      default -> false;
    };
  }

  List<VncScreen> screens() {
    return List.of(new VncScreen(screenId, 0, 0, surface.width(), surface.height(), screenFlags));
  }

  VncStatistics statistics() {
    Framebuffer present = framebuffer();
    return new VncStatistics(
        handshake.version().title(),
        handshake.security(),
        "",
        decoders.seen(),
        present.width(),
        present.height(),
        in.received(),
        updates.get(),
        pixels.get(),
        0,
        Duration.ZERO);
  }

  void requestEverything() {
    wantsEverything = true;
    outbox.requestEverything();
  }

  void requestSize(int width, int height) {
    if (takesSizeRequests) {
      outbox.setDesktopSize(
          Math.clamp(width, 1, Limits.SIDE),
          Math.clamp(height, 1, Limits.SIDE),
          screenId,
          screenFlags);
    }
  }

  /** Waits until the server has said what it can do, which QEMU does before its first pixel. */
  void awaitSettled(long millis) {
    try {
      boolean heard = settled.await(millis, TimeUnit.MILLISECONDS);
      if (!heard) {
        settled.countDown();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing more is to be waited for. */
  void settle() {
    settled.countDown();
  }

  /** Reads one message, waiting for it. */
  void readOne() throws IOException, VncException {
    int type = in.u8();
    switch (type) {
      case FRAMEBUFFER_UPDATE -> update();
      case BELL -> listener.bell();
      case CUT_TEXT -> cutText();
      case SET_COLOUR_MAP -> colourMap();
      default -> throw Breach.protocol("it sent a message of the unknown type " + type);
    }
  }

  private void update() throws IOException, VncException {
    in.skip(1);
    int count = in.u16();
    if (options.requestUpdates()) {
      // Before the pixels are read, so that the server is busy with the next while we decode.
      outbox.requestChanges();
    }
    dirty.clear();
    isLast = false;
    int pseudo = 0;
    for (int i = 0; !isLast && (i < count || count == UNTIL_LAST_RECT); ) {
      if (rectangle()) {
        i++;
      } else if (++pseudo > Limits.PSEUDO_RECTANGLES) {
        throw Breach.limit("the number of pseudo-rectangles", pseudo, pseudo - 1);
      } else {
        i++;
      }
    }
    updates.lazySet(updates.get() + 1);
    if (wantsEverything && !dirty.isEmpty()) {
      wantsEverything = false;
      dirty.clear();
      dirty.add(0, 0, surface.width(), surface.height());
    }
    if (!dirty.isEmpty()) {
      listener.frame(dirty);
    }
  }

  /** Reads one rectangle; whether it had pixels. */
  private boolean rectangle() throws IOException, VncException {
    rectangle.set(in.u16(), in.u16(), in.u16(), in.u16(), in.s32());
    if (!decoders.decode(rectangle, in, this)) {
      return false;
    }
    settled.countDown();
    resizes = 0;
    dirty.add(rectangle.x(), rectangle.y(), rectangle.width(), rectangle.height());
    long decoded = (long) rectangle.width() * rectangle.height();
    pixels.lazySet(pixels.get() + decoded);
    return true;
  }

  private void colourMap() throws IOException, VncException {
    colours.readColourMap(in);
    if (options.requestUpdates() && updates.get() > 0) {
      // What is drawn has the colours of before.
      outbox.requestEverything();
    }
  }

  private void cutText() throws IOException, VncException {
    in.skip(3);
    int length = in.length("the length of its clipboard", Limits.CUT_TEXT_BREACH);
    if (length > Limits.CUT_TEXT) {
      in.skip(length);
      return;
    }
    listener.cutText(SafeText.block(in.text(length, StandardCharsets.ISO_8859_1)));
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
    dirty.clear();
    outbox.setSize(width, height);
    listener.resized(surface.framebuffer());
    if (options.requestUpdates()) {
      outbox.requestEverything();
    }
    if (isSizePending) {
      isSizePending = false;
      listener.sizeAnswered(true, "the desktop is " + width + "x" + height);
    }
  }

  @Override
  public void screen(int id, int flags) {
    screenId = id;
    screenFlags = flags;
    takesSizeRequests = true;
  }

  @Override
  public void sizeAnswered(int status) {
    // QEMU passes the request on to the guest, and says so: that is no answer yet.
    isSizePending = status == PASSED_ON;
    if (isSizePending) {
      return;
    }
    listener.sizeAnswered(
        status == 0,
        switch (status) {
          case 0 -> "the desktop is " + surface.width() + "x" + surface.height();
          case 1 -> "the server forbids changes of its size";
          case 2 -> "the server has not the means for this size";
          case 3 -> "this desktop cannot have that size";
          default -> "the server refused the size with status " + status;
        });
  }

  @Override
  public void cursor(CursorImage cursor) {
    listener.cursor(cursor);
  }

  @Override
  public void takesScanCodes() {
    takesScanCodes = true;
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
