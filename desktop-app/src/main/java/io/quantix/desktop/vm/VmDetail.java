package io.quantix.desktop.vm;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.Controls;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Amounts;
import io.quantix.desktop.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/** One VM in detail: its screen, what can be done with it, its loads and what it is made of. */
public final class VmDetail extends VBox {
  private final AppContext context;
  private final VmActions actions;
  private final VmModel vm;
  private final Label name = Controls.label("", "detail-name");
  private final Label title = Controls.label("", "text-muted");
  private final HBox buttons = new HBox(8);
  private final LoadChart cpu = new LoadChart("cpu", Texts.text("vm.column.cpu"));
  private final LoadChart memory = new LoadChart("memory", Texts.text("vm.column.memory"));
  private final HBox charts = new HBox(12, cpu, memory);
  private final VmFacts facts = new VmFacts();
  private final List<Observable> followed = new ArrayList<>();
  private final InvalidationListener refresh = _ -> refresh();
  private final InvalidationListener redraw = _ -> redraw();

  /** Shows one VM until {@link #close}. */
  public VmDetail(AppContext context, VmActions actions, VmModel vm) {
    this.context = context;
    this.actions = actions;
    this.vm = vm;
    getStyleClass().add("vm-detail");
    StatePill pill = new StatePill();
    pill.show(vm);
    Controls.tip(name, () -> vm.nameProperty().get());
    VBox names = new VBox(2, name, title);
    names.setMinWidth(0);
    HBox.setHgrow(names, Priority.ALWAYS);
    HBox head = new HBox(12, names, pill);
    head.setAlignment(Pos.CENTER_LEFT);
    pill.setMinWidth(USE_PREF_SIZE);
    buttons.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(cpu, Priority.ALWAYS);
    HBox.setHgrow(memory, Priority.ALWAYS);
    VBox body = new VBox(16, head, context.thumbnail().apply(vm), buttons, charts, facts);
    body.getStyleClass().add("detail-body");
    ScrollPane scroll = new ScrollPane(body);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("edge-to-edge");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    getChildren().add(scroll);
    follow();
    refresh();
    redraw();
  }

  private void follow() {
    followed.addAll(
        List.of(
            vm.nameProperty(),
            vm.stateProperty(),
            vm.savedProperty(),
            vm.runningCommandProperty(),
            vm.descriptionProperty(),
            vm.autostartProperty(),
            vm.persistentProperty(),
            vm.startedAtMillisProperty(),
            vm.addressesProperty(),
            vm.host().stateProperty()));
    followed.forEach(property -> property.addListener(refresh));
    vm.sampleCountProperty().addListener(redraw);
  }

  /** Stops following the VM. */
  public void close() {
    followed.forEach(property -> property.removeListener(refresh));
    vm.sampleCountProperty().removeListener(redraw);
  }

  /** The VM that is shown. */
  public VmModel vm() {
    return vm;
  }

  private void refresh() {
    name.setText(vm.nameProperty().get());
    String more = vm.descriptionProperty().get().map(found -> found.title()).orElse("");
    title.setText(more.isEmpty() ? vm.host().nameProperty().get() : more);
    boolean on = vm.stateProperty().get().isActive();
    charts.setVisible(on);
    charts.setManaged(on);
    facts.show(vm);
    showButtons();
  }

  private void showButtons() {
    List<VmModel> one = List.of(vm);
    Button console =
        Controls.button(
            Texts.text("vm.open-console"),
            MaterialDesignM.MONITOR,
            () -> context.openConsole().accept(vm));
    VmCommand first =
        vm.allows(VmCommand.RESUME)
            ? VmCommand.RESUME
            : vm.stateProperty().get().isActive() ? VmCommand.SHUT_DOWN : VmCommand.START;
    Button main =
        Controls.button(
            VmActions.text(first), VmActions.icon(first), () -> actions.run(first, one, owner()));
    main.setDisable(!vm.allows(first));
    (first == VmCommand.SHUT_DOWN ? console : main).getStyleClass().add("accent");
    MenuButton more = new MenuButton("", new FontIcon(MaterialDesignD.DOTS_HORIZONTAL));
    more.getStyleClass().addAll("button-icon", "no-arrow");
    more.setAccessibleText(Texts.text("vm.more"));
    Controls.tip(more, () -> Texts.text("vm.more"));
    more.getItems().setAll(actions.menu(one, owner()));
    buttons.getChildren().setAll(main, console, Controls.spring(), more);
  }

  private void redraw() {
    cpu.draw(vm.cpuHistory(), Amounts.percent(vm.cpuLoadProperty().get()));
    memory.draw(vm.memoryHistory(), Amounts.percent(vm.memoryLoadProperty().get()));
    facts.showUptime(vm);
  }

  private Optional<javafx.stage.Window> owner() {
    return Optional.ofNullable(getScene()).map(scene -> scene.getWindow());
  }
}
