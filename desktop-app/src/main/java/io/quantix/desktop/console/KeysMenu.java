package io.quantix.desktop.console;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.text.Texts;
import io.quantix.vnc.input.KeyCombination;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
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
    List<String> own = pane.actions().context().settings().get().consoles().combinations();
    own.stream()
        .filter(each -> CombinationList.problem(each).isEmpty())
        .forEach(each -> items.add(item(pane, each)));
    items.add(
        Controls.menuItem(
            Texts.text("console.combinations"),
            MaterialDesignP.PENCIL_OUTLINE,
            () -> CombinationsDialog.show(pane.actions().context().settings(), pane.window())));
    items.add(new SeparatorMenuItem());
    items.add(
        Controls.menuItem(
            Texts.text("console.type-clipboard"),
            MaterialDesignC.CLIPBOARD_TEXT_OUTLINE,
            pane.actions()::typeClipboard));
    return items;
  }

  private static MenuItem item(ConsolePane pane, String combination) {
    MenuItem item = new MenuItem(ConsoleWords.shown(combination));
    item.setMnemonicParsing(false);
    item.setOnAction(_ -> {
      pane.actions().send(KeyCombination.parse(combination));
      pane.focus();
    });
    return item;
  }
}
