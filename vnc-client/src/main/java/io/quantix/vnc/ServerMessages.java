package io.quantix.vnc;

import io.quantix.vnc.encoding.Decoders;
import io.quantix.vnc.encoding.Pixels;
import io.quantix.vnc.encoding.Rectangle;
import io.quantix.vnc.wire.Breach;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.WireReader;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads what a server sends once the desktop is known (RFB 7.6 and its extensions) and leads each
 * message to what it concerns. Reading is for one thread; what the session asks is for any.
 */
final class ServerMessages {
  private static final int FRAMEBUFFER_UPDATE = 0;
  private static final int SET_COLOUR_MAP = 1;
  private static final int BELL = 2;
  private static final int CUT_TEXT = 3;
  private static final int END_OF_CONTINUOUS_UPDATES = 150;
  private static final int FENCE = 248;
  private static final int XVP = 250;
  private static final int QEMU = 255;
  private static final int QEMU_AUDIO = 1;
  private static final int UNTIL_LAST_RECT = 0xffff;

  private final WireReader in;
  private final Decoders decoders;
  private final Pixels colours;
  private final VncListener listener;
  private final SessionParts parts;
  private final LinkMeter meter = new LinkMeter();
  private final Rectangle rectangle = new Rectangle();
  private final CountDownLatch settled = new CountDownLatch(1);
  private final AtomicLong updates = new AtomicLong();
  private final AtomicLong pixels = new AtomicLong();
  private volatile boolean wantsEverything;
  private int pseudo;

  ServerMessages(
      WireReader in, Decoders decoders, Pixels colours, VncListener listener, SessionParts parts) {
    this.in = in;
    this.decoders = decoders;
    this.colours = colours;
    this.listener = listener;
    this.parts = parts;
  }

  long updates() {
    return updates.get();
  }

  long pixels() {
    return pixels.get();
  }

  long bytesPerSecond() {
    return meter.bytesPerSecond();
  }

  /** Asks for the whole desktop; the next frame that is told covers it. */
  void requestEverything() {
    wantsEverything = true;
    parts.flow().requestEverything();
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
      case CUT_TEXT -> {
        if (parts.clipboard().read(in)) {
          parts.desktop().supports(VncCapability.EXTENDED_CLIPBOARD);
        }
      }
      case END_OF_CONTINUOUS_UPDATES -> {
        parts.flow().endOfContinuousUpdates();
        parts.desktop().supports(VncCapability.CONTINUOUS_UPDATES);
      }
      case FENCE -> {
        parts.flow().fence(in);
        parts.desktop().supports(VncCapability.FENCE);
      }
      case XVP -> power();
      case QEMU -> qemu();
      case SET_COLOUR_MAP -> colourMap();
      default -> throw Breach.protocol("it sent a message of the unknown type " + type);
    }
  }

  private void update() throws IOException, VncException {
    in.skip(1);
    int count = in.u16();
    SessionDesktop desktop = parts.desktop();
    meter.updateBegins(System.nanoTime(), in.received());
    parts.flow().updateBegins();
    desktop.updateBegins();
    pseudo = 0;
    boolean hasPixels;
    try {
      hasPixels = rectangles(count);
    } finally {
      // Nothing is told of before it is painted; and what a rectangle did wrong that is painted
      // late comes before what went wrong behind it.
      decoders.finish();
    }
    updates.lazySet(updates.get() + 1);
    follow(hasPixels);
    DirtyRegion dirty = desktop.dirty();
    if (wantsEverything && !dirty.isEmpty()) {
      wantsEverything = false;
      dirty.clear();
      dirty.add(0, 0, desktop.surface().width(), desktop.surface().height());
    }
    if (!dirty.isEmpty()) {
      listener.frame(dirty);
    }
    parts.sizes().tellIfOverdue();
  }

  /** Reads an update's rectangles; whether one had pixels. */
  private boolean rectangles(int count) throws IOException, VncException {
    boolean hasPixels = false;
    int most = count == UNTIL_LAST_RECT ? Limits.RECTANGLES : count;
    for (int i = 0; i < most && !parts.desktop().isLast(); i++) {
      hasPixels |= rectangle();
    }
    if (count == UNTIL_LAST_RECT && !parts.desktop().isLast()) {
      throw Breach.limit("the number of rectangles in an update", most + 1L, most);
    }
    return hasPixels;
  }

  /** Has the flow and the levels follow an update that has been read. */
  private void follow(boolean hasPixels) {
    long now = System.nanoTime();
    meter.updateEnds(now, in.received());
    parts.flow().updateEnds(hasPixels);
    long bits = meter.sample(now);
    if (bits > 0) {
      parts.encodings().adapt(bits, parts.flow().latency());
    }
  }

  /** Reads one rectangle; whether it had pixels. */
  private boolean rectangle() throws IOException, VncException {
    rectangle.set(in.u16(), in.u16(), in.u16(), in.u16(), in.s32());
    boolean isPicture = decoders.decode(rectangle, in, parts.desktop());
    long area = isPicture ? (long) rectangle.width() * rectangle.height() : 0;
    if (area == 0 && ++pseudo > Limits.PSEUDO_RECTANGLES) {
      throw Breach.limit("the number of pseudo-rectangles", pseudo, pseudo - 1);
    }
    if (!isPicture) {
      return false;
    }
    settled.countDown();
    int x = rectangle.x();
    int y = rectangle.y();
    parts.desktop().painted(x, y, rectangle.width(), rectangle.height());
    parts.encodings().came(rectangle.encoding(), x, y, rectangle.width(), rectangle.height());
    pixels.lazySet(pixels.get() + area);
    return true;
  }

  private void colourMap() throws IOException, VncException {
    colours.readColourMap(in);
    if (updates.get() > 0) {
      // What is drawn has the colours of before.
      parts.flow().requestAnew();
    }
  }

  /** The xvp message: that the server does such things, or that it will not do what was asked. */
  private void power() throws IOException, VncException {
    in.skip(1);
    int version = in.u8();
    int code = in.u8();
    switch (code) {
      case 0 -> listener.powerRefused();
      case 1 -> parts.desktop().supports(VncCapability.POWER);
      default -> throw Breach.protocol("it sent the unknown power message " + version + "." + code);
    }
  }

  private void qemu() throws IOException, VncException {
    int kind = in.u8();
    if (kind != QEMU_AUDIO) {
      throw Breach.protocol("it sent a QEMU message of the unknown kind " + kind);
    }
    parts.sound().read(in);
  }
}
