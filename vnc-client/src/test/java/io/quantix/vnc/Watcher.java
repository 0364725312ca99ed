package io.quantix.vnc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A listener that remembers, and waits for what it is told of. */
public final class Watcher implements VncListener {
  private static final long DEADLINE = TimeUnit.SECONDS.toNanos(60);

  private int frames;
  private int bells;
  private final List<String> sizes = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private final List<String> cuts = new ArrayList<>();
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
                + ", closed "
                + reason);
      }
      wait(100);
    }
  }
}
