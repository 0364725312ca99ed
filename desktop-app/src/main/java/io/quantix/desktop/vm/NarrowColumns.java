package io.quantix.desktop.vm;

import io.quantix.desktop.model.VmModel;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/**
 * Lets columns go while a table is too narrow for all, the least wanted first, so that the others
 * can be read. What was chosen to be shown is so again as soon as there is room.
 */
final class NarrowColumns {
  private static final List<String> FIRST_TO_GO =
      List.of("autostart", "address", "host", "size", "vcpus", "memory", "cpu");

  private final TableView<VmModel> table;
  private final List<TableColumn<VmModel, ?>> gone = new ArrayList<>();
  private boolean changing;

  NarrowColumns(TableView<VmModel> table) {
    this.table = table;
    table.widthProperty().addListener(_ -> fit());
  }

  /** Whether what is shown changes because of the room, and not because somebody chose it. */
  boolean changing() {
    return changing;
  }

  /** Whether it was chosen to be shown, though there may be no room. */
  boolean isChosen(TableColumn<VmModel, ?> column) {
    return column.isVisible() || gone.contains(column);
  }

  private void fit() {
    if (table.getWidth() <= 0) {
      return;
    }
    List<TableColumn<VmModel, ?>> chosen =
        table.getColumns().stream().filter(this::isChosen).toList();
    double needed = chosen.stream().mapToDouble(TableColumn::getMinWidth).sum();
    List<TableColumn<VmModel, ?>> going = new ArrayList<>();
    for (String id : FIRST_TO_GO) {
      for (TableColumn<VmModel, ?> column : chosen) {
        if (needed > table.getWidth() && column.getId().equals(id)) {
          going.add(column);
          needed -= column.getMinWidth();
        }
      }
    }
    if (going.equals(gone)) {
      return;
    }
    changing = true;
    try {
      gone.clear();
      gone.addAll(going);
      chosen.forEach(column -> column.setVisible(!going.contains(column)));
    } finally {
      changing = false;
    }
  }
}
