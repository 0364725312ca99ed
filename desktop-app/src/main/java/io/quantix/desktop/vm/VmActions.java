package io.quantix.desktop.vm;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.Confirmation;
import io.quantix.desktop.app.Controls;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.stage.Window;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;

/** What can be done with one or more VMs, asked about first where something is lost. */
public final class VmActions {
  private final AppContext context;

  /** Acts through the context's sessions. */
  public VmActions(AppContext context) {
    this.context = context;
  }

  /** The words for a command. */
  public static String text(VmCommand command) {
    return Texts.text("vm.command." + command.name().toLowerCase(Locale.ROOT));
  }

  /** The icon of a command. */
  public static Ikon icon(VmCommand command) {
    return switch (command) {
      case START -> MaterialDesignP.PLAY;
      case SHUT_DOWN -> MaterialDesignP.POWER;
      case REBOOT -> MaterialDesignR.RESTART;
      case RESET -> MaterialDesignR.RESTART_ALERT;
      case FORCE_OFF -> MaterialDesignF.FLASH;
      case PAUSE -> MaterialDesignP.PAUSE;
      case RESUME -> MaterialDesignP.PLAY_PAUSE;
      case SAVE -> MaterialDesignC.CONTENT_SAVE;
      case DELETE -> MaterialDesignD.DELETE;
    };
  }

  /** Those of them for which a command makes sense now. */
  public static List<VmModel> allowed(VmCommand command, List<VmModel> vms) {
    return vms.stream().filter(vm -> vm.allows(command)).toList();
  }

  /** Does it with all for which it makes sense, once the user has confirmed what needs it. */
  public void run(VmCommand command, List<VmModel> vms, Optional<Window> owner) {
    List<VmModel> ready = allowed(command, vms);
    if (ready.isEmpty()) {
      return;
    }
    if (command == VmCommand.DELETE) {
      delete(ready, owner);
      return;
    }
    if (command.losesSomething() && !confirm(command, ready, owner, Optional.empty())) {
      return;
    }
    for (VmModel vm : ready) {
      var _ = context.hosts().session(vm.host()).run(command, vm);
    }
  }

  private void delete(List<VmModel> vms, Optional<Window> owner) {
    ImageChoice images = new ImageChoice(vms.size() > 1);
    for (VmModel vm : vms) {
      images.add(vm, context.hosts().session(vm.host()).diskImages(vm));
    }
    if (confirm(VmCommand.DELETE, vms, owner, Optional.of(new ImageChoiceView(images)))) {
      for (VmModel vm : vms) {
        var _ = context.hosts().session(vm.host()).delete(vm, images.chosen(vm));
      }
    }
  }

  private static boolean confirm(
      VmCommand command, List<VmModel> vms, Optional<Window> owner, Optional<Node> more) {
    String key = "vm.confirm." + command.name().toLowerCase(Locale.ROOT);
    String who =
        vms.size() == 1
            ? vms.getFirst().nameProperty().get()
            : Texts.text("vm.several", vms.size());
    return Confirmation.ask(
        owner,
        Texts.text(key + ".title", who),
        Texts.text(key + ".loss"),
        text(command).replace("…", ""),
        more);
  }

  /** The items of a menu for these VMs, those alone that make sense. */
  public List<MenuItem> menu(List<VmModel> vms, Optional<Window> owner) {
    List<MenuItem> items = new ArrayList<>();
    if (vms.size() == 1) {
      items.add(
          Controls.menuItem(
              Texts.text("vm.open-console"),
              MaterialDesignM.MONITOR,
              () -> context.openConsole().accept(vms.getFirst())));
      items.add(new SeparatorMenuItem());
    }
    for (VmCommand command : VmCommand.values()) {
      if (command == VmCommand.DELETE && !items.isEmpty()) {
        items.add(autostart(vms));
        items.add(new SeparatorMenuItem());
      }
      MenuItem item =
          Controls.menuItem(text(command), icon(command), () -> run(command, vms, owner));
      item.setDisable(allowed(command, vms).isEmpty());
      items.add(item);
    }
    return items;
  }

  private CheckMenuItem autostart(List<VmModel> vms) {
    List<VmModel> persistent = vms.stream().filter(vm -> vm.persistentProperty().get()).toList();
    CheckMenuItem item = new CheckMenuItem(Texts.text("vm.autostart"));
    item.setMnemonicParsing(false);
    item.setSelected(
        !persistent.isEmpty() && persistent.stream().allMatch(vm -> vm.autostartProperty().get()));
    item.setDisable(persistent.isEmpty());
    item.setOnAction(_ -> {
      for (VmModel vm : persistent) {
        var _ = context.hosts().session(vm.host()).setAutostart(vm, item.isSelected());
      }
    });
    return item;
  }

  /** Opens a VM's console. */
  public void console(VmModel vm) {
    context.openConsole().accept(vm);
  }
}
