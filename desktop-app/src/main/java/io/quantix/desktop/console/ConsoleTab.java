package io.quantix.desktop.console;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.text.Texts;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Tab;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignO;

/** A console's tab: how it stands, its name, and what can be done with it. */
final class ConsoleTab {
  private ConsoleTab() {}

  static Tab of(ConsoleContent content, ConsoleFrame frame) {
    Tab tab = new Tab();
    tab.setUserData(content);
    tab.setContent(content.node());
    tab.textProperty().bind(content.name().map(ConsoleTab::shortened));
    FontIcon sign = new FontIcon();
    sign.iconCodeProperty().bind(content.sign());
    tab.setGraphic(sign);
    Tooltip tip = new Tooltip();
    tip.textProperty().bind(title(content));
    tab.setTooltip(tip);
    ContextMenu menu = new ContextMenu();
    menu.getItems()
        .addAll(
            Controls.menuItem(
                Texts.text("console.tear-off"),
                MaterialDesignO.OPEN_IN_NEW,
                () -> frame.setOwn(content, true)),
            Controls.menuItem(
                Texts.text("console.close"), MaterialDesignC.CLOSE, () -> frame.close(content)));
    tab.setContextMenu(menu);
    return tab;
  }

  /** What a window or a tip says of a console: its name, and how it stands if that is worth it. */
  static ObservableValue<String> title(ConsoleContent content) {
    return content
        .title()
        .flatMap(title ->
            content
                .standing()
                .map(words ->
                    words.isEmpty() ? title : Texts.text("console.title.standing", title, words)));
  }

  // The part of a long name that tells VMs apart is often its end.
  private static String shortened(String name) {
    return name.length() <= 28
        ? name
        : name.substring(0, 14) + "…" + name.substring(name.length() - 13);
  }

  /** Lets go of what the tab follows. */
  static void release(Tab tab) {
    tab.textProperty().unbind();
    tab.getTooltip().textProperty().unbind();
    if (tab.getGraphic() instanceof FontIcon sign) {
      sign.iconCodeProperty().unbind();
    }
  }
}
