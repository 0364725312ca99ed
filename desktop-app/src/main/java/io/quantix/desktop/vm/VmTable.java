package io.quantix.desktop.vm;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.GradualFill;
import io.quantix.desktop.app.Settings;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;

/** The list of VMs: sortable, several can be selected, columns can be chosen and moved. */
public final class VmTable extends TableView<VmModel> {
  private static final List<String> USUAL =
      List.of("name", "state", "cpu", "memory", "vcpus", "size", "address");

  private static final double ROW_HEIGHT = 44;
  private static final double HEADER_HEIGHT = 40;

  private final AppContext context;
  private final VmActions actions;
  private final NarrowColumns narrow = new NarrowColumns(this);

  /** Shows what the model lets through. */
  public VmTable(AppContext context, VmListModel model, VmActions actions) {
    this.context = context;
    this.actions = actions;
    getStyleClass().addAll("vm-table", "edge-to-edge");
    setAccessibleText(Texts.text("vm.list"));
    setFixedCellSize(ROW_HEIGHT);
    setTableMenuButtonVisible(true);
    setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    SortedList<VmModel> sorted = new SortedList<>(model.shown());
    sorted.comparatorProperty().bind(comparatorProperty());
    addColumns();
    GradualFill fill = new GradualFill(this, ROW_HEIGHT, HEADER_HEIGHT);
    sorted.addListener((InvalidationListener) _ -> fill.begin());
    setItems(sorted);
    setRowFactory(_ -> row());
    setOnKeyPressed(this::onKey);
    setOnContextMenuRequested(request -> {
      if (request.isKeyboardTrigger() && !selected().isEmpty()) {
        showMenu(request.getScreenX(), request.getScreenY());
        request.consume();
      }
    });
    InvalidationListener remember =
        _ -> {
          if (!narrow.changing()) {
            rememberColumns();
          }
        };
    getColumns().addListener(remember);
    getSortOrder().addListener(remember);
    getColumns()
        .forEach(column -> {
          column.visibleProperty().addListener(remember);
          column.sortTypeProperty().addListener(remember);
        });
  }

  private void addColumns() {
    Settings settings = context.settings().get();
    List<String> shown = settings.columns().isEmpty() ? USUAL : settings.columns();
    List<TableColumn<VmModel, ?>> columns = new ArrayList<>(VmColumns.all());
    columns.sort((a, b) -> Integer.compare(place(shown, a.getId()), place(shown, b.getId())));
    for (TableColumn<VmModel, ?> column : columns) {
      column.setVisible(shown.contains(column.getId()));
      getColumns().add(column);
      boolean descending = settings.sort().startsWith("-");
      String sort = settings.sort().isEmpty() ? "name" : settings.sort();
      if (column.getId().equals(descending ? sort.substring(1) : sort)) {
        column.setSortType(
            descending ? TableColumn.SortType.DESCENDING : TableColumn.SortType.ASCENDING);
        getSortOrder().add(column);
      }
    }
  }

  private static int place(List<String> shown, String id) {
    int at = shown.indexOf(id);
    return at < 0 ? Integer.MAX_VALUE : at;
  }

  private void rememberColumns() {
    List<String> shown =
        getColumns().stream().filter(narrow::isChosen).map(TableColumn::getId).toList();
    String sort =
        getSortOrder().isEmpty()
            ? ""
            : (getSortOrder().getFirst().getSortType() == TableColumn.SortType.DESCENDING
                    ? "-"
                    : "")
                + getSortOrder().getFirst().getId();
    context.settings().update(settings -> settings.withColumns(shown, sort));
  }

  private TableRow<VmModel> row() {
    TableRow<VmModel> row = new TableRow<>();
    row.setOnMouseClicked(click -> {
      if (click.getButton() == MouseButton.PRIMARY
          && click.getClickCount() == 2
          && !row.isEmpty()) {
        actions.console(row.getItem());
      }
    });
    row.setOnContextMenuRequested(request -> {
      if (!row.isEmpty()) {
        showMenu(request.getScreenX(), request.getScreenY());
        request.consume();
      }
    });
    return row;
  }

  private void showMenu(double x, double y) {
    ContextMenu menu = new ContextMenu();
    menu.getItems().setAll(actions.menu(selected(), owner()));
    menu.show(this, x, y);
  }

  private void onKey(KeyEvent event) {
    List<VmModel> selected = selected();
    if (selected.isEmpty()) {
      return;
    }
    if (event.getCode() == KeyCode.ENTER) {
      actions.console(selected.getFirst());
      event.consume();
    } else if (event.getCode() == KeyCode.DELETE) {
      actions.run(VmCommand.DELETE, selected, owner());
      event.consume();
    }
  }

  /** The selected VMs. */
  public List<VmModel> selected() {
    return getSelectionModel().getSelectedItems().stream()
        .filter(java.util.Objects::nonNull)
        .toList();
  }

  private Optional<javafx.stage.Window> owner() {
    return Optional.ofNullable(getScene()).map(scene -> scene.getWindow());
  }
}
