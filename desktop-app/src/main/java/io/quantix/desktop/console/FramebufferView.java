package io.quantix.desktop.console;

import io.quantix.vnc.DirtyRegion;
import io.quantix.vnc.Framebuffer;
import java.nio.IntBuffer;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/**
 * Shows a framebuffer, scaled to fit or one to one. What changed is handed to JavaFX at most once a
 * pulse, however many updates came; the methods for that may be called from any thread.
 */
final class FramebufferView extends Region {
  private final ImageView picture = new ImageView();
  private final Object lock = new Object();
  private boolean scheduled;
  private @Nullable Framebuffer next;
  private int left = Integer.MAX_VALUE;
  private int top = Integer.MAX_VALUE;
  private int right;
  private int bottom;
  private boolean fit = true;
  private Optional<PixelBuffer<IntBuffer>> pixels = Optional.empty();
  private int width;
  private int height;

  FramebufferView() {
    getStyleClass().add("framebuffer");
    picture.setManaged(false);
    getChildren().add(picture);
    setMinSize(0, 0);
  }

  /** Shows another framebuffer from now on. */
  void replace(Framebuffer framebuffer) {
    synchronized (lock) {
      next = framebuffer;
      left = 0;
      top = 0;
      right = framebuffer.width();
      bottom = framebuffer.height();
      schedule();
    }
  }

  /** Takes note of what changed. */
  void changed(DirtyRegion dirty) {
    synchronized (lock) {
      for (int i = 0; i < dirty.count(); i++) {
        left = Math.min(left, dirty.x(i));
        top = Math.min(top, dirty.y(i));
        right = Math.max(right, dirty.x(i) + dirty.width(i));
        bottom = Math.max(bottom, dirty.y(i) + dirty.height(i));
      }
      schedule();
    }
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      Platform.runLater(this::draw);
    }
  }

  private void draw() {
    Framebuffer another;
    Rectangle2D changed;
    synchronized (lock) {
      scheduled = false;
      another = next;
      next = null;
      changed =
          left < right && top < bottom
              ? new Rectangle2D(left, top, right - left, bottom - top)
              : Rectangle2D.EMPTY;
      left = Integer.MAX_VALUE;
      top = Integer.MAX_VALUE;
      right = 0;
      bottom = 0;
    }
    if (another != null) {
      width = another.width();
      height = another.height();
      PixelBuffer<IntBuffer> buffer =
          new PixelBuffer<>(width, height, another.pixels(), PixelFormat.getIntArgbPreInstance());
      pixels = Optional.of(buffer);
      picture.setImage(new WritableImage(buffer));
      requestLayout();
    } else if (changed.getWidth() > 0) {
      pixels.ifPresent(buffer -> buffer.updateBuffer(_ -> clip(changed)));
    }
  }

  // What was noted of a framebuffer that has since become smaller must not reach past the new one.
  private Rectangle2D clip(Rectangle2D changed) {
    double x = Math.min(changed.getMinX(), width);
    double y = Math.min(changed.getMinY(), height);
    return new Rectangle2D(
        x, y, Math.min(changed.getWidth(), width - x), Math.min(changed.getHeight(), height - y));
  }

  /** Scales to fit, or shows one pixel as one. */
  void setFit(boolean value) {
    fit = value;
    requestLayout();
  }

  /** The framebuffer's width; 0 before there is one. */
  int framebufferWidth() {
    return width;
  }

  /** The framebuffer's height; 0 before there is one. */
  int framebufferHeight() {
    return height;
  }

  /** The framebuffer's column under a point of this view, which may be outside of it. */
  int toFramebufferX(double x) {
    return (int) Math.floor((x - picture.getX() - picture.getLayoutX()) / scale());
  }

  /** The framebuffer's row under a point of this view, which may be outside of it. */
  int toFramebufferY(double y) {
    return (int) Math.floor((y - picture.getY() - picture.getLayoutY()) / scale());
  }

  private double scale() {
    if (!fit) {
      return 1 / outputScale();
    }
    return width == 0 || height == 0
        ? 1
        : Math.max(1e-3, Math.min(getWidth() / width, getHeight() / height));
  }

  private double outputScale() {
    return getScene() != null && getScene().getWindow() != null
        ? getScene().getWindow().getOutputScaleX()
        : 1;
  }

  @Override
  protected double computePrefWidth(double unused) {
    return fit ? super.computePrefWidth(unused) : width * scale();
  }

  @Override
  protected double computePrefHeight(double unused) {
    return fit ? super.computePrefHeight(unused) : height * scale();
  }

  @Override
  protected void layoutChildren() {
    double scale = scale();
    double w = width * scale;
    double h = height * scale;
    picture.setFitWidth(w);
    picture.setFitHeight(h);
    // Whole multiples stay sharp, everything else is smoothed.
    picture.setSmooth(scale != Math.rint(scale));
    picture.relocate(
        snapPositionX(Math.max(0, (getWidth() - w) / 2)),
        snapPositionY(Math.max(0, (getHeight() - h) / 2)));
  }
}
