package io.quantix.desktop.console;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.host.HostSession;
import io.quantix.desktop.model.HostState;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.DomainState;
import io.quantix.libvirt.Screenshot;
import java.util.Optional;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/**
 * A small live picture of a VM's screen: a new one every two seconds while it can be seen, never
 * two at a time. A click opens the console.
 */
public final class ThumbnailView extends Region {
  private static final Duration INTERVAL = Duration.seconds(2);
  private static final double SHAPE = 10.0 / 16;

  private final HostSession host;
  private final VmModel vm;
  private final ImageView picture = new ImageView();
  private final FontIcon icon = new FontIcon();
  private final Label words = Controls.label("", "thumbnail-text");
  private final VBox nothing = new VBox(8, icon, words);
  private final Rectangle corners = new Rectangle();
  private final Timeline clock = new Timeline(new KeyFrame(INTERVAL, _ -> refresh()));
  private final InvalidationListener onState = _ -> stateChanged();
  private boolean asking;

  /** Makes one that lives while it is in a window. */
  public ThumbnailView(VmModel vm, HostSession host, Runnable open) {
    this.vm = vm;
    this.host = host;
    getStyleClass().add("thumbnail");
    setFocusTraversable(true);
    setAccessibleRole(AccessibleRole.BUTTON);
    setAccessibleText(Texts.text("console.thumbnail", vm.nameProperty().get()));
    setCursor(Cursor.HAND);
    setOnMouseClicked(_ -> open.run());
    setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
        open.run();
        event.consume();
      }
    });
    picture.setPreserveRatio(true);
    picture.setManaged(false);
    nothing.setAlignment(Pos.CENTER);
    nothing.setManaged(false);
    corners.setArcWidth(16);
    corners.setArcHeight(16);
    setClip(corners);
    getChildren().addAll(picture, nothing);
    clock.setCycleCount(Animation.INDEFINITE);
    sceneProperty()
        .addListener((_, _, scene) -> {
          if (scene == null) {
            leave();
          } else {
            enter();
          }
        });
  }

  private void enter() {
    vm.stateProperty().addListener(onState);
    vm.host().stateProperty().addListener(onState);
    clock.playFromStart();
    stateChanged();
  }

  private void leave() {
    vm.stateProperty().removeListener(onState);
    vm.host().stateProperty().removeListener(onState);
    clock.stop();
  }

  private void stateChanged() {
    boolean on = vm.stateProperty().get().isActive();
    boolean paused = vm.stateProperty().get() == DomainState.PAUSED;
    picture.setOpacity(paused || vm.host().stateProperty().get() != HostState.CONNECTED ? 0.45 : 1);
    if (!on) {
      picture.setImage(null);
      show(MaterialDesignP.POWER, Texts.text("console.thumbnail.off"));
    } else if (picture.getImage() == null) {
      show(MaterialDesignM.MONITOR, "");
    }
    refresh();
  }

  private void show(org.kordamp.ikonli.Ikon code, String text) {
    icon.setIconCode(code);
    words.setText(text);
    nothing.setVisible(true);
  }

  private void refresh() {
    boolean visible =
        getScene() != null && getScene().getWindow() != null && getScene().getWindow().isShowing();
    if (asking
        || !visible
        || vm.host().stateProperty().get() != HostState.CONNECTED
        || !vm.stateProperty().get().isActive()) {
      return;
    }
    asking = true;
    var _ =
        host.screenshot(vm)
            .whenComplete((shot, failure) -> {
              asking = false;
              if (!vm.stateProperty().get().isActive()) {
                return;
              }
              Optional<Image> image = failure == null ? image(shot) : Optional.empty();
              if (image.isPresent()) {
                picture.setImage(image.get());
                nothing.setVisible(false);
                requestLayout();
              } else if (picture.getImage() == null) {
                show(MaterialDesignM.MONITOR_OFF, Texts.text("console.thumbnail.none"));
              }
            });
  }

  private static Optional<Image> image(Screenshot shot) {
    return ScreenshotImage.decode(shot);
  }

  /** Whether it shows a picture. */
  public boolean hasPicture() {
    return picture.getImage() != null;
  }

  @Override
  protected double computePrefHeight(double width) {
    double shown = width > 0 ? width : getWidth() > 0 ? getWidth() : computePrefWidth(-1);
    return Math.rint(shown * SHAPE);
  }

  @Override
  protected double computePrefWidth(double height) {
    return 300;
  }

  @Override
  public javafx.geometry.Orientation getContentBias() {
    return javafx.geometry.Orientation.HORIZONTAL;
  }

  @Override
  protected void layoutChildren() {
    double w = getWidth();
    double h = getHeight();
    corners.setWidth(w);
    corners.setHeight(h);
    nothing.resizeRelocate(0, 0, w, h);
    Image image = picture.getImage();
    if (image != null) {
      double scale = Math.min(w / image.getWidth(), h / image.getHeight());
      picture.setFitWidth(image.getWidth() * scale);
      picture.setFitHeight(image.getHeight() * scale);
      picture.relocate((w - image.getWidth() * scale) / 2, (h - image.getHeight() * scale) / 2);
    }
  }
}
