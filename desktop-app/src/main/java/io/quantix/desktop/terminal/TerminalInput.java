package io.quantix.desktop.terminal;

import java.util.OptionalInt;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** What the keyboard does in a terminal's view. */
final class TerminalInput {
  private final TerminalView view;

  TerminalInput(TerminalView view) {
    this.view = view;
  }

  void attach() {
    // Before the scene moves the focus by Tab or the arrows.
    view.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    view.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
  }

  private void pressed(KeyEvent event) {
    if (own(event)) {
      event.consume();
      return;
    }
    OptionalInt code = TerminalKeys.code(event.getCode());
    if (code.isPresent()) {
      view.typed();
      if (view.terminal().press(code.getAsInt(), TerminalKeys.modifiers(event))
          || plain(event.getCode())) {
        event.consume();
      }
      return;
    }
    if (event.isControlDown() && !event.isAltDown() && !event.isMetaDown()) {
      TerminalKeys.control(event.getText(), event.getCode())
          .ifPresent(control -> {
            view.typed();
            view.terminal().type(String.valueOf((char) control));
            event.consume();
          });
    }
  }

  // Those that the emulation has no sequence for send their own character.
  private boolean plain(KeyCode key) {
    switch (key) {
      case ENTER -> view.terminal().type("\r");
      case BACK_SPACE -> view.terminal().type("\u007f");
      case TAB -> view.terminal().type("\t");
      case ESCAPE -> view.terminal().type("\u001b");
      default -> {
        return false;
      }
    }
    return true;
  }

  /** What the view itself does with keys, as other terminals do. */
  private boolean own(KeyEvent event) {
    boolean both = event.isControlDown() && event.isShiftDown();
    if (both && event.getCode() == KeyCode.C) {
      view.copy();
    } else if ((both && event.getCode() == KeyCode.V)
        || (event.isShiftDown() && event.getCode() == KeyCode.INSERT)) {
      view.paste();
    } else if (event.isShiftDown() && event.getCode() == KeyCode.PAGE_UP) {
      view.scrollPage(-1);
    } else if (event.isShiftDown() && event.getCode() == KeyCode.PAGE_DOWN) {
      view.scrollPage(1);
    } else if (event.isControlDown()
        && (event.getCode() == KeyCode.PLUS || event.getCode() == KeyCode.ADD)) {
      view.zoom(1);
    } else if (event.isControlDown()
        && (event.getCode() == KeyCode.MINUS || event.getCode() == KeyCode.SUBTRACT)
        && !event.isShiftDown()) {
      view.zoom(-1);
    } else {
      return false;
    }
    return true;
  }

  private void typed(KeyEvent event) {
    String text = event.getCharacter();
    event.consume();
    if (text.isEmpty()
        || text.equals(KeyEvent.CHAR_UNDEFINED)
        || text.charAt(0) < ' '
        || text.charAt(0) == 0x7f
        || (event.isControlDown() && !event.isAltDown())) {
      return; // these came as keys
    }
    view.typed();
    view.terminal().type(event.isAltDown() && !event.isControlDown() ? "\u001b" + text : text);
  }
}
