package io.quantix.desktop.console;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.text.Texts;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;

/** What stands over the screen when it is not live: why, and the way on. */
final class ConsoleCurtain extends VBox {
  private final ConsoleModel model;
  private final Runnable start;
  private final Runnable serial;
  private final Timeline clock = new Timeline();

  ConsoleCurtain(ConsoleModel model, Runnable start, Runnable serial) {
    this.model = model;
    this.start = start;
    this.serial = serial;
    getStyleClass().add("curtain");
    setAlignment(Pos.CENTER);
    clock.setCycleCount(Animation.INDEFINITE);
  }

  void show(ConsoleState state) {
    boolean live = state instanceof ConsoleState.Connected;
    clock.stop();
    setVisible(!live);
    setManaged(!live);
    switch (state) {
      case ConsoleState.Connected _ -> getChildren().clear();
      case ConsoleState.Connecting _ -> waiting(Texts.text("console.connecting"), "");
      case ConsoleState.Lost(String message) -> lost(message);
      case ConsoleState.Disconnected _ ->
          set(
              MaterialDesignL.LAN_DISCONNECT,
              Texts.text("console.disconnected"),
              "",
              accent(connectButton("console.connect")));
      case ConsoleState.Off _ ->
          set(
              MaterialDesignP.POWER,
              Texts.text("console.off"),
              Texts.text("console.off.hint"),
              accent(Controls.button(Texts.text("vm.command.start"), MaterialDesignP.PLAY, start)));
      case ConsoleState.NoGraphics _ ->
          set(
              MaterialDesignM.MONITOR_OFF,
              Texts.text("console.no-graphics"),
              Texts.text("console.no-graphics.hint"),
              accent(
                  Controls.button(
                      Texts.text("serial.open-first"), MaterialDesignC.CONSOLE, serial)));
      case ConsoleState.Unsupported(String type) ->
          set(
              MaterialDesignM.MONITOR_OFF,
              Texts.text("console.unsupported", type),
              Texts.text("console.unsupported.hint"));
      case ConsoleState.Failed(String message, String hint) ->
          set(
              MaterialDesignA.ALERT_CIRCLE_OUTLINE,
              Texts.text("console.failed"),
              (message + "\n" + hint).strip(),
              accent(connectButton("app.retry")));
    }
  }

  private static Node accent(Node button) {
    button.getStyleClass().add("accent");
    return button;
  }

  private Button connectButton(String key) {
    return Controls.button(Texts.text(key), MaterialDesignR.REFRESH, model::connect);
  }

  private void lost(String message) {
    Label when = words(ConsoleWords.nextAttempt(model.untilNextAttempt()));
    getChildren()
        .setAll(
            new FontIcon(MaterialDesignL.LAN_DISCONNECT),
            Controls.label(Texts.text("console.lost"), "curtain-title"),
            words(message),
            when,
            connectButton("console.connect-now"));
    clock
        .getKeyFrames()
        .setAll(
            new KeyFrame(
                Duration.millis(250),
                _ -> when.setText(ConsoleWords.nextAttempt(model.untilNextAttempt()))));
    clock.playFromStart();
  }

  private void waiting(String title, String text) {
    ProgressIndicator waiting = new ProgressIndicator();
    waiting.setPrefSize(36, 36);
    getChildren().setAll(waiting, Controls.label(title, "curtain-title"), words(text));
  }

  private void set(Ikon icon, String title, String text, Node... actions) {
    getChildren().setAll(new FontIcon(icon), Controls.label(title, "curtain-title"), words(text));
    getChildren().addAll(actions);
  }

  private static Label words(String text) {
    Label label = Controls.label(text, "curtain-text");
    label.setWrapText(true);
    label.setVisible(!text.isEmpty());
    label.setManaged(!text.isEmpty());
    return label;
  }
}
