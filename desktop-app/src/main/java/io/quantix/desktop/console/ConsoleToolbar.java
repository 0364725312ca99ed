package io.quantix.desktop.console;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignK;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** What can be done from a console: its scale, keys that the system would keep, the VM's power. */
final class ConsoleToolbar extends HBox {
  private static final List<String> COMBINATIONS =
      List.of(
          "ctrl+alt+delete",
          "ctrl+alt+backspace",
          "ctrl+esc",
          "alt+tab",
          "alt+f4",
          "super",
          "super+l",
          "print",
          "alt+sysrq");

  private final ConsolePane pane;
  private final Optional<VmModel> vm;
  private final Label status = Controls.label("", "console-status");
  private final ToggleButton fit;
  private final MenuButton power;

  ConsoleToolbar(ConsolePane pane, Optional<VmModel> vm) {
    this.pane = pane;
    this.vm = vm;
    getStyleClass().add("console-toolbar");
    setAlignment(Pos.CENTER_LEFT);
    MenuButton keys =
        menu(Texts.text("console.send-keys"), new FontIcon(MaterialDesignK.KEYBOARD_OUTLINE));
    for (String combination : COMBINATIONS) {
      keys.getItems().add(item(combination));
    }
    Menu consoles = new Menu(Texts.text("console.text-consoles"));
    for (int i = 1; i <= 12; i++) {
      consoles.getItems().add(item("ctrl+alt+f" + i));
    }
    keys.getItems().add(consoles);
    keys.getItems()
        .addAll(
            new SeparatorMenuItem(),
            Controls.menuItem(
                Texts.text("console.type-clipboard"),
                MaterialDesignC.CLIPBOARD_TEXT_OUTLINE,
                pane::typeClipboard));
    power = menu(Texts.text("console.power"), new FontIcon(MaterialDesignP.POWER));
    power.setOnShowing(_ -> listCommands());
    listCommands();
    power.setVisible(vm.isPresent());
    power.setManaged(vm.isPresent());
    fit = new ToggleButton("", new FontIcon(MaterialDesignF.FIT_TO_PAGE_OUTLINE));
    fit.getStyleClass().addAll("button-icon", "flat");
    Controls.tip(fit, () -> Texts.text("console.fit"));
    fit.setAccessibleText(Texts.text("console.fit"));
    fit.setSelected(true);
    fit.setOnAction(_ -> pane.setFit(fit.isSelected()));
    getChildren()
        .addAll(
            keys,
            power,
            Controls.spring(),
            status,
            fit,
            Controls.iconButton(
                Texts.text("console.full-screen"),
                MaterialDesignF.FULLSCREEN,
                this::toggleFullScreen));
  }

  private static MenuButton menu(String text, FontIcon icon) {
    MenuButton menu = new MenuButton(text, icon);
    menu.getStyleClass().add("flat");
    menu.setMnemonicParsing(false);
    return menu;
  }

  private MenuItem item(String combination) {
    MenuItem item = new MenuItem(shown(combination));
    item.setMnemonicParsing(false);
    item.setOnAction(_ -> pane.send(combination));
    return item;
  }

  /** {@code ctrl+alt+delete} as {@code Ctrl+Alt+Delete}. */
  static String shown(String combination) {
    StringBuilder text = new StringBuilder();
    for (String key : combination.split("\\+", -1)) {
      if (!text.isEmpty()) {
        text.append('+');
      }
      text.append(key.substring(0, 1).toUpperCase(Locale.ROOT)).append(key.substring(1));
    }
    return text.toString();
  }

  private void listCommands() {
    power.getItems().clear();
    for (VmCommand command : VmCommand.values()) {
      if (command != VmCommand.DELETE) {
        MenuItem item =
            new MenuItem(Texts.text("vm.command." + command.name().toLowerCase(Locale.ROOT)));
        item.setMnemonicParsing(false);
        item.setDisable(!vm.map(known -> known.allows(command)).orElse(false));
        item.setOnAction(_ -> pane.run(command));
        power.getItems().add(item);
      }
    }
  }

  private void toggleFullScreen() {
    pane.window()
        .ifPresent(window -> {
          if (window instanceof Stage stage) {
            stage.setFullScreen(!stage.isFullScreen());
          }
        });
  }

  void show(ConsoleState state, int width, int height) {
    boolean live = state instanceof ConsoleState.Connected;
    status.setText(live && width > 0 ? Texts.text("console.size", "" + width, "" + height) : "");
    fit.setDisable(!live);
  }

  void say(String message) {
    status.setText(message);
  }

  Label status() {
    return status;
  }
}
