package io.quantix.desktop.console;

import io.quantix.desktop.console.input.WheelSteps;
import io.quantix.vnc.PointerMode;
import io.quantix.vnc.VncSession;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.robot.Robot;
import org.jspecify.annotations.Nullable;

/**
 * The pointer over a view: as a place, or, for a guest that has a mouse and no tablet, as movement,
 * for which a click takes the mouse into the view until it is given back.
 */
final class ConsolePointer {
  private static final int WHEEL_UP = 3;
  private static final int WHEEL_DOWN = 4;
  private static final int WHEEL_LEFT = 5;
  private static final int WHEEL_RIGHT = 6;
  private static final int BACK = 7;
  private static final int FORWARD = 8;

  /** Takes the mouse by the system's own means. */
  interface Grip {
    /** True if it will; {@link #captured(boolean)} is told when it has. */
    boolean take();

    /** Gives it back. */
    void giveBack();
  }

  private final FramebufferView view;
  private final Grip grip;
  private final Runnable onAction;
  private final ReadOnlyBooleanWrapper captured = new ReadOnlyBooleanWrapper();
  private final WheelSteps wheelX = new WheelSteps();
  private final WheelSteps wheelY = new WheelSteps();
  private Optional<VncSession> session = Optional.empty();
  private PointerMode mode = PointerMode.ABSOLUTE;
  private Cursor cursor = Cursor.DEFAULT;
  private Optional<Point2D> resting = Optional.empty();
  private @Nullable Robot robot;
  private int buttons;

  /**
   * Listens to a view's mouse.
   *
   * @param onAction told when a button is pressed or the wheel turned
   */
  ConsolePointer(FramebufferView view, Grip grip, Runnable onAction) {
    this.view = view;
    this.grip = grip;
    this.onAction = onAction;
    view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::onPress);
    view.addEventHandler(MouseEvent.MOUSE_RELEASED, this::onRelease);
    // One that comes into the view and stops is told of by this alone.
    view.addEventHandler(MouseEvent.MOUSE_ENTERED, this::onMove);
    view.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> resting = Optional.empty());
    view.addEventHandler(MouseEvent.MOUSE_MOVED, this::onMove);
    view.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::onMove);
    view.addEventHandler(ScrollEvent.SCROLL, this::onScroll);
    view.placeProperty().addListener(_ -> tellRest());
  }

  ReadOnlyBooleanProperty capturedProperty() {
    return captured.getReadOnlyProperty();
  }

  void setSession(Optional<VncSession> present) {
    release();
    buttons = 0;
    session = present;
    setMode(present.map(VncSession::pointerMode).orElse(PointerMode.ABSOLUTE));
  }

  // A guest hears nothing of a pointer that was there before it, or whose picture has moved.
  private void tellRest() {
    if (mode == PointerMode.ABSOLUTE) {
      resting.ifPresent(at -> send(at.getX(), at.getY()));
    }
  }

  void setMode(PointerMode value) {
    mode = value;
    if (value == PointerMode.ABSOLUTE) {
      release();
      tellRest();
    }
  }

  /** The guest's pointer, which is hidden while the mouse is captured. */
  void setCursor(Cursor value) {
    cursor = value;
    view.setCursor(captured.get() ? Cursor.NONE : value);
  }

  /** Gives the mouse back. */
  void release() {
    grip.giveBack();
    letGoOfButtons();
    robot = null;
    captured(false);
  }

  /** The system has taken the mouse, or given it back. */
  void captured(boolean value) {
    if (!value && captured.get()) {
      letGoOfButtons();
    }
    captured.set(value);
    view.setCursor(value ? Cursor.NONE : cursor);
  }

  private void letGoOfButtons() {
    if (buttons != 0 && mode == PointerMode.RELATIVE) {
      buttons = 0;
      move(0, 0);
    }
  }

  /** The captured mouse has moved, by the system's own account. */
  void moved(int dx, int dy) {
    if (captured.get()) {
      move(dx, dy);
    }
  }

  /** A button of the captured mouse, by the system's own account. */
  void button(boolean down, int bit) {
    if (!captured.get()) {
      return;
    }
    if (down) {
      onAction.run();
    }
    buttons = down ? buttons | 1 << bit : buttons & ~(1 << bit);
    move(0, 0);
  }

  private void move(int dx, int dy) {
    session.ifPresent(to -> to.pointerMoved(dx, dy, buttons));
  }

  private void onPress(MouseEvent event) {
    view.requestFocus();
    onAction.run();
    event.consume();
    if (mode == PointerMode.RELATIVE && !captured.get()) {
      // This click takes the mouse; it is none in the guest.
      if (!grip.take()) {
        robot = new Robot();
        captured(true);
        recentre();
      }
      return;
    }
    buttons |= bit(event.getButton());
    send(event.getX(), event.getY());
  }

  private void onRelease(MouseEvent event) {
    event.consume();
    int before = buttons;
    buttons &= ~bit(event.getButton());
    if (mode == PointerMode.ABSOLUTE || before != buttons) {
      send(event.getX(), event.getY());
    }
  }

  private void onMove(MouseEvent event) {
    event.consume();
    resting = Optional.of(new Point2D(event.getX(), event.getY()));
    if (mode == PointerMode.ABSOLUTE) {
      send(event.getX(), event.getY());
    } else if (robot != null) {
      Point2D centre = centre();
      int dx = (int) Math.rint(event.getScreenX() - centre.getX());
      int dy = (int) Math.rint(event.getScreenY() - centre.getY());
      if (dx != 0 || dy != 0) { // else it is our own way back
        move(dx, dy);
        recentre();
      }
    }
  }

  private Point2D centre() {
    Point2D centre =
        view.localToScreen(Math.floor(view.getWidth() / 2), Math.floor(view.getHeight() / 2));
    return centre == null
        ? Point2D.ZERO
        : new Point2D(Math.rint(centre.getX()), Math.rint(centre.getY()));
  }

  private void recentre() {
    if (robot != null) {
      robot.mouseMove(centre());
    }
  }

  private void send(double x, double y) {
    if (mode == PointerMode.RELATIVE) {
      move(0, 0);
    } else if (view.showsPicture()) {
      session.ifPresent(to -> to.pointer(view.toFramebufferX(x), view.toFramebufferY(y), buttons));
    }
  }

  private void onScroll(ScrollEvent event) {
    event.consume();
    onAction.run();
    if (mode == PointerMode.RELATIVE && !captured.get()) {
      return;
    }
    turn(event, wheelY.turn(event.getDeltaY()), WHEEL_UP, WHEEL_DOWN);
    turn(event, wheelX.turn(event.getDeltaX()), WHEEL_LEFT, WHEEL_RIGHT);
  }

  private void turn(ScrollEvent event, int steps, int positive, int negative) {
    int bit = 1 << (steps > 0 ? positive : negative);
    for (int i = 0; i < Math.abs(steps); i++) {
      buttons |= bit;
      send(event.getX(), event.getY());
      buttons &= ~bit;
      send(event.getX(), event.getY());
    }
  }

  private static int bit(MouseButton button) {
    return switch (button) {
      case PRIMARY -> 1;
      case MIDDLE -> 1 << 1;
      case SECONDARY -> 1 << 2;
      case BACK -> 1 << BACK;
      case FORWARD -> 1 << FORWARD;
      case NONE -> 0;
    };
  }
}
