package io.quantix.desktop.console;

import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * Lets the guest's screen take the window's size: a moment after the window has come to rest, one
 * request at a time, never the same size twice. A server that refuses is not asked again before it
 * is another connection, or the person wants it once more. Used on the JavaFX thread only.
 */
final class SizeFollower {
  /** A window is at rest when its size was the same for so long. */
  static final long REST_MILLIS = 200;

  /** A request that nobody answers is over after so long. */
  static final long PATIENCE_MILLIS = 3_000;

  // Graphics adapters and video modes come in steps of eight pixels.
  private static final int STEP = 8;
  private static final int LEAST_WIDTH = 320;
  private static final int LEAST_HEIGHT = 200;
  private static final int MOST_WIDTH = 5_120;
  private static final int MOST_HEIGHT = 2_880;

  /** A size in the guest's pixels. */
  record Size(int width, int height) {}

  /** Asks a server for a size. */
  @FunctionalInterface
  interface Asker {
    void ask(int width, int height);
  }

  /** Runs something later, on the JavaFX thread. */
  @FunctionalInterface
  interface Later {
    void run(long millis, Runnable work);
  }

  private final Asker asker;
  private final Later later;
  private final ReadOnlyStringWrapper refusal = new ReadOnlyStringWrapper(this, "refusal", "");
  private Optional<Size> wanted = Optional.empty();
  private Optional<Size> asked = Optional.empty();
  private Size guest = new Size(0, 0);
  private boolean following;
  private boolean able;
  private boolean waiting;
  private long change;
  private long request;

  /** Makes one that follows nothing before {@link #setFollowing} and {@link #connected}. */
  SizeFollower(Asker asker, Later later) {
    this.asker = asker;
    this.later = later;
  }

  /** What the server said when it refused; empty if it has not. */
  ReadOnlyStringProperty refusalProperty() {
    return refusal.getReadOnlyProperty();
  }

  /** Whether the server takes requests at all. */
  boolean isAble() {
    return able;
  }

  /** Begins to follow, or ends it. */
  void setFollowing(boolean value) {
    following = value;
    asked = Optional.empty();
    refusal.set("");
    rest();
  }

  /**
   * There is another connection, or none.
   *
   * @param takesRequests whether its server takes requests for a size
   */
  void connected(boolean takesRequests) {
    able = takesRequests;
    waiting = false;
    request++;
    asked = Optional.empty();
    refusal.set("");
    rest();
  }

  /** The window has this room for the guest's picture, in the screen's own pixels. */
  void windowIs(double width, double height) {
    Optional<Size> size =
        width < 1 || height < 1 ? Optional.empty() : Optional.of(fit(width, height));
    if (!size.equals(wanted)) {
      wanted = size;
      rest();
    }
  }

  private static Size fit(double width, double height) {
    int across = Math.clamp((long) width, LEAST_WIDTH, MOST_WIDTH);
    return new Size(across - across % STEP, Math.clamp((long) height, LEAST_HEIGHT, MOST_HEIGHT));
  }

  /** The guest's picture has this size, asked for or not: what is so already is not asked for. */
  void guestIs(int width, int height) {
    guest = new Size(width, height);
    if (waiting && asked.equals(Optional.of(guest))) {
      answered(true, "");
    }
  }

  /** The server has answered a request. */
  void answered(boolean accepted, String message) {
    if (!waiting) {
      return;
    }
    waiting = false;
    request++;
    if (accepted) {
      rest();
    } else {
      refusal.set(message);
    }
  }

  // Whoever drags a window's edge would otherwise have the guest change its mode at each step.
  private void rest() {
    long mine = ++change;
    if (following && able && wanted.isPresent()) {
      later.run(
          REST_MILLIS,
          () -> {
            if (mine == change) {
              ask();
            }
          });
    }
  }

  private void ask() {
    if (!following || !able || waiting || !refusal.get().isEmpty() || wanted.equals(asked)) {
      return;
    }
    wanted
        .filter(size -> !size.equals(guest))
        .ifPresent(size -> {
          asked = wanted;
          waiting = true;
          long mine = ++request;
          later.run(
              PATIENCE_MILLIS,
              () -> {
                if (mine == request) {
                  answered(true, "");
                }
              });
          asker.ask(size.width(), size.height());
        });
  }
}
