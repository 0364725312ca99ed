package io.quantix.desktop.console;

import io.quantix.desktop.app.Controls;
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
    boolean live = pane.model().stateProperty().get() instanceof ConsoleState.Connected;
    List<MenuItem> items = new ArrayList<>();
    CheckMenuItem viewOnly =
        ScreenMenus.check("console.view-only", pane.choices().viewOnlyProperty().get());
    viewOnly.setOnAction(_ -> pane.choices().viewOnlyProperty().set(viewOnly.isSelected()));
    items.add(viewOnly);
    CheckMenuItem capture =
        ScreenMenus.check("console.capture", pane.input().capturedProperty().get());
    capture.setOnAction(_ -> pane.input().toggleCapture());
    capture.setDisable(!pane.input().isCapturable());
    items.add(capture);
    items.add(
        item(
            "console.input",
            MaterialDesignK.KEYBOARD_SETTINGS_OUTLINE,
            () -> InputSettingsDialog.show(pane.actions().context().settings(), pane.window())));
    CheckMenuItem information = ScreenMenus.check("console.info", pane.showsInformation());
    information.setOnAction(_ -> pane.showInformation(information.isSelected()));
    items.add(information);
    Menu quality = menu("console.quality", MaterialDesignQ.QUALITY_HIGH);
    quality.getItems().setAll(ScreenMenus.quality(pane.choices()));
    items.add(quality);
    pane.media().addTo(items, pane.actions());
    MenuItem save = item("console.screenshot", MaterialDesignC.CAMERA_OUTLINE, () -> save(pane));
    MenuItem copy =
        item(
            "console.screenshot.copy",
            MaterialDesignC.CONTENT_COPY,
            () -> pane.shot().ifPresent(Screenshots::copy));
    save.setDisable(!live);
    copy.setDisable(!live);
    items.add(new SeparatorMenuItem());
    items.add(save);
    items.add(copy);
    pane.frame().ifPresent(frame -> addMonitors(items, frame));
    pane.actions()
        .source()
        .vm()
        .ifPresent(vm -> {
          items.add(new SeparatorMenuItem());
          items.add(SerialMenu.of(pane, vm));
        });
    items.add(new SeparatorMenuItem());
    items.add(
        live
            ? item("console.disconnect", MaterialDesignL.LAN_DISCONNECT, pane.model()::disconnect)
            : item("console.connect", MaterialDesignL.LAN_CONNECT, pane.model()::connect));
    pane.frame().ifPresent(frame -> addWindows(items, frame, pane));
    return items;
  }

  // The picture is taken before the question where to put it: what it showed may be gone by then.
  private static void save(ConsolePane pane) {
    ConsoleActions actions = pane.actions();
    pane.shot()
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

  private static void addWindows(List<MenuItem> items, ConsoleFrame frame, ConsoleContent pane) {
    boolean own = frame.isOwn(pane);
    items.add(new SeparatorMenuItem());
    items.add(
        item(
            own ? "console.among-tabs" : "console.tear-off",
            own ? MaterialDesignT.TAB : MaterialDesignO.OPEN_IN_NEW,
            () -> frame.setOwn(pane, !own)));
    CheckMenuItem tabs = ScreenMenus.check("console.opens-tabs", frame.opensTabs());
    tabs.setOnAction(_ -> frame.setOpensTabs(tabs.isSelected()));
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
