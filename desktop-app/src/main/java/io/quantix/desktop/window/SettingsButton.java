package io.quantix.desktop.window;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.app.Settings;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.desktop.text.Texts;
import java.util.Locale;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignK;

/** What is chosen for the whole program: its look, and how consoles take keyboard and pointer. */
final class SettingsButton extends MenuButton {
  /**
   * Makes one.
   *
   * @param showInput shows what consoles do with keyboard and pointer
   */
  SettingsButton(SettingsStore settings, Runnable showInput) {
    super("", new FontIcon(MaterialDesignC.COG_OUTLINE));
    getStyleClass().addAll("button-icon", "flat", "no-arrow");
    setAccessibleText(Texts.text("app.settings"));
    Controls.tip(this, () -> Texts.text("app.settings"));
    ToggleGroup group = new ToggleGroup();
    for (Settings.Theme theme : Settings.Theme.values()) {
      RadioMenuItem item =
          new RadioMenuItem(Texts.text("app.theme." + theme.name().toLowerCase(Locale.ROOT)));
      item.setToggleGroup(group);
      item.setSelected(settings.get().theme() == theme);
      item.setOnAction(_ -> {
        settings.update(now -> now.withTheme(theme));
        Theme.apply(theme);
      });
      getItems().add(item);
    }
    getItems()
        .addAll(
            new SeparatorMenuItem(),
            Controls.menuItem(
                Texts.text("app.settings.input"),
                MaterialDesignK.KEYBOARD_SETTINGS_OUTLINE,
                showInput));
  }
}
