package io.quantix.desktop.console;

import io.quantix.vnc.VncSession;
import io.quantix.vnc.input.Key;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * Keys and pointer of a view, sent to the session that there is at the time. A key is released as
 * what it was pressed, and all are when the view loses the focus.
 */
final class ConsoleInput {
  private static final int LEFT = 1;
  private static final int MIDDLE = 1 << 1;
  private static final int RIGHT = 1 << 2;
  private static final int WHEEL_UP = 1 << 3;
  private static final int WHEEL_DOWN = 1 << 4;
  private static final int WHEEL_LEFT = 1 << 5;
  private static final int WHEEL_RIGHT = 1 << 6;
  private static final double WHEEL_STEP = 40;

  private record Sent(int keysym, int scanCode) {}

  private final FramebufferView view;
  private final Map<KeyCode, Sent> down = new HashMap<>();
  private Optional<VncSession> session = Optional.empty();
  private int buttons;
  private double wheelX;
  private double wheelY;

  ConsoleInput(FramebufferView view) {
    this.view = view;
    view.setFocusTraversable(true);
    view.addEventFilter(KeyEvent.ANY, this::onKey);
    view.focusedProperty()
        .addListener((_, _, focused) -> {
          if (!focused) {
            releaseAll();
          }
        });
    view.addEventHandler(MouseEvent.MOUSE_PRESSED, this::onPress);
    view.addEventHandler(MouseEvent.MOUSE_RELEASED, this::onRelease);
    view.addEventHandler(MouseEvent.MOUSE_MOVED, this::onMove);
    view.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::onMove);
    view.addEventHandler(ScrollEvent.SCROLL, this::onScroll);
  }

  void setSession(Optional<VncSession> present) {
    down.clear();
    buttons = 0;
    session = present;
  }

  private void onKey(KeyEvent event) {
    // JavaFX would move the focus, open menus or press buttons with keys that are the guest's.
    event.consume();
    if (event.getEventType() == KeyEvent.KEY_PRESSED) {
      KeyMapper.key(event.getCode()).ifPresent(key -> press(event.getCode(), key, event.getText()));
    } else if (event.getEventType() == KeyEvent.KEY_RELEASED) {
      Sent sent = down.remove(event.getCode());
      if (sent != null) {
        session.ifPresent(to -> to.keyUp(sent.keysym(), sent.scanCode()));
      }
    }
  }

  private void press(KeyCode code, Key key, String text) {
    Sent sent =
        down.computeIfAbsent(code, _ -> new Sent(KeyMapper.keysym(key, text), key.scanCode()));
    session.ifPresent(to -> to.keyDown(sent.keysym(), sent.scanCode()));
  }

  void releaseAll() {
    down.clear();
    session.ifPresent(VncSession::releaseAllKeys);
  }

  private void onPress(MouseEvent event) {
    view.requestFocus();
    buttons |= bit(event.getButton());
    send(event);
    event.consume();
  }

  private void onRelease(MouseEvent event) {
    buttons &= ~bit(event.getButton());
    send(event);
    event.consume();
  }

  private void onMove(MouseEvent event) {
    send(event);
    event.consume();
  }

  private void send(MouseEvent event) {
    pointer(event.getX(), event.getY(), buttons);
  }

  private void pointer(double x, double y, int mask) {
    session.ifPresent(to -> to.pointer(view.toFramebufferX(x), view.toFramebufferY(y), mask));
  }

  private void onScroll(ScrollEvent event) {
    wheelX += event.getDeltaX();
    wheelY += event.getDeltaY();
    wheelY = turn(event, wheelY, WHEEL_UP, WHEEL_DOWN);
    wheelX = turn(event, wheelX, WHEEL_LEFT, WHEEL_RIGHT);
    event.consume();
  }

  private double turn(ScrollEvent event, double wheel, int positive, int negative) {
    double left = wheel;
    while (Math.abs(left) >= WHEEL_STEP) {
      int bit = left > 0 ? positive : negative;
      pointer(event.getX(), event.getY(), buttons | bit);
      pointer(event.getX(), event.getY(), buttons);
      left -= Math.copySign(WHEEL_STEP, left);
    }
    return left;
  }

  private static int bit(MouseButton button) {
    return switch (button) {
      case PRIMARY -> LEFT;
      case MIDDLE -> MIDDLE;
      case SECONDARY -> RIGHT;
      default -> 0;
    };
  }
}
