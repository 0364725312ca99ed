package io.quantix.desktop.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.window.Fx;
import java.util.List;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.junit.jupiter.api.Test;

class NarrowColumnsTest {
  private static List<String> shown(TableView<VmModel> table) {
    return table.getColumns().stream()
        .filter(TableColumn::isVisible)
        .map(TableColumn::getId)
        .toList();
  }

  @Test
  void theLeastWantedGoFirstAndComeBack() throws Exception {
    Fx.on(() -> {
      TableView<VmModel> table = new TableView<>();
      table.getColumns().addAll(VmColumns.all());
      NarrowColumns narrow = new NarrowColumns(table);
      table
          .getColumns()
          .forEach(column ->
              column.setVisible(
                  !column.getId().equals("host") && !column.getId().equals("autostart")));
      table.resize(1000, 300);
      assertThat(shown(table))
          .containsExactly("name", "state", "cpu", "memory", "vcpus", "size", "address");
      table.resize(476, 300);
      assertThat(shown(table)).containsExactly("name", "state", "cpu", "memory", "vcpus");
      assertThat(table.getColumns().stream().filter(narrow::isChosen)).hasSize(7);
      table.resize(230, 300);
      assertThat(shown(table)).containsExactly("name", "state");
      table.resize(1000, 300);
      assertThat(shown(table))
          .containsExactly("name", "state", "cpu", "memory", "vcpus", "size", "address");
      assertThat(narrow.changing()).isFalse();
      return table;
    });
  }
}
