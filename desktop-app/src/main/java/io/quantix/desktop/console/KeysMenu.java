package io.quantix.desktop.console;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.text.Texts;
import io.quantix.vnc.input.KeyCombination;
import io.quantix.vnc.input.KeyboardLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignK;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;

/** Keys that the system would keep to itself, and those that the person has added. */
final class KeysMenu {
  private static final List<String> USUAL =
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
  private static final int TEXT_CONSOLES = 12;

  private KeysMenu() {}

  static List<MenuItem> items(ConsolePane pane) {
    List<MenuItem> items = new ArrayList<>();
    USUAL.forEach(each -> items.add(item(pane, each)));
    Menu consoles = new Menu(Texts.text("console.text-consoles"));
    for (int i = 1; i <= TEXT_CONSOLES; i++) {
      consoles.getItems().add(item(pane, "ctrl+alt+f" + i));
    }
    items.add(consoles);
    items.add(new SeparatorMenuItem());
    List<String> own =
        pane.control().actions().context().settings().get().consoles().combinations();
    own.stream()
        .filter(each -> CombinationList.problem(each).isEmpty())
        .forEach(each -> items.add(item(pane, each)));
    items.add(
        Controls.menuItem(
            Texts.text("console.combinations"),
            MaterialDesignP.PENCIL_OUTLINE,
            () ->
                CombinationsDialog.show(
                    pane.control().actions().context().settings(), pane.window())));
    items.add(new SeparatorMenuItem());
    items.add(
        Controls.menuItem(
            Texts.text("console.type-clipboard"),
            MaterialDesignC.CLIPBOARD_TEXT_OUTLINE,
            pane.control().actions()::typeClipboard));
    items.add(layouts(pane.control().choices()));
    return items;
  }

  private static Menu layouts(ScreenChoices choices) {
    KeyboardLayout usual = KeyboardLayout.usualIn(Locale.getDefault());
    ToggleGroup group = new ToggleGroup();
    Menu menu =
        new Menu(
            Texts.text("console.layout", choices.typedIn().title()),
            new FontIcon(MaterialDesignK.KEYBOARD_SETTINGS_OUTLINE));
    menu.setMnemonicParsing(false);
    menu.getItems()
        .addAll(
            layout(
                Texts.text("console.layout.usual", usual.title()),
                Optional.empty(),
                choices,
                group),
            new SeparatorMenuItem());
    for (KeyboardLayout each : KeyboardLayout.all()) {
      menu.getItems().add(layout(each.title(), Optional.of(each), choices, group));
    }
    return menu;
  }

  private static RadioMenuItem layout(
      String title, Optional<KeyboardLayout> layout, ScreenChoices choices, ToggleGroup group) {
    RadioMenuItem item = new RadioMenuItem(title);
    item.setMnemonicParsing(false);
    item.setToggleGroup(group);
    item.setSelected(choices.layoutProperty().get().equals(layout));
    item.setOnAction(_ -> choices.layoutProperty().set(layout));
    return item;
  }

  private static MenuItem item(ConsolePane pane, String combination) {
    MenuItem item = new MenuItem(ConsoleWords.shown(combination));
    item.setMnemonicParsing(false);
    item.setOnAction(_ -> {
      pane.control().actions().send(KeyCombination.parse(combination));
      pane.focus();
    });
    return item;
  }
}
