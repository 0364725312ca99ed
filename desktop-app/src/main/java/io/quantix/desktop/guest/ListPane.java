package io.quantix.desktop.guest;

import io.quantix.desktop.app.Controls;
import io.quantix.desktop.text.Texts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.transformation.SortedList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;

/** A list of a guest's as a table that can be sorted and filtered, with its actions above it. */
final class ListPane<T> extends VBox {
  private final GuestList<T> model;
  private final TableView<T> table = new TableView<>();
  private final HBox tools = new HBox(4);
  private final Label count = Controls.label("", "text-muted");

  /**
   * Makes one without columns and actions.
   *
   * @param name what the table is, for a screen reader
   */
  ListPane(GuestList<T> model, String name) {
    this.model = model;
    getStyleClass().add("guest-list");
    TextField filter = new TextField();
    filter.setPromptText(Texts.text("guest.filter"));
    filter.setAccessibleText(Texts.text("guest.filter"));
    filter.setMinWidth(90);
    filter.textProperty().bindBidirectional(model.filterProperty());
    HBox.setHgrow(filter, Priority.ALWAYS);
    Button refresh =
        Controls.iconButton(Texts.text("guest.refresh"), MaterialDesignR.REFRESH, model::refresh);
    refresh.disableProperty().bind(model.askingProperty());
    tools.getChildren().addAll(filter, refresh);
    tools.getStyleClass().add("guest-tools");
    tools.setAlignment(Pos.CENTER_LEFT);
    table.setAccessibleText(name);
    table.getStyleClass().addAll("vm-table", "guest-table", "edge-to-edge");
    table.setFixedCellSize(28);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    table.setTableMenuButtonVisible(true);
    table.getSelectionModel().setSelectionMode(SelectionMode.SINGLE);
    SortedList<T> sorted = new SortedList<>(model.shown());
    sorted.comparatorProperty().bind(table.comparatorProperty());
    table.setItems(sorted);
    table.setPlaceholder(placeholder());
    VBox.setVgrow(table, Priority.ALWAYS);
    count.getStyleClass().add("guest-count");
    InvalidationListener counted = _ -> showCount();
    model.shown().addListener(counted);
    model.knownProperty().addListener(counted);
    showCount();
    FailureLine failure = new FailureLine(model);
    VBox.setMargin(failure, new javafx.geometry.Insets(0, 18, 8, 18));
    getChildren().addAll(tools, failure, table, count);
  }

  private Label placeholder() {
    Label words = Controls.label("", "empty-text");
    InvalidationListener show =
        _ ->
            words.setText(
                model.askingProperty().get()
                    ? Texts.text("guest.asking")
                    : model.knownProperty().get() ? Texts.text("guest.list.none") : "");
    model.askingProperty().addListener(show);
    model.knownProperty().addListener(show);
    show.invalidated(model.askingProperty());
    return words;
  }

  private void showCount() {
    count.setText(
        !model.knownProperty().get()
            ? ""
            : model.shown().size() == model.total()
                ? Texts.text("guest.list.all", model.total())
                : Texts.text("guest.list.some", model.shown().size(), model.total()));
  }

  /** A column of words. */
  TableColumn<T, T> words(String key, double width, Function<T, String> text) {
    return column(
        key, width, Comparator.comparing(text, String.CASE_INSENSITIVE_ORDER), text, "quiet-cell");
  }

  /** A column of amounts, which are ordered as such. */
  <N extends Comparable<N>> TableColumn<T, T> amounts(
      String key, double width, Function<T, N> amount, Function<T, String> text) {
    TableColumn<T, T> column =
        column(key, width, Comparator.comparing(amount), text, "number-cell");
    column.getStyleClass().add("number-column");
    return column;
  }

  /** A column of another order. */
  TableColumn<T, T> column(
      String key, double width, Comparator<T> order, Function<T, String> text, String style) {
    TableColumn<T, T> column = new TableColumn<>(Texts.text("guest.column." + key));
    column.setId(key);
    column.setPrefWidth(width);
    column.setMinWidth(44);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    column.setComparator(order);
    column.setCellFactory(_ -> new TextCell<>(text, style));
    table.getColumns().add(column);
    return column;
  }

  private static final class TextCell<T> extends TableCell<T, T> {
    private final Function<T, String> text;

    TextCell(Function<T, String> text, String style) {
      this.text = text;
      getStyleClass().add(style);
      Controls.tip(this, () -> java.util.Objects.requireNonNullElse(getText(), ""));
    }

    @Override
    protected void updateItem(T item, boolean empty) {
      super.updateItem(item, empty);
      setText(empty || item == null ? null : text.apply(item));
    }
  }

  /** Puts actions beside the filter. */
  void addTools(Node... nodes) {
    tools.getChildren().addAll(tools.getChildren().size() - 1, List.of(nodes));
  }

  /** Puts something above it all, or below it. */
  void addRow(boolean above, Node row) {
    getChildren().add(above ? 0 : getChildren().size(), row);
  }

  /** The menu of a row. */
  void setMenu(MenuItem... items) {
    table.setContextMenu(new ContextMenu(items));
  }

  TableView<T> table() {
    return table;
  }

  GuestList<T> model() {
    return model;
  }

  Optional<T> selected() {
    return Optional.ofNullable(table.getSelectionModel().getSelectedItem());
  }

  Optional<Window> owner() {
    return Optional.ofNullable(getScene()).map(scene -> scene.getWindow());
  }
}
