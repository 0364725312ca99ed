package io.quantix.desktop.app;

import io.quantix.desktop.text.Texts;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Alert;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Label;
import javafx.stage.Window;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;

/**
 * Asks before something is lost: says what, and cancelling is the default whichever key is pressed
 * first.
 */
public final class Confirmation {
  private static final double WIDTH = 520;

  private Confirmation() {}

  /** Asks; true if the user wants it done. */
  public static boolean ask(
      Optional<Window> owner, String title, String whatIsLost, String doIt, Optional<Node> more) {
    return build(owner, title, whatIsLost, doIt, more)
        .showAndWait()
        .filter(chosen -> chosen.getButtonData() == ButtonBar.ButtonData.APPLY)
        .isPresent();
  }

  /** The dialog itself. */
  static Alert build(
      Optional<Window> owner, String title, String whatIsLost, String doIt, Optional<Node> more) {
    ButtonType act = new ButtonType(doIt, ButtonBar.ButtonData.APPLY);
    ButtonType cancel = new ButtonType(Texts.text("app.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE);
    Alert alert = new Alert(Alert.AlertType.WARNING, whatIsLost, cancel, act);
    alert.setTitle(title);
    alert.setHeaderText(title);
    FontIcon sign = new FontIcon(MaterialDesignA.ALERT_OUTLINE);
    sign.getStyleClass().add("confirm-sign");
    alert.setGraphic(sign);
    owner.ifPresent(alert::initOwner);
    Label loss = Controls.label(whatIsLost);
    loss.setWrapText(true);
    DialogForm form = new DialogForm(WIDTH, loss);
    more.ifPresent(form.getChildren()::add);
    alert.getDialogPane().setContent(form);
    if (alert.getDialogPane().lookupButton(act) instanceof Button button) {
      button.setDefaultButton(false);
      button.getStyleClass().add("danger");
    }
    if (alert.getDialogPane().lookupButton(cancel) instanceof Button button) {
      button.setDefaultButton(true);
    }
    return alert;
  }
}
