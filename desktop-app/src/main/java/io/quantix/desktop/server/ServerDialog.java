package io.quantix.desktop.server;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.app.DialogForm;
import io.quantix.desktop.app.ServerEntry;
import io.quantix.desktop.server.ServerForm.Protection;
import io.quantix.desktop.text.Texts;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Window;
import javafx.util.StringConverter;

/** Asks for a VNC server that is to be saved, or for changes to one. */
public final class ServerDialog {
  private static final double WIDTH = 480;

  private ServerDialog() {}

  /** The dialog; with what was saved before, if there is something. */
  public static Dialog<ServerEntry> build(Optional<Window> owner, Optional<ServerEntry> before) {
    ServerForm form = new ServerForm(before);
    TextField address = field(form.addressProperty(), "address", "vnc://server.example.com:5901");
    TextField name = field(form.nameProperty(), "name", Texts.text("app.server.name.prompt"));
    TextField user = field(form.userProperty(), "user", Texts.text("app.server.user.prompt"));
    TextField proxy = field(form.proxyProperty(), "proxy", "socks5://proxy.example.com:1080");
    ComboBox<Protection> protection = protection(form);
    GridPane grid = new GridPane(10, 10);
    grid.addRow(0, label("address", address), address);
    grid.addRow(1, label("name", name), name);
    grid.addRow(2, label("user", user), user);
    grid.addRow(3, label("protection", protection), protection);
    grid.addRow(4, label("proxy", proxy), proxy);
    for (Region wide : new Region[] {address, name, user, proxy, protection}) {
      wide.setMaxWidth(Double.MAX_VALUE);
      GridPane.setHgrow(wide, Priority.ALWAYS);
    }

    Dialog<ServerEntry> dialog = new Dialog<>();
    owner.ifPresent(dialog::initOwner);
    String title = Texts.text(before.isPresent() ? "app.server.edit" : "app.server.add");
    dialog.setTitle(title);
    dialog.setHeaderText(title);
    ButtonType save =
        new ButtonType(
            Texts.text(before.isPresent() ? "app.server.save" : "app.add"),
            ButtonBar.ButtonData.OK_DONE);
    ButtonType cancel = new ButtonType(Texts.text("app.cancel"), ButtonBar.ButtonData.CANCEL_CLOSE);
    dialog.getDialogPane().getButtonTypes().setAll(save, cancel);
    dialog.getDialogPane().setContent(new DialogForm(WIDTH, grid, hint(form)));
    dialog
        .getDialogPane()
        .lookupButton(save)
        .disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> !form.isComplete(), form.addressProperty(), form.problemProperty()));
    dialog.setResultConverter(button -> save.equals(button) ? form.entry() : null);
    dialog.setOnShown(_ -> address.requestFocus());
    return dialog;
  }

  /** What may be typed, or what is wrong with what was. */
  private static StackPane hint(ServerForm form) {
    Label hint = Controls.label(Texts.text("app.server.hint"), "form-hint");
    hint.getStyleClass().add("flush");
    hint.visibleProperty().bind(form.problemProperty().isEmpty());
    Label problem = Controls.label("", "form-error");
    problem.textProperty().bind(form.problemProperty());
    StackPane both = new StackPane(hint, problem);
    both.setAlignment(Pos.TOP_LEFT);
    both.setMinHeight(60);
    for (Label each : new Label[] {hint, problem}) {
      each.setWrapText(true);
    }
    return both;
  }

  private static TextField field(StringProperty value, String key, String prompt) {
    TextField field = new TextField();
    field.textProperty().bindBidirectional(value);
    field.setPromptText(prompt);
    field.setAccessibleText(Texts.text("app.server." + key));
    return field;
  }

  private static Label label(String key, Region of) {
    Label label = Controls.label(Texts.text("app.server." + key), "form-label");
    label.setMinWidth(Region.USE_PREF_SIZE);
    label.setLabelFor(of);
    return label;
  }

  private static ComboBox<Protection> protection(ServerForm form) {
    ComboBox<Protection> box = new ComboBox<>();
    box.getItems().setAll(Protection.values());
    box.valueProperty().bindBidirectional(form.protectionProperty());
    box.setAccessibleText(Texts.text("app.server.protection"));
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(Protection value) {
            return value == null
                ? ""
                : Texts.text("app.server.protection." + value.name().toLowerCase(Locale.ROOT));
          }

          @Override
          public Protection fromString(String text) {
            return Protection.ANY;
          }
        });
    return box;
  }
}
