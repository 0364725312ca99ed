package io.quantix.desktop.guest;

import io.quantix.agent.client.GuestText;
import io.quantix.agent.protocol.message.ServiceAction;
import io.quantix.agent.protocol.message.ServiceInfo;
import io.quantix.agent.protocol.message.ServiceState;
import io.quantix.desktop.app.Confirmation;
import io.quantix.desktop.app.Controls;
import io.quantix.desktop.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/** The services of a guest. */
final class Services {
  private static final List<ServiceAction> ACTIONS =
      List.of(
          ServiceAction.START,
          ServiceAction.STOP,
          ServiceAction.RESTART,
          ServiceAction.ENABLE,
          ServiceAction.DISABLE);

  private final ListPane<ServiceInfo> pane;
  private final boolean may;

  private Services(GuestModel guest) {
    pane = new ListPane<>(list(guest), Texts.text("guest.section.services"));
    may = guest.guest().map(open -> open.can("service_control")).orElse(false);
    columns();
    actions();
  }

  /** The services as the guest lists them. */
  static GuestList<ServiceInfo> list(GuestModel guest) {
    return new GuestList<>(
        guest,
        from -> from.processes().services("", true).getServicesList(),
        (service, wanted) ->
            service.getName().toLowerCase(Locale.ROOT).contains(wanted)
                || service.getDescription().toLowerCase(Locale.ROOT).contains(wanted));
  }

  static ListPane<ServiceInfo> pane(GuestModel guest) {
    return new Services(guest).pane;
  }

  private void columns() {
    TableColumn<ServiceInfo, ServiceInfo> name =
        pane.words("service", 170, service -> GuestText.line(service.getName()));
    pane.words("state", 84, Services::state);
    pane.words("start", 84, Services::start);
    pane.words("description", 220, service -> GuestText.line(service.getDescription()));
    pane.table().getSortOrder().add(name);
  }

  private static String state(ServiceInfo service) {
    return switch (service.getState()) {
      case SERVICE_STATE_RUNNING -> Texts.text("guest.service.running");
      case SERVICE_STATE_STOPPED -> Texts.text("guest.service.stopped");
      case SERVICE_STATE_STARTING -> Texts.text("guest.service.starting");
      case SERVICE_STATE_STOPPING -> Texts.text("guest.service.stopping");
      case SERVICE_STATE_FAILED -> Texts.text("guest.service.failed");
      default -> Texts.text("guest.unknown");
    };
  }

  private static String start(ServiceInfo service) {
    return switch (service.getStartType()) {
      case SERVICE_START_TYPE_AUTO -> Texts.text("guest.service.auto");
      case SERVICE_START_TYPE_MANUAL -> Texts.text("guest.service.manual");
      case SERVICE_START_TYPE_DISABLED -> Texts.text("guest.service.disabled");
      default -> "";
    };
  }

  private static Ikon icon(ServiceAction action) {
    return switch (action) {
      case START -> MaterialDesignP.PLAY;
      case STOP -> MaterialDesignS.STOP;
      case RESTART -> MaterialDesignR.RESTART;
      case ENABLE -> MaterialDesignC.CHECK_CIRCLE_OUTLINE;
      default -> MaterialDesignC.CANCEL;
    };
  }

  private static String words(ServiceAction action) {
    return Texts.text("guest.service." + action.name().toLowerCase(Locale.ROOT));
  }

  private void actions() {
    List<MenuItem> items = new ArrayList<>();
    for (ServiceAction action : ACTIONS) {
      Button button = Controls.iconButton(words(action), icon(action), () -> run(action));
      MenuItem item = Controls.menuItem(words(action), icon(action), () -> run(action));
      item.disableProperty().bind(button.disableProperty());
      pane.table()
          .getSelectionModel()
          .selectedItemProperty()
          .subscribe(now -> button.setDisable(now == null || !may || !fits(action, now)));
      pane.addTools(button);
      items.add(item);
    }
    pane.setMenu(items.toArray(MenuItem[]::new));
  }

  /** Whether it would change anything. */
  static boolean fits(ServiceAction action, ServiceInfo service) {
    boolean on = service.getState() == ServiceState.SERVICE_STATE_RUNNING;
    return switch (action) {
      case START -> !on;
      case STOP, RESTART -> on;
      default -> true;
    };
  }

  private void run(ServiceAction action) {
    Optional<ServiceInfo> chosen = pane.selected();
    if (chosen.isEmpty()) {
      return;
    }
    boolean loses = action == ServiceAction.STOP || action == ServiceAction.RESTART;
    String name = GuestText.line(chosen.get().getName());
    if (loses
        && !Confirmation.ask(
            pane.owner(),
            Texts.text(
                action == ServiceAction.STOP
                    ? "guest.service.stop.title"
                    : "guest.service.restart.title",
                name),
            Texts.text("guest.service.loss"),
            words(action).replace("…", ""),
            Optional.empty())) {
      return;
    }
    control(pane.model(), chosen.get(), action);
  }

  /** Does it, and shows the service as it is then. */
  static void control(GuestList<ServiceInfo> list, ServiceInfo service, ServiceAction action) {
    list.replace(
        each -> each.getName().equals(service.getName()),
        from -> from.processes().control(service.getName(), action),
        now ->
            now.getDescription().isEmpty()
                ? now.toBuilder().setDescription(service.getDescription()).build()
                : now);
  }
}
