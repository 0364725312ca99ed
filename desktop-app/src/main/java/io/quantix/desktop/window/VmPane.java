package io.quantix.desktop.window;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.HostState;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Texts;
import io.quantix.desktop.vm.VmActions;
import io.quantix.desktop.vm.VmListModel;
import io.quantix.desktop.vm.VmListModel.StateFilter;
import io.quantix.desktop.vm.VmTable;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;

/** The list with its filters above it, what can be done with what is selected, and the banner. */
final class VmPane extends VBox {
  private static final List<VmCommand> BULK =
      List.of(VmCommand.START, VmCommand.SHUT_DOWN, VmCommand.PAUSE, VmCommand.RESUME);

  private final VmListModel model;
  private final VmTable table;
  private final VmActions actions;
  private final HostActions hosts;
  private final EmptyState empty;
  private final Label title = Controls.label("", "pane-title");
  private final Label subtitle = Controls.label("", "text-muted");
  private final HBox banner = new HBox(12);
  private final Map<VmCommand, Button> bulk = new EnumMap<>(VmCommand.class);
  private final InvalidationListener refresh = _ -> refresh();

  VmPane(VmListModel model, VmTable table, VmActions actions, HostActions hosts) {
    this.model = model;
    this.table = table;
    this.actions = actions;
    this.hosts = hosts;
    this.empty = new EmptyState(model, hosts);
    getStyleClass().add("vm-pane");
    VBox names = new VBox(0, title, subtitle);
    names.setMinWidth(0);
    names.setAlignment(Pos.CENTER_LEFT);
    HBox head = new HBox(8, names, Controls.spring());
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("pane-head");
    for (VmCommand command : BULK) {
      Button button =
          Controls.iconButton(
              VmActions.text(command), VmActions.icon(command), () -> runBulk(command));
      bulk.put(command, button);
      head.getChildren().add(button);
    }
    banner.getStyleClass().add("banner");
    banner.setAlignment(Pos.CENTER_LEFT);
    table.setPlaceholder(empty);
    VBox.setVgrow(table, Priority.ALWAYS);
    getChildren().addAll(head, chips(), banner, table);
    model.scopeProperty().addListener(refresh);
    model.shown().addListener(refresh);
    model.inventory().hosts().addListener(refresh);
    model.inventory().hosts().forEach(this::follow);
    model
        .inventory()
        .hosts()
        .addListener(
            (ListChangeListener<HostModel>)
                change -> {
                  while (change.next()) {
                    change.getAddedSubList().forEach(this::follow);
                  }
                });
    table
        .getSelectionModel()
        .getSelectedItems()
        .addListener((InvalidationListener) _ -> showBulk());
    refresh();
    showBulk();
  }

  private void follow(HostModel host) {
    host.stateProperty().addListener(refresh);
    host.noticeProperty().addListener(refresh);
    host.versionsProperty().addListener(refresh);
  }

  private HBox chips() {
    HBox chips = new HBox(6);
    chips.getStyleClass().add("chips");
    ToggleGroup group = new ToggleGroup();
    for (StateFilter filter : StateFilter.values()) {
      ToggleButton chip = new ToggleButton();
      chip.getStyleClass().add("chip");
      chip.textProperty()
          .bind(
              model
                  .count(filter)
                  .map(count ->
                      Texts.text(
                          "app.filter." + filter.name().toLowerCase(Locale.ROOT),
                          count.intValue())));
      chip.setToggleGroup(group);
      chip.setSelected(filter == model.stateFilterProperty().get());
      chip.setOnAction(_ -> {
        chip.setSelected(true); // one of them always holds
        model.stateFilterProperty().set(filter);
      });
      model.stateFilterProperty().addListener((_, _, now) -> chip.setSelected(now == filter));
      chips.getChildren().add(chip);
    }
    return chips;
  }

  private void refresh() {
    Optional<HostModel> scope = model.scopeProperty().get();
    title.setText(scope.map(host -> host.nameProperty().get()).orElse(Texts.text("app.all-vms")));
    subtitle.setText(scope.map(VmPane::describe).orElse(""));
    subtitle.setManaged(!subtitle.getText().isEmpty());
    showBanner(scope);
    empty.refresh();
    table.pseudoClassStateChanged(
        javafx.css.PseudoClass.getPseudoClass("stale"),
        scope.map(List::of).orElse(List.copyOf(model.inventory().hosts())).stream()
            .anyMatch(host -> host.stateProperty().get() == HostState.RECONNECTING));
    showBulk();
  }

  private static String describe(HostModel host) {
    return host.nodeInfoProperty()
        .get()
        .map(info ->
            Texts.text(
                "app.host-line",
                host.hostnameProperty().get(),
                info.cpus(),
                Math.round(info.memoryKib() / (1024.0 * 1024)),
                host.versionsProperty().get()))
        .orElse("");
  }

  private void showBanner(Optional<HostModel> scope) {
    Optional<HostModel> lost =
        scope.map(List::of).orElse(List.copyOf(model.inventory().hosts())).stream()
            .filter(host ->
                host.stateProperty().get() == HostState.RECONNECTING
                    || (host.stateProperty().get() == HostState.FAILED && !model.shown().isEmpty()))
            .findFirst();
    banner.setVisible(lost.isPresent());
    banner.setManaged(lost.isPresent());
    lost.ifPresent(host -> {
      Label name =
          Controls.label(Texts.text("app.banner", host.nameProperty().get()), "banner-title");
      Label why =
          Controls.label(
              host.noticeProperty()
                  .get()
                  .map(notice -> (notice.message() + " " + notice.hint()).strip())
                  .orElse(""),
              "banner-text");
      why.setWrapText(true);
      VBox words = new VBox(2, name, why);
      HBox.setHgrow(words, Priority.ALWAYS);
      Button retry =
          Controls.button(
              Texts.text("app.retry"), MaterialDesignR.REFRESH, () -> hosts.connect(host));
      retry.setMinWidth(USE_PREF_SIZE);
      banner.getChildren().setAll(new FontIcon(MaterialDesignL.LAN_DISCONNECT), words, retry);
    });
  }

  private void showBulk() {
    List<VmModel> selected = table.selected();
    bulk.forEach(
        (command, button) -> button.setDisable(VmActions.allowed(command, selected).isEmpty()));
  }

  private void runBulk(VmCommand command) {
    actions.run(
        command, table.selected(), Optional.ofNullable(getScene()).map(scene -> scene.getWindow()));
  }
}
