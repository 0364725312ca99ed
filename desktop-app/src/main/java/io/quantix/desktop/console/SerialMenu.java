package io.quantix.desktop.console;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.host.SerialPort;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Texts;
import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/** The serial ports of a console's VM, each a terminal away. */
final class SerialMenu {
  private SerialMenu() {}

  /** A menu that fills itself once the host has said which ports there are. */
  static Menu of(ConsolePane pane, VmModel vm) {
    Menu menu = new Menu(Texts.text("serial.menu"), new FontIcon(MaterialDesignC.CONSOLE));
    menu.setMnemonicParsing(false);
    menu.getItems().add(words("serial.looking"));
    AppContext context = pane.control().actions().context();
    var _ =
        context
            .hosts()
            .session(vm.host())
            .serialPorts(vm)
            .whenComplete((ports, failure) -> {
              if (failure != null || ports.isEmpty()) {
                menu.getItems().setAll(words("serial.none"));
              } else {
                menu.getItems().setAll(items(pane, vm, ports));
              }
            });
    return menu;
  }

  private static List<MenuItem> items(ConsolePane pane, VmModel vm, List<SerialPort> ports) {
    return ports.stream()
        .map(port -> {
          MenuItem item = new MenuItem(SerialWords.name(port));
          item.setMnemonicParsing(false);
          item.setOnAction(_ -> open(pane, vm, port));
          return item;
        })
        .toList();
  }

  private static MenuItem words(String key) {
    MenuItem item = new MenuItem(Texts.text(key));
    item.setDisable(true);
    return item;
  }

  /** Opens the first port there is, for a VM that has no screen. */
  static void openFirst(ConsolePane pane) {
    pane.control()
        .actions()
        .source()
        .vm()
        .ifPresent(vm -> {
          var _ =
              pane.control()
                  .actions()
                  .context()
                  .hosts()
                  .session(vm.host())
                  .serialPorts(vm)
                  .whenComplete((ports, failure) -> {
                    if (failure != null || ports.isEmpty()) {
                      pane.control().actions().say(Texts.text("serial.none"));
                    } else {
                      open(pane, vm, ports.getFirst());
                    }
                  });
        });
  }

  private static void open(ConsolePane pane, VmModel vm, SerialPort port) {
    AppContext context = pane.control().actions().context();
    pane.frame()
        .ifPresent(
            frame -> frame.show(SerialPane.key(vm, port), () -> new SerialPane(context, vm, port)));
  }
}
