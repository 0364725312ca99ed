package io.quantix.desktop.app;

import java.util.ArrayDeque;
import java.util.Queue;
import javafx.animation.AnimationTimer;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.layout.Region;

/**
 * Lets the first rows of a list be made some at a time, a few in each pulse, so that the window
 * answers meanwhile. A row that is made for the first time runs code that has never run before: a
 * whole screen of them would hold the JavaFX thread for a fifth of a second. The list is held low
 * and let grow; of several lists one grows at a time. Used on the JavaFX thread only.
 */
public final class GradualFill {
  private static final long ENOUGH_NANOS = 8_000_000;
  private static final long TOO_LONG_NANOS = 20_000_000;
  private static final Queue<GradualFill> QUEUE = new ArrayDeque<>();

  private final Control list;
  private final double rowHeight;
  private final double others;
  private boolean begun;

  /**
   * Over a list that fills its parent's height once it is full.
   *
   * @param rowHeight the fixed height of a row, pixels
   * @param others what of the list's height is no row, pixels
   */
  public GradualFill(Control list, double rowHeight, double others) {
    this.list = list;
    this.rowHeight = rowHeight;
    this.others = others;
  }

  /** Whether some list is not yet full. */
  public static boolean isRunning() {
    return !QUEUE.isEmpty();
  }

  /** Call when the list gets its first rows; later calls do nothing. */
  public void begin() {
    if (begun) {
      return;
    }
    begun = true;
    Scene scene = list.getScene();
    if (scene == null || scene.getWindow() == null || !scene.getWindow().isShowing()) {
      return; // nobody waits for a window that is not there yet
    }
    list.setMaxHeight(others + (QUEUE.isEmpty() ? rowHeight : 0));
    QUEUE.add(this);
    if (QUEUE.size() == 1) {
      grow(scene);
    }
  }

  private void grow(Scene scene) {
    long[] layoutBegan = {0};
    long[] layoutTook = {0};
    Runnable before = () -> layoutBegan[0] = System.nanoTime();
    Runnable after = () -> layoutTook[0] = System.nanoTime() - layoutBegan[0];
    scene.addPreLayoutPulseListener(before);
    scene.addPostLayoutPulseListener(after);
    new AnimationTimer() {
      private double height = others + rowHeight;
      private int rows = 1;
      private boolean laidOut;

      @Override
      public void handle(long now) {
        if (laidOut) {
          if (layoutTook[0] < ENOUGH_NANOS) {
            rows *= 2;
          } else if (layoutTook[0] > TOO_LONG_NANOS) {
            rows = Math.max(1, rows / 2);
          }
          height += rows * rowHeight;
        }
        laidOut = true;
        if (height < available()) {
          list.setMaxHeight(height);
          return;
        }
        list.setMaxHeight(Region.USE_COMPUTED_SIZE);
        stop();
        scene.removePreLayoutPulseListener(before);
        scene.removePostLayoutPulseListener(after);
        QUEUE.remove();
        if (!QUEUE.isEmpty()) {
          QUEUE.element().grow(scene);
        }
      }
    }.start();
  }

  private double available() {
    Node parent = list.getParent();
    return parent == null || list.getScene() == null ? 0 : parent.getLayoutBounds().getHeight();
  }
}
