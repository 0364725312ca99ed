package io.quantix.desktop.console;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.desktop.text.Texts;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.stage.Screen;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignK;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignO;
import org.kordamp.ikonli.materialdesign2.MaterialDesignQ;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/** What is done with a console less often. */
final class MoreMenu {
  private MoreMenu() {}

  static List<MenuItem> items(ConsolePane pane) {
    boolean live = pane.control().model().stateProperty().get() instanceof ConsoleState.Connected;
    List<MenuItem> items = new ArrayList<>();
    CheckMenuItem viewOnly =
        ScreenMenus.check("console.view-only", pane.control().choices().viewOnlyProperty().get());
    viewOnly.setOnAction(
        _ -> pane.control().choices().viewOnlyProperty().set(viewOnly.isSelected()));
    items.add(viewOnly);
    CheckMenuItem capture =
        ScreenMenus.check("console.capture", pane.control().input().capturedProperty().get());
    capture.setOnAction(_ -> pane.control().input().toggleCapture());
    capture.setDisable(!pane.control().input().isCapturable());
    items.add(capture);
    items.add(
        item(
            "console.input",
            MaterialDesignK.KEYBOARD_SETTINGS_OUTLINE,
            () ->
                InputSettingsDialog.show(
                    pane.control().actions().context().settings(), pane.window())));
    CheckMenuItem information = ScreenMenus.check("console.info", pane.showsInformation());
    information.setOnAction(_ -> pane.showInformation(information.isSelected()));
    items.add(information);
    Menu quality = menu("console.quality", MaterialDesignQ.QUALITY_HIGH);
    quality.getItems().setAll(ScreenMenus.quality(pane.control().choices()));
    items.add(quality);
    pane.control().media().addTo(items, pane.control().actions());
    MenuItem save = item("console.screenshot", MaterialDesignC.CAMERA_OUTLINE, () -> save(pane));
    MenuItem copy =
        item(
            "console.screenshot.copy",
            MaterialDesignC.CONTENT_COPY,
            () -> pane.control().shot().ifPresent(Screenshots::copy));
    save.setDisable(!live);
    copy.setDisable(!live);
    items.add(new SeparatorMenuItem());
    items.add(save);
    items.add(copy);
    pane.frame().ifPresent(frame -> addMonitors(items, frame));
    pane.control()
        .actions()
        .source()
        .vm()
        .ifPresent(vm -> {
          items.add(new SeparatorMenuItem());
          items.add(SerialMenu.of(pane, vm));
        });
    items.add(new SeparatorMenuItem());
    items.add(
        live
            ? item(
                "console.disconnect",
                MaterialDesignL.LAN_DISCONNECT,
                pane.control().model()::disconnect)
            : item(
                "console.connect", MaterialDesignL.LAN_CONNECT, pane.control().model()::connect));
    pane.frame().ifPresent(frame -> addWindows(items, frame, pane));
    return items;
  }

  // The picture is taken before the question where to put it: what it showed may be gone by then.
  private static void save(ConsolePane pane) {
    ConsoleActions actions = pane.control().actions();
    pane.control()
        .shot()
        .ifPresent(shot ->
            Screenshots.ask(actions.context(), pane.name().getValue(), pane.window())
                .ifPresent(file -> Screenshots.save(actions, shot, file)));
  }

  private static void addMonitors(List<MenuItem> items, ConsoleFrame frame) {
    if (Screen.getScreens().size() > 1) {
      Menu monitors = menu("console.full-screen.on", MaterialDesignF.FULLSCREEN);
      for (Screen monitor : Screen.getScreens()) {
        MenuItem item = new MenuItem(FullScreens.name(monitor));
        item.setOnAction(_ -> frame.fullScreenOn(monitor));
        monitors.getItems().add(item);
      }
      items.add(monitors);
    }
  }

  private static void addWindows(List<MenuItem> items, ConsoleFrame frame, ConsolePane pane) {
    boolean own = frame.isOwn(pane);
    items.add(new SeparatorMenuItem());
    items.add(
        item(
            own ? "console.among-tabs" : "console.tear-off",
            own ? MaterialDesignT.TAB : MaterialDesignO.OPEN_IN_NEW,
            () -> frame.setOwn(pane, !own)));
    SettingsStore settings = pane.control().actions().context().settings();
    CheckMenuItem tabs = ScreenMenus.check("console.opens-tabs", settings.get().consoles().tabs());
    tabs.setOnAction(
        _ -> settings.update(now -> now.withConsoles(now.consoles().withTabs(tabs.isSelected()))));
    items.add(tabs);
    MenuItem overview =
        item("console.overview", MaterialDesignV.VIEW_GRID_OUTLINE, frame::showOverview);
    overview.setDisable(frame.consoles() < 2);
    items.add(overview);
    items.add(new SeparatorMenuItem());
    items.add(item("console.close", MaterialDesignC.CLOSE, () -> frame.close(pane)));
  }

  private static Menu menu(String key, Ikon icon) {
    Menu menu = new Menu(Texts.text(key), new FontIcon(icon));
    menu.setMnemonicParsing(false);
    return menu;
  }

  private static MenuItem item(String key, Ikon icon, Runnable action) {
    return Controls.menuItem(Texts.text(key), icon, action);
  }
}
