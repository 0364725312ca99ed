package io.quantix.desktop.console;

import io.quantix.desktop.app.ConsoleSettings.ClipboardPolicy;
import io.quantix.desktop.app.ConsoleSettings.Quality;
import io.quantix.desktop.app.ConsoleSettings.Scaling;
import io.quantix.desktop.text.Texts;
import io.quantix.vnc.VncScreen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;

/** Menus of how the guest's screen is shown. */
final class ScreenMenus {
  private ScreenMenus() {}

  static List<MenuItem> scaling(ConsolePane pane) {
    ScreenChoices choices = pane.control().choices();
    List<MenuItem> items = radio(Scaling.values(), choices.scalingProperty(), "console.scaling.");
    CheckMenuItem follow = check("console.follow", choices.followingProperty().get());
    follow.setOnAction(_ -> choices.followingProperty().set(follow.isSelected()));
    follow.setDisable(
        !pane.control().follower().isAble() || choices.screensProperty().get().size() > 1);
    items.add(new SeparatorMenuItem());
    items.add(follow);
    return items;
  }

  static List<MenuItem> quality(ScreenChoices choices) {
    return radio(Quality.values(), choices.qualityProperty(), "console.quality.");
  }

  static List<MenuItem> clipboard(ScreenChoices choices) {
    return radio(ClipboardPolicy.values(), choices.clipboardProperty(), "console.clipboard.");
  }

  static List<MenuItem> screens(ScreenChoices choices) {
    ToggleGroup group = new ToggleGroup();
    List<MenuItem> items = new ArrayList<>();
    Optional<VncScreen> part = choices.partProperty().get();
    RadioMenuItem all = new RadioMenuItem(Texts.text("console.screens.all"));
    all.setToggleGroup(group);
    all.setSelected(part.isEmpty());
    all.setOnAction(_ -> choices.choose(Optional.empty()));
    items.add(all);
    int number = 0;
    for (VncScreen screen : choices.screensProperty().get()) {
      number++;
      RadioMenuItem item =
          new RadioMenuItem(
              Texts.text(
                  "console.screens.one", "" + number, "" + screen.width(), "" + screen.height()));
      item.setToggleGroup(group);
      item.setSelected(part.equals(Optional.of(screen)));
      item.setOnAction(_ -> choices.choose(Optional.of(screen)));
      items.add(item);
    }
    return items;
  }

  private static <T extends Enum<T>> List<MenuItem> radio(
      T[] values, ObjectProperty<T> property, String texts) {
    ToggleGroup group = new ToggleGroup();
    List<MenuItem> items = new ArrayList<>();
    for (T value : values) {
      RadioMenuItem item =
          new RadioMenuItem(
              Texts.text(texts + value.name().toLowerCase(Locale.ROOT).replace('_', '-')));
      item.setMnemonicParsing(false);
      item.setToggleGroup(group);
      item.setSelected(property.get() == value);
      item.setOnAction(_ -> property.set(value));
      items.add(item);
    }
    return items;
  }

  static CheckMenuItem check(String key, boolean on) {
    CheckMenuItem item = new CheckMenuItem(Texts.text(key));
    item.setMnemonicParsing(false);
    item.setSelected(on);
    return item;
  }
}
