package io.quantix.desktop.console;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.app.DialogForm;
import io.quantix.desktop.app.InputSettings;
import io.quantix.desktop.app.InputSettings.Capture;
import io.quantix.desktop.app.InputSettings.HostKey;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.desktop.text.Texts;
import java.util.Optional;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.stage.Window;
import javafx.util.StringConverter;

/** How all consoles take keyboard and pointer; what is chosen counts at once. */
public final class InputSettingsDialog {
  private static final double WIDTH = 560;

  private InputSettingsDialog() {}

  /** Shows it; it does not wait for the person. */
  public static void show(SettingsStore settings, Optional<Window> owner) {
    InputChoices choices = new InputChoices(settings, Platform::runLater);
    Dialog<Void> dialog = build(choices);
    owner.ifPresent(dialog::initOwner);
    dialog.setOnHidden(_ -> choices.close());
    dialog.show();
  }

  static Dialog<Void> build(InputChoices choices) {
    InputSettings now = choices.chosenProperty().get();
    ComboBox<Capture> capture = box(Capture.values(), InputChoices::name);
    capture.setValue(now.capture());
    capture.valueProperty().addListener((_, _, value) -> choices.setCapture(value));
    ComboBox<HostKey> hostKey = box(HostKey.values(), key -> begin(InputChoices.name(key)));
    hostKey.setValue(now.hostKey());
    hostKey.valueProperty().addListener((_, _, value) -> choices.setHostKey(value));
    CheckBox dot = new CheckBox(Texts.text("console.input.dot"));
    dot.setSelected(now.dotCursor());
    dot.selectedProperty().addListener((_, _, value) -> choices.setDotCursor(value));
    GridPane grid = new GridPane(12, 8);
    grid.addRow(0, labelled("console.input.capture", capture), capture);
    grid.addRow(1, labelled("console.input.host-key", hostKey), hostKey);
    Label hint = Controls.label(Texts.text("console.input.hint"), "form-note");
    hint.setWrapText(true);
    Dialog<Void> dialog = new Dialog<>();
    dialog.setTitle(Texts.text("console.input.title"));
    dialog.setHeaderText(Texts.text("console.input.title"));
    dialog.getDialogPane().setContent(new DialogForm(WIDTH, grid, hint, dot));
    dialog
        .getDialogPane()
        .getButtonTypes()
        .add(new ButtonType(Texts.text("console.done"), ButtonBar.ButtonData.CANCEL_CLOSE));
    return dialog;
  }

  private static Label labelled(String key, ComboBox<?> box) {
    Label label = Controls.label(Texts.text(key));
    label.setLabelFor(box);
    label.setMinWidth(Label.USE_PREF_SIZE);
    box.setMaxWidth(Double.MAX_VALUE);
    GridPane.setHgrow(box, Priority.ALWAYS);
    return label;
  }

  private static <T> ComboBox<T> box(T[] values, Function<T, String> name) {
    ComboBox<T> box = new ComboBox<>();
    box.getItems().setAll(values);
    box.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(T value) {
            return value == null ? "" : name.apply(value);
          }

          @Override
          public T fromString(String text) {
            throw new UnsupportedOperationException("nobody types into it");
          }
        });
    return box;
  }

  private static String begin(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
