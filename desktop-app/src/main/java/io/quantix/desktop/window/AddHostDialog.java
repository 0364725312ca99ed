package io.quantix.desktop.window;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.app.Settings.HostEntry;
import io.quantix.desktop.text.Texts;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/** Asks which host to add. */
final class AddHostDialog {
  private AddHostDialog() {}

  static Optional<HostEntry> ask(Optional<Window> owner) {
    return build(owner).showAndWait();
  }

  static Dialog<HostEntry> build(Optional<Window> owner) {
    ToggleGroup group = new ToggleGroup();
    RadioButton system = choice("system", group);
    RadioButton session = choice("session", group);
    RadioButton other = choice("other", group);
    system.setSelected(true);
    TextField uri = new TextField();
    uri.setPromptText("qemu:///system?socket=/run/libvirt/libvirt-sock");
    uri.setAccessibleText(Texts.text("app.add-host.uri"));
    uri.disableProperty().bind(other.selectedProperty().not());
    TextField name = new TextField();
    name.setPromptText(Texts.text("app.add-host.name.prompt"));
    name.setAccessibleText(Texts.text("app.add-host.name"));
    CheckBox onStart = new CheckBox(Texts.text("app.connect-on-start"));
    onStart.setSelected(true);
    Label nameLabel = Controls.label(Texts.text("app.add-host.name"), "form-label");
    nameLabel.setLabelFor(name);
    VBox form =
        new VBox(
            10,
            system,
            hint("system"),
            session,
            hint("session"),
            other,
            uri,
            nameLabel,
            name,
            onStart);
    form.getStyleClass().add("form");
    form.setPrefWidth(440);

    Dialog<HostEntry> dialog = new Dialog<>();
    owner.ifPresent(dialog::initOwner);
    dialog.setTitle(Texts.text("app.add-host"));
    dialog.setHeaderText(Texts.text("app.add-host.header"));
    ButtonType add = new ButtonType(Texts.text("app.add"), ButtonBar.ButtonData.OK_DONE);
    ButtonType cancel = new ButtonType(Texts.text("app.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE);
    dialog.getDialogPane().getButtonTypes().setAll(add, cancel);
    dialog.getDialogPane().setContent(form);
    Node addButton = dialog.getDialogPane().lookupButton(add);
    addButton.disableProperty().bind(other.selectedProperty().and(uri.textProperty().isEmpty()));
    dialog.setResultConverter(button -> {
      if (!add.equals(button)) {
        return null;
      }
      String chosen =
          system.isSelected()
              ? "qemu:///system"
              : session.isSelected() ? "qemu:///session" : uri.getText().strip();
      return new HostEntry(
          chosen,
          name.getText().isBlank() ? usualName(chosen) : name.getText().strip(),
          onStart.isSelected());
    });
    return dialog;
  }

  /** What a host is called whom nobody gave a name. */
  static String usualName(String uri) {
    return switch (uri) {
      case "qemu:///system" -> Texts.text("app.host-name.system");
      case "qemu:///session" -> Texts.text("app.host-name.session");
      default -> uri.replaceFirst("\\?.*", "");
    };
  }

  private static RadioButton choice(String key, ToggleGroup group) {
    RadioButton choice = new RadioButton(Texts.text("app.add-host." + key));
    choice.setToggleGroup(group);
    return choice;
  }

  private static Label hint(String key) {
    Label hint = Controls.label(Texts.text("app.add-host." + key + ".hint"), "form-hint");
    hint.setWrapText(true);
    return hint;
  }
}
