package io.quantix.desktop.vm;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.model.SampleHistory;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Amounts;
import io.quantix.desktop.text.Texts;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The columns of the VM list. A cell listens to its VM only while it shows it. */
final class VmColumns {
  private VmColumns() {}

  static List<TableColumn<VmModel, ?>> all() {
    return List.of(
        name(),
        state(),
        load("cpu"),
        load("memory"),
        ofNumbers(vcpus()),
        ofNumbers(memory()),
        address(),
        host(),
        autostart());
  }

  private static final double NAME_WIDTH = 120;
  private static final double READABLE = 0.9;

  private static TableColumn<VmModel, VmModel> column(
      String id, double width, Comparator<VmModel> order, Cell.Factory cell) {
    TableColumn<VmModel, VmModel> column = new TableColumn<>(Texts.text("vm.column." + id));
    column.setId(id);
    column.setPrefWidth(width);
    // Narrower than that, a column says nothing; the name alone can be cut.
    column.setMinWidth(id.equals("name") ? NAME_WIDTH : width * READABLE);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setComparator(order.thenComparing(VmColumns::lowerName));
    column.setCellFactory(_ -> cell.make());
    return column;
  }

  private static String lowerName(VmModel vm) {
    return vm.nameProperty().get().toLowerCase(Locale.ROOT);
  }

  private static TableColumn<VmModel, VmModel> name() {
    return column("name", 196, Comparator.comparing(VmColumns::lowerName), NameCell::new);
  }

  private static TableColumn<VmModel, VmModel> state() {
    return column("state", 108, Comparator.comparing(VmState::of), StateCell::new);
  }

  private static TableColumn<VmModel, VmModel> load(String which) {
    boolean cpu = which.equals("cpu");
    Function<VmModel, Double> value =
        vm -> cpu ? vm.cpuLoadProperty().get() : vm.memoryLoadProperty().get();
    Function<VmModel, SampleHistory> history = vm -> cpu ? vm.cpuHistory() : vm.memoryHistory();
    return column(
        which, 104, Comparator.comparing(value), () -> new LoadCell(which, value, history));
  }

  private static TableColumn<VmModel, VmModel> ofNumbers(TableColumn<VmModel, VmModel> column) {
    column.getStyleClass().add("number-column");
    return column;
  }

  private static TableColumn<VmModel, VmModel> vcpus() {
    return column(
        "vcpus",
        60,
        Comparator.comparingInt((VmModel vm) -> vm.vcpusProperty().get()),
        () ->
            new TextCell(
                vm -> List.of(vm.vcpusProperty()), vm -> "" + vm.vcpusProperty().get(), true));
  }

  private static TableColumn<VmModel, VmModel> memory() {
    return column(
        "size",
        82,
        Comparator.comparingLong((VmModel vm) -> vm.maxMemoryKibProperty().get()),
        () ->
            new TextCell(
                vm -> List.of(vm.maxMemoryKibProperty()),
                vm -> Amounts.memory(vm.maxMemoryKibProperty().get()),
                true));
  }

  private static TableColumn<VmModel, VmModel> address() {
    return column(
        "address",
        112,
        Comparator.comparing((VmModel vm) -> String.join(" ", vm.addressesProperty().get())),
        () ->
            new TextCell(
                vm -> List.of(vm.addressesProperty()),
                vm -> String.join(", ", vm.addressesProperty().get()),
                false));
  }

  private static TableColumn<VmModel, VmModel> host() {
    return column(
        "host",
        120,
        Comparator.comparing((VmModel vm) -> vm.host().nameProperty().get()),
        () ->
            new TextCell(
                vm -> List.of(vm.host().nameProperty()),
                vm -> vm.host().nameProperty().get(),
                false));
  }

  private static TableColumn<VmModel, VmModel> autostart() {
    return column(
        "autostart",
        84,
        Comparator.comparing((VmModel vm) -> !vm.autostartProperty().get()),
        () ->
            new TextCell(
                vm -> List.of(vm.autostartProperty()),
                vm -> vm.autostartProperty().get() ? Texts.text("vm.yes") : "",
                false));
  }

  /** A cell that follows some properties of the VM that it shows. */
  private abstract static class Cell extends TableCell<VmModel, VmModel> {
    /** Makes cells. */
    interface Factory {
      Cell make();
    }

    private final InvalidationListener refresh = _ -> refresh();
    private @Nullable VmModel vm;

    abstract List<? extends ObservableValue<?>> followed(VmModel shown);

    abstract void show(VmModel shown);

    @Override
    protected void updateItem(VmModel item, boolean empty) {
      super.updateItem(item, empty);
      VmModel another = empty ? null : item;
      if (another == vm) { // the very same object, and nothing to do
        return;
      }
      if (vm != null) {
        followed(vm).forEach(property -> property.removeListener(refresh));
      }
      vm = another;
      if (another == null) {
        setText(null);
        setGraphic(null);
      } else {
        followed(another).forEach(property -> property.addListener(refresh));
        show(another);
      }
    }

    private void refresh() {
      if (vm != null) {
        show(vm);
      }
    }
  }

  private static final class TextCell extends Cell {
    private final Function<VmModel, List<? extends ObservableValue<?>>> followed;
    private final Function<VmModel, String> text;

    TextCell(
        Function<VmModel, List<? extends ObservableValue<?>>> followed,
        Function<VmModel, String> text,
        boolean number) {
      this.followed = followed;
      this.text = text;
      getStyleClass().add("quiet-cell");
      if (number) {
        getStyleClass().add("number-cell");
      }
    }

    @Override
    List<? extends ObservableValue<?>> followed(VmModel shown) {
      return followed.apply(shown);
    }

    @Override
    void show(VmModel shown) {
      setText(text.apply(shown));
    }
  }

  // Most VMs have no title, and words of the cell's own are quicker to make than labels in it.
  private static final class NameCell extends Cell {
    private @Nullable TitledName titled;

    NameCell() {
      getStyleClass().add("vm-name");
    }

    @Override
    List<? extends ObservableValue<?>> followed(VmModel shown) {
      return List.of(shown.nameProperty(), shown.descriptionProperty());
    }

    @Override
    void show(VmModel shown) {
      String title = shown.descriptionProperty().get().map(found -> found.title()).orElse("");
      if (title.isEmpty()) {
        setText(shown.nameProperty().get());
        setGraphic(null);
        return;
      }
      if (titled == null) {
        titled = new TitledName();
      }
      titled.show(shown.nameProperty().get(), title);
      setText(null);
      setGraphic(titled);
    }
  }

  private static final class TitledName extends VBox {
    private final Label name = new Label();
    private final Label title = Controls.label("", "vm-title");

    TitledName() {
      setAlignment(Pos.CENTER_LEFT);
      getChildren().addAll(name, title);
    }

    void show(String nameNow, String titleNow) {
      name.setText(nameNow);
      title.setText(titleNow);
    }
  }

  private static final class StateCell extends Cell {
    private final StatePill pill = new StatePill();

    @Override
    List<? extends ObservableValue<?>> followed(VmModel shown) {
      return List.of();
    }

    @Override
    void show(VmModel shown) {
      pill.show(shown);
      setGraphic(pill);
    }

    @Override
    protected void updateItem(VmModel item, boolean empty) {
      super.updateItem(item, empty);
      if (empty) {
        pill.show(null);
      }
    }
  }

  private static final class LoadCell extends Cell {
    private final Sparkline line;
    private final Label percent = Controls.label("", "load-percent");
    private final Function<VmModel, Double> value;
    private final Function<VmModel, SampleHistory> history;
    private final Node box;

    LoadCell(
        String which, Function<VmModel, Double> value, Function<VmModel, SampleHistory> history) {
      this.value = value;
      this.history = history;
      line = new Sparkline(which, 44, 20);
      percent.setMinWidth(USE_PREF_SIZE);
      HBox row = new HBox(8, line, percent);
      row.setAlignment(Pos.CENTER_LEFT);
      box = row;
    }

    @Override
    List<? extends ObservableValue<?>> followed(VmModel shown) {
      return List.of(shown.sampleCountProperty(), shown.stateProperty());
    }

    @Override
    void show(VmModel shown) {
      if (!shown.stateProperty().get().isActive()) {
        setGraphic(null);
        return;
      }
      line.draw(history.apply(shown));
      percent.setText(Amounts.percent(value.apply(shown)));
      setGraphic(box);
    }
  }
}
