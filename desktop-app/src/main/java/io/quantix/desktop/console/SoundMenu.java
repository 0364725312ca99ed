package io.quantix.desktop.console;

import io.quantix.desktop.app.ConsoleSettings.Sound;
import io.quantix.desktop.app.Controls;
import io.quantix.desktop.text.Texts;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/** Whether a guest is heard, and how loud. */
final class SoundMenu {
  private SoundMenu() {}

  static Menu of(ObjectProperty<Sound> sound) {
    Menu menu = new Menu(Texts.text("console.sound"), new FontIcon(MaterialDesignV.VOLUME_HIGH));
    menu.setMnemonicParsing(false);
    CheckMenuItem play = ScreenMenus.check("console.sound.play", sound.get().on());
    play.setOnAction(_ -> sound.set(new Sound(play.isSelected(), sound.get().volume())));
    Slider volume = new Slider(0, 100, sound.get().volume());
    volume.setBlockIncrement(10);
    volume.setAccessibleText(Texts.text("console.sound.volume"));
    volume
        .valueProperty()
        .addListener((_, _, value) ->
            sound.set(new Sound(sound.get().on(), (int) Math.rint(value.doubleValue()))));
    volume.disableProperty().bind(play.selectedProperty().not());
    HBox row = new HBox(12, Controls.label(Texts.text("console.sound.volume")), volume);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("sound-volume");
    // It stays open while the volume is looked for.
    menu.getItems().addAll(play, new CustomMenuItem(row, false));
    return menu;
  }
}
