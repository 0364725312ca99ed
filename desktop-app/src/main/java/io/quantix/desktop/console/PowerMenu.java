package io.quantix.desktop.console;

import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.text.Texts;
import io.quantix.vnc.PowerAction;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.MenuItem;

/** A machine's power: a VM's through its host, another's through its VNC server. */
final class PowerMenu {
  private PowerMenu() {}

  static List<MenuItem> items(ConsoleActions actions) {
    return actions.source().vm().isPresent()
        ? Arrays.stream(VmCommand.values())
            .filter(command -> command != VmCommand.DELETE)
            .map(command -> item(actions, command))
            .toList()
        : Arrays.stream(PowerAction.values()).map(action -> item(actions, action)).toList();
  }

  private static MenuItem item(ConsoleActions actions, VmCommand command) {
    MenuItem item =
        new MenuItem(Texts.text("vm.command." + command.name().toLowerCase(Locale.ROOT)));
    item.setMnemonicParsing(false);
    item.setDisable(!actions.source().vm().map(vm -> vm.allows(command)).orElse(false));
    item.setOnAction(_ -> actions.run(command));
    return item;
  }

  private static MenuItem item(ConsoleActions actions, PowerAction action) {
    MenuItem item =
        new MenuItem(Texts.text("console.power." + action.name().toLowerCase(Locale.ROOT)));
    item.setMnemonicParsing(false);
    item.setOnAction(_ -> actions.power(action));
    return item;
  }
}
