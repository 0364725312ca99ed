package io.quantix.vnc;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A listener that remembers, and waits for what it is told of. */
public class Watcher implements VncListener {
  private static final long DEADLINE = TimeUnit.SECONDS.toNanos(60);

  private int frames;
  private int bells;
  private final List<String> sizes = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private final List<String> cuts = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private int offers;
  private final ByteArrayOutputStream sound = new ByteArrayOutputStream();
  private @Nullable CursorImage cursor;
  private @Nullable VncCloseReason reason;
  private @Nullable String damage;

  @Override
  public synchronized void resized(Framebuffer framebuffer) {
    sizes.add(framebuffer.width() + "x" + framebuffer.height());
    notifyAll();
  }

  @Override
  public synchronized void frame(DirtyRegion dirty) {
    frames++;
    if (dirty.isEmpty()) {
      damage = "an empty frame";
    }
    notifyAll();
  }

  @Override
  public synchronized void cursor(CursorImage image) {
    cursor = image;
    notifyAll();
  }

  @Override
  public synchronized void bell() {
    bells++;
    notifyAll();
  }

  @Override
  public synchronized void cutText(String text) {
    cuts.add(text);
    notifyAll();
  }

  @Override
  public synchronized void clipboardOffered() {
    offers++;
    notifyAll();
  }

  @Override
  public synchronized void named(String name) {
    told("named " + name);
  }

  @Override
  public synchronized void screens(List<VncScreen> screens) {
    StringBuilder text = new StringBuilder("screens");
    for (VncScreen s : screens) {
      text.append(' ').append(s.id()).append(':').append(s.width()).append('x').append(s.height());
      text.append('+').append(s.x()).append('+').append(s.y());
    }
    told(text.toString());
  }

  @Override
  public synchronized void pointerAt(int x, int y) {
    told("pointer at " + x + "," + y);
  }

  @Override
  public synchronized void pointerMode(PointerMode mode) {
    told("pointer " + mode);
  }

  @Override
  public synchronized void leds(LedState leds) {
    told(
        "leds"
            + (leds.scrollLock() ? " scroll" : "")
            + (leds.numLock() ? " num" : "")
            + (leds.capsLock() ? " caps" : ""));
  }

  @Override
  public synchronized void capability(VncCapability capability) {
    told("can " + capability);
  }

  @Override
  public synchronized void powerRefused() {
    told("power refused");
  }

  @Override
  public synchronized void audioRunning(boolean running) {
    told("sound " + running);
  }

  @Override
  public synchronized void audio(ByteBuffer samples) {
    byte[] bytes = new byte[samples.remaining()];
    samples.get(bytes);
    sound.writeBytes(bytes);
    notifyAll();
  }

  private void told(String event) {
    events.add(event);
    notifyAll();
  }

  @Override
  public synchronized void sizeAnswered(boolean accepted, String message) {
    answers.add(accepted + " " + message);
    notifyAll();
  }

  @Override
  public synchronized void closed(VncCloseReason why) {
    if (reason != null) {
      damage = "closed twice";
    }
    reason = why;
    notifyAll();
  }

  /** Frames so far. */
  public synchronized int frames() {
    return frames;
  }

  /** Bells so far. */
  public synchronized int bells() {
    return bells;
  }

  /** Sizes told, as 640x480. */
  public synchronized List<String> sizes() {
    return List.copyOf(sizes);
  }

  /** Answers to requests for a size, as "true why". */
  public synchronized List<String> answers() {
    return List.copyOf(answers);
  }

  /** Clipboard texts. */
  public synchronized List<String> cuts() {
    return List.copyOf(cuts);
  }

  /** How often the server has offered its clipboard. */
  public synchronized int offers() {
    return offers;
  }

  /** Sound so far. */
  public synchronized byte[] sound() {
    return sound.toByteArray();
  }

  /** What else was told, in its order. */
  public synchronized List<String> events() {
    return List.copyOf(events);
  }

  /** The last pointer. */
  public synchronized @Nullable CursorImage cursor() {
    return cursor;
  }

  /** Why it ended, null if it has not. */
  public synchronized @Nullable VncCloseReason reason() {
    return reason;
  }

  /** Waits until it holds; looks again whenever something was told, and a few times a second. */
  public synchronized void await(String what, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + DEADLINE;
    while (!condition.getAsBoolean()) {
      if (damage != null) {
        throw new AssertionError(damage);
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "waited in vain for "
                + what
                + "; frames "
                + frames
                + ", sizes "
                + sizes
                + ", answers "
                + answers
                + ", events "
                + events
                + ", closed "
                + reason);
      }
      wait(100);
    }
  }
}
