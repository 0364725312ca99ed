package io.quantix.desktop.console;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.text.Texts;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignK;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;

/**
 * What can be done from a console, in a row; at the top edge of a full screen it has its name, too.
 */
final class ConsoleToolbar extends HBox {
  private final ConsolePane pane;
  private final Label name = Controls.label("", "console-name");
  private final Label status = Controls.label("", "console-status");
  private final FontIcon eye = new FontIcon(MaterialDesignE.EYE_OUTLINE);
  private final FontIcon film = new FontIcon(MaterialDesignR.RECORD);
  private final MenuButton keys;
  private final MenuButton power;
  private final MenuButton screens;
  private final MenuButton scaling;
  private final Button fullScreen;
  private final Button disconnect;

  ConsoleToolbar(ConsolePane pane) {
    this.pane = pane;
    getStyleClass().add("console-toolbar");
    setAlignment(Pos.CENTER_LEFT);
    name.textProperty().bind(pane.name());
    name.setMinWidth(0);
    keys = menu("console.send-keys", MaterialDesignK.KEYBOARD_OUTLINE, () -> KeysMenu.items(pane));
    power =
        menu(
            "console.power",
            MaterialDesignP.POWER,
            () -> PowerMenu.items(pane.control().actions()));
    screens =
        iconMenu(
            "console.screens",
            MaterialDesignM.MONITOR_MULTIPLE,
            () -> ScreenMenus.screens(pane.control().choices()));
    scaling =
        iconMenu("console.scaling", MaterialDesignA.ASPECT_RATIO, () -> ScreenMenus.scaling(pane));
    fullScreen =
        Controls.iconButton(
            Texts.text("console.full-screen"),
            MaterialDesignF.FULLSCREEN,
            () -> pane.frame().ifPresent(ConsoleFrame::toggleFullScreen));
    disconnect =
        Controls.iconButton(
            Texts.text("console.close"),
            MaterialDesignC.CLOSE,
            () -> pane.frame().ifPresent(frame -> frame.close(pane)));
    eye.getStyleClass().add("view-only-sign");
    eye.visibleProperty().bind(pane.control().choices().viewOnlyProperty());
    eye.managedProperty().bind(eye.visibleProperty());
    film.getStyleClass().add("recording-sign");
    film.visibleProperty().bind(pane.control().media().recordingProperty());
    film.managedProperty().bind(film.visibleProperty());
    status.setMinWidth(0);
    getChildren()
        .addAll(
            name,
            keys,
            power,
            Controls.spring(),
            eye,
            film,
            status,
            screens,
            scaling,
            fullScreen,
            iconMenu("console.more", MaterialDesignD.DOTS_VERTICAL, () -> MoreMenu.items(pane)),
            disconnect);
    keys.setMinWidth(Region.USE_PREF_SIZE);
    power.setMinWidth(Region.USE_PREF_SIZE);
    pane.control().actions().messageProperty().addListener(_ -> refresh());
    pane.control().choices().screensProperty().addListener(_ -> refresh());
    fullScreen(false);
  }

  // Filled when it is opened: what can be done changes with the guest's state.
  private static MenuButton menu(String key, Ikon icon, Supplier<List<MenuItem>> items) {
    MenuButton menu = new MenuButton(Texts.text(key), new FontIcon(icon));
    menu.getStyleClass().add("flat");
    menu.setMnemonicParsing(false);
    fill(menu, items);
    return menu;
  }

  private static MenuButton iconMenu(String key, Ikon icon, Supplier<List<MenuItem>> items) {
    MenuButton menu = new MenuButton("", new FontIcon(icon));
    menu.getStyleClass().addAll("button-icon", "flat", "no-arrow");
    menu.setAccessibleText(Texts.text(key));
    Controls.tip(menu, () -> Texts.text(key));
    fill(menu, items);
    return menu;
  }

  private static void fill(MenuButton menu, Supplier<List<MenuItem>> items) {
    menu.getItems().add(new MenuItem()); // a menu without items does not open
    menu.setOnShowing(_ -> menu.getItems().setAll(items.get()));
  }

  private static void seen(Region control, boolean value) {
    control.setVisible(value);
    control.setManaged(value);
  }

  void show(ConsoleState state) {
    boolean live = state instanceof ConsoleState.Connected;
    keys.setDisable(!live);
    scaling.setDisable(!live);
    refresh();
  }

  private void refresh() {
    seen(
        power,
        pane.control().actions().source().vm().isPresent() || pane.control().actions().hasPower());
    seen(screens, pane.control().choices().screensProperty().get().size() > 1);
    String words = pane.control().actions().messageProperty().get();
    boolean live = pane.control().model().stateProperty().get() instanceof ConsoleState.Connected;
    FramebufferView view = pane.view();
    status.setText(
        !words.isEmpty()
            ? words
            : live && view.framebufferWidth() > 0
                ? Texts.text(
                    "console.size", "" + view.framebufferWidth(), "" + view.framebufferHeight())
                : "");
  }

  /** At the edge of a full screen, or above the guest's screen. */
  void fullScreen(boolean value) {
    seen(name, value);
    seen(disconnect, value);
    String words = Texts.text(value ? "console.full-screen.leave" : "console.full-screen");
    fullScreen.setGraphic(
        new FontIcon(value ? MaterialDesignF.FULLSCREEN_EXIT : MaterialDesignF.FULLSCREEN));
    fullScreen.setAccessibleText(words);
    Controls.tip(fullScreen, () -> words);
  }

  void focusFirst() {
    (keys.isDisabled() ? fullScreen : keys).requestFocus();
  }

  Label status() {
    return status;
  }
}
