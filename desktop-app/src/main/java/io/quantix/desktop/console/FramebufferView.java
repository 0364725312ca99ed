package io.quantix.desktop.console;

import io.quantix.desktop.app.ConsoleSettings.Scaling;
import io.quantix.vnc.DirtyRegion;
import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.VncScreen;
import java.nio.IntBuffer;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * Shows a framebuffer or one of its screens, scaled as wanted. What changed is handed to JavaFX at
 * most once a pulse, however many updates came; the methods for that may be called from any thread.
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
  private Scaling scaling = Scaling.FIT;
  private Optional<VncScreen> part = Optional.empty();
  private final ReadOnlyObjectWrapper<ScreenPlace> place =
      new ReadOnlyObjectWrapper<>(this, "place", new ScreenPlace(0, 0, 0, 0, false));
  private Optional<PixelBuffer<IntBuffer>> pixels = Optional.empty();
  private int width;
  private int height;

  FramebufferView() {
    getStyleClass().add("framebuffer");
    picture.setManaged(false);
    getChildren().add(picture);
    // A window that comes to another monitor may have other pixels there.
    sceneProperty()
        .flatMap(Scene::windowProperty)
        .flatMap(Window::outputScaleXProperty)
        .addListener(_ -> requestLayout());
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
      // A view of its own: JavaFX moves position and limit while it draws, and the session's thread
      // writes through the framebuffer's.
      PixelBuffer<IntBuffer> buffer =
          new PixelBuffer<>(
              width, height, another.pixels().duplicate(), PixelFormat.getIntArgbPreInstance());
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

  /** Brings the picture into the view in another way. */
  void setScaling(Scaling value) {
    scaling = value;
    requestLayout();
  }

  /**
   * Shows a part of the framebuffer alone, one of its screens. What of it is outside of the
   * framebuffer is not shown; nothing left shows all.
   */
  void setPart(Optional<VncScreen> value) {
    part = value;
    requestLayout();
  }

  /** The whole framebuffer as an image; empty before there is one. */
  ReadOnlyObjectProperty<Image> imageProperty() {
    return picture.imageProperty();
  }

  /** The framebuffer's width; 0 before there is one. */
  int framebufferWidth() {
    return width;
  }

  /** The framebuffer's height; 0 before there is one. */
  int framebufferHeight() {
    return height;
  }

  /** Whether there is a picture and it has its place, without which no point is one of its. */
  boolean showsPicture() {
    return place.get().width() > 0;
  }

  /** Where in this view the picture is; changes once it is there. */
  ReadOnlyObjectProperty<ScreenPlace> placeProperty() {
    return place.getReadOnlyProperty();
  }

  /** How many pixels of the screen one of the guest's has across; 1 before there is a picture. */
  double pixelScale() {
    double columns = shown().getWidth();
    return columns > 0 ? place.get().width() * outputScaleX() / columns : 1;
  }

  /** The framebuffer's column under a point of this view, which may be outside of it. */
  int toFramebufferX(double x) {
    Rectangle2D shown = shown();
    int column =
        ScreenPlace.guestPixel(x, place.get().x(), place.get().width(), (int) shown.getWidth());
    return (int) shown.getMinX() + inside(column, (int) shown.getWidth());
  }

  /** The framebuffer's row under a point of this view, which may be outside of it. */
  int toFramebufferY(double y) {
    Rectangle2D shown = shown();
    int row =
        ScreenPlace.guestPixel(y, place.get().y(), place.get().height(), (int) shown.getHeight());
    return (int) shown.getMinY() + inside(row, (int) shown.getHeight());
  }

  // Beside a screen of several lies another one, which is not shown.
  private int inside(int value, int size) {
    return part.isPresent() ? Math.clamp(value, 0, Math.max(0, size - 1)) : value;
  }

  private Rectangle2D shown() {
    Rectangle2D all = new Rectangle2D(0, 0, width, height);
    return part.map(
            screen -> {
              double x = Math.clamp(screen.x(), 0, width);
              double y = Math.clamp(screen.y(), 0, height);
              return new Rectangle2D(
                  x, y, Math.min(screen.width(), width - x), Math.min(screen.height(), height - y));
            })
        .filter(each -> each.getWidth() > 0 && each.getHeight() > 0)
        .orElse(all);
  }

  private double outputScaleX() {
    return getScene() != null && getScene().getWindow() != null
        ? getScene().getWindow().getOutputScaleX()
        : 1;
  }

  private double outputScaleY() {
    return getScene() != null && getScene().getWindow() != null
        ? getScene().getWindow().getOutputScaleY()
        : 1;
  }

  // A picture that is larger than its room is scrolled by who has this view.
  private double least(boolean across) {
    if (!ScreenPlace.scrolls(scaling)) {
      return 0;
    }
    Rectangle2D shown = shown();
    return across ? shown.getWidth() / outputScaleX() : shown.getHeight() / outputScaleY();
  }

  @Override
  protected double computeMinWidth(double unused) {
    return least(true);
  }

  @Override
  protected double computeMinHeight(double unused) {
    return least(false);
  }

  @Override
  protected double computePrefWidth(double unused) {
    return least(true);
  }

  @Override
  protected double computePrefHeight(double unused) {
    return least(false);
  }

  @Override
  protected void layoutChildren() {
    Rectangle2D shown = shown();
    ScreenPlace now =
        ScreenPlace.of(
            scaling,
            (int) shown.getWidth(),
            (int) shown.getHeight(),
            new ScreenPlace.Room(getWidth(), getHeight(), outputScaleX(), outputScaleY()));
    picture.setViewport(part.isPresent() ? shown : null);
    picture.setFitWidth(now.width());
    picture.setFitHeight(now.height());
    picture.setSmooth(now.smooth());
    picture.relocate(now.x(), now.y());
    place.set(now);
  }
}
