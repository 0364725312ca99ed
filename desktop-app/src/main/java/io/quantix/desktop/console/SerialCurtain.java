package io.quantix.desktop.console;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.text.Texts;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;

/** What stands over a terminal whose port is shut: why, and the way on. */
final class SerialCurtain extends VBox {
  private final SerialModel model;
  private final Runnable start;

  SerialCurtain(SerialModel model, Runnable start) {
    this.model = model;
    this.start = start;
    getStyleClass().addAll("curtain", "serial-curtain");
    setAlignment(Pos.CENTER);
  }

  void show(SerialState state) {
    boolean over = !(state instanceof SerialState.Open || state instanceof SerialState.Opening);
    setVisible(over);
    setManaged(over);
    getChildren().clear();
    switch (state) {
      case SerialState.Open _, SerialState.Opening _ -> {
        // The terminal itself is seen.
      }
      case SerialState.Off _ ->
          set(state, "console.off.hint", button("vm.command.start", MaterialDesignP.PLAY, start));
      case SerialState.Busy _ ->
          set(
              state,
              "serial.busy.hint",
              button("serial.take-over", MaterialDesignH.HAND_BACK_RIGHT, () -> model.open(true)));
      case SerialState.Ended _ -> set(state, "serial.ended.hint", again());
      case SerialState.Failed(String message, String hint) ->
          setWords(state, (message + "\n" + hint).strip(), again());
    }
  }

  private Button again() {
    return button("serial.reopen", MaterialDesignR.REFRESH, () -> model.open(false));
  }

  private static Button button(String key, org.kordamp.ikonli.Ikon icon, Runnable action) {
    Button button = Controls.button(Texts.text(key), icon, action);
    button.getStyleClass().add("accent");
    return button;
  }

  private void set(SerialState state, String hint, Node action) {
    setWords(state, Texts.text(hint), action);
  }

  private void setWords(SerialState state, String words, Node action) {
    Label text = Controls.label(words, "curtain-text");
    text.setWrapText(true);
    getChildren()
        .setAll(
            new FontIcon(SerialWords.sign(state)),
            Controls.label(SerialWords.standing(state), "curtain-title"),
            text,
            action);
  }
}
