package io.quantix.desktop.window;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.app.Settings.HostEntry;
import io.quantix.desktop.text.Texts;
import java.io.File;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Asks which host to add. */
final class AddHostDialog {
  // A remote host is called by its name, without the path that most have.
  private static final Pattern REMOTE =
      Pattern.compile("qemu\\+(?:ssh|tls)://([^/?]+)/system(?:\\?.*)?");

  private AddHostDialog() {}

  static Optional<HostEntry> ask(Optional<Window> owner) {
    return build(owner).showAndWait();
  }

  static Dialog<HostEntry> build(Optional<Window> owner) {
    ToggleGroup group = new ToggleGroup();
    RadioButton system = choice("system", group);
    RadioButton session = choice("session", group);
    RadioButton ssh = choice("ssh", group);
    RadioButton tls = choice("tls", group);
    RadioButton other = choice("other", group);
    system.setSelected(true);
    TextField sshHost = field("host", "server.example.com");
    TextField sshUser = field("user", System.getProperty("user.name", ""));
    TextField sshKey = field("key", Texts.text("app.add-host.key.prompt"));
    Button browse = new Button(Texts.text("app.add-host.browse"));
    browse.setOnAction(_ -> {
      File chosen = new FileChooser().showOpenDialog(sshKey.getScene().getWindow());
      if (chosen != null) {
        sshKey.setText(chosen.getPath());
      }
    });
    GridPane sshForm = new GridPane(8, 8);
    sshForm.addRow(0, labelled("host", sshHost), sshHost);
    sshForm.addRow(1, labelled("user", sshUser), sshUser);
    sshForm.addRow(2, labelled("key", sshKey), new HBox(8, sshKey, browse));
    TextField tlsHost = field("host", "server.example.com");
    GridPane tlsForm = new GridPane(8, 8);
    tlsForm.addRow(0, labelled("host", tlsHost), tlsHost);
    for (TextField wide : new TextField[] {sshHost, sshUser, sshKey, tlsHost}) {
      GridPane.setHgrow(wide, Priority.ALWAYS);
      HBox.setHgrow(wide, Priority.ALWAYS);
    }
    shownWith(ssh, sshForm);
    shownWith(tls, tlsForm);
    TextField uri = new TextField();
    uri.setPromptText("qemu:///system?socket=/run/libvirt/libvirt-sock");
    uri.setAccessibleText(Texts.text("app.add-host.uri"));
    shownWith(other, uri);
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
            ssh,
            sshForm,
            tls,
            tlsForm,
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
    addButton
        .disableProperty()
        .bind(
            other
                .selectedProperty()
                .and(uri.textProperty().isEmpty())
                .or(ssh.selectedProperty().and(sshHost.textProperty().isEmpty()))
                .or(tls.selectedProperty().and(tlsHost.textProperty().isEmpty())));
    group
        .selectedToggleProperty()
        .addListener(_ -> {
          if (dialog.getDialogPane().getScene() != null
              && dialog.getDialogPane().getScene().getWindow() != null) {
            dialog.getDialogPane().getScene().getWindow().sizeToScene();
          }
        });
    dialog.setResultConverter(button -> {
      if (!add.equals(button)) {
        return null;
      }
      String chosen =
          system.isSelected()
              ? "qemu:///system"
              : session.isSelected()
                  ? "qemu:///session"
                  : ssh.isSelected()
                      ? HostUris.ssh(sshHost.getText(), sshUser.getText(), sshKey.getText())
                      : tls.isSelected() ? HostUris.tls(tlsHost.getText()) : uri.getText().strip();
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
      default -> {
        Matcher remote = REMOTE.matcher(uri);
        yield remote.matches() ? remote.group(1) : uri.replaceFirst("\\?.*", "");
      }
    };
  }

  private static TextField field(String key, String prompt) {
    TextField field = new TextField();
    field.setPromptText(prompt);
    field.setAccessibleText(Texts.text("app.add-host." + key));
    return field;
  }

  private static Label labelled(String key, TextField field) {
    Label label = Controls.label(Texts.text("app.add-host." + key), "form-label");
    label.setMinWidth(Region.USE_PREF_SIZE);
    label.setLabelFor(field);
    return label;
  }

  // What belongs to a choice that is not taken would only be in the way.
  private static void shownWith(RadioButton choice, Node fields) {
    fields.visibleProperty().bind(choice.selectedProperty());
    fields.managedProperty().bind(choice.selectedProperty());
    VBox.setMargin(fields, new Insets(0, 0, 4, 26));
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
