package io.quantix.desktop.guest;

import io.quantix.agent.client.Guest;
import io.quantix.agent.client.GuestProcesses;
import io.quantix.agent.client.GuestText;
import io.quantix.agent.protocol.message.ProcessInfo;
import io.quantix.desktop.app.Confirmation;
import io.quantix.desktop.app.Controls;
import io.quantix.desktop.text.Amounts;
import io.quantix.desktop.text.Texts;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/** What runs in a guest. */
final class Processes {
  private final GuestModel guest;
  private final ListPane<ProcessInfo> pane;

  private Processes(GuestModel guest) {
    this.guest = guest;
    pane = new ListPane<>(list(guest), Texts.text("guest.section.processes"));
    columns();
    actions();
  }

  /** The processes as the guest lists them. */
  static GuestList<ProcessInfo> list(GuestModel guest) {
    return new GuestList<>(
        guest,
        from -> from.processes().list("", false, 0).getProcessesList(),
        (process, wanted) ->
            process.getName().toLowerCase(Locale.ROOT).contains(wanted)
                || process.getCommandLine().toLowerCase(Locale.ROOT).contains(wanted)
                || process.getUser().toLowerCase(Locale.ROOT).contains(wanted)
                || Integer.toUnsignedString(process.getPid()).equals(wanted));
  }

  static ListPane<ProcessInfo> pane(GuestModel guest) {
    return new Processes(guest).pane;
  }

  private void columns() {
    pane.words("process", 130, process -> GuestText.line(process.getName()));
    pane.amounts(
        "pid",
        66,
        process -> process.getPid(),
        process -> Integer.toUnsignedString(process.getPid()));
    pane.words("user", 84, process -> GuestText.line(process.getUser()));
    TableColumn<ProcessInfo, ProcessInfo> cpu =
        pane.amounts(
            "cpu",
            76,
            process -> process.getCpuPercent(),
            process -> Texts.text("guest.percent", process.getCpuPercent()));
    pane.amounts(
        "memory",
        80,
        process -> process.getMemoryBytes(),
        process -> Amounts.bytes(Math.max(0, process.getMemoryBytes())));
    pane.words(
        "command",
        180,
        process ->
            GuestText.line(
                process.getCommandLine().isEmpty()
                    ? "[" + process.getName() + "]"
                    : process.getCommandLine()));
    cpu.setSortType(TableColumn.SortType.DESCENDING);
    pane.table().getSortOrder().add(cpu);
  }

  private void actions() {
    BooleanBinding none = pane.table().getSelectionModel().selectedItemProperty().isNull();
    boolean may = guest.guest().map(open -> open.can("process_kill")).orElse(false);
    Button end =
        Controls.iconButton(
            Texts.text("guest.process.end"), MaterialDesignC.CLOSE_CIRCLE_OUTLINE, this::end);
    Button kill =
        Controls.iconButton(
            Texts.text("guest.process.kill"), MaterialDesignS.SKULL_OUTLINE, this::kill);
    MenuItem endItem =
        Controls.menuItem(
            Texts.text("guest.process.end"), MaterialDesignC.CLOSE_CIRCLE_OUTLINE, this::end);
    MenuItem killItem =
        Controls.menuItem(
            Texts.text("guest.process.kill"), MaterialDesignS.SKULL_OUTLINE, this::kill);
    end.disableProperty().bind(none.or(new javafx.beans.property.SimpleBooleanProperty(!may)));
    kill.disableProperty().bind(end.disableProperty());
    endItem.disableProperty().bind(end.disableProperty());
    killItem.disableProperty().bind(end.disableProperty());
    pane.addTools(end, kill);
    pane.setMenu(endItem, killItem);
  }

  private void end() {
    signal("end", GuestProcesses.TERMINATE);
  }

  private void kill() {
    signal("kill", GuestProcesses.KILL);
  }

  private void signal(String what, int signal) {
    Optional<ProcessInfo> process = pane.selected();
    if (process.isPresent() && confirmed(what, process.get())) {
      signal(pane.model(), process.get(), signal);
    }
  }

  private boolean confirmed(String what, ProcessInfo process) {
    return Confirmation.ask(
        pane.owner(),
        Texts.text(
            "guest.process." + what + ".title",
            GuestText.line(process.getName()),
            Integer.toUnsignedString(process.getPid())),
        Texts.text("guest.process." + what + ".loss"),
        Texts.text("guest.process." + what).replace("…", ""),
        Optional.empty());
  }

  /** Sends a signal to that very process. */
  static void signal(GuestList<ProcessInfo> list, ProcessInfo process, int signal) {
    list.change((Guest from) -> {
      from.processes().signal(process, signal);
      return process;
    });
  }
}
