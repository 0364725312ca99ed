package io.quantix.desktop.vm;

import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Texts;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** A VM's state, or what is being done to it, as an icon and a word in its colour. */
final class StatePill extends Label {
  private final FontIcon icon = new FontIcon();
  private final InvalidationListener refresh = _ -> refresh();
  private String style = "";
  private @Nullable VmModel vm;

  StatePill() {
    getStyleClass().add("state-pill");
    setGraphic(icon);
    setMinWidth(USE_PREF_SIZE);
  }

  /** Shows another VM, or none. */
  void show(@Nullable VmModel another) {
    if (vm != null) {
      vm.stateProperty().removeListener(refresh);
      vm.savedProperty().removeListener(refresh);
      vm.runningCommandProperty().removeListener(refresh);
    }
    vm = another;
    if (another != null) {
      another.stateProperty().addListener(refresh);
      another.savedProperty().addListener(refresh);
      another.runningCommandProperty().addListener(refresh);
      refresh();
    }
  }

  private void refresh() {
    VmModel shown = vm;
    if (shown == null) {
      return;
    }
    VmState state = VmState.of(shown);
    Optional<String> doing =
        shown
            .runningCommandProperty()
            .get()
            .map(command -> Texts.text("vm.doing." + command.name().toLowerCase(Locale.ROOT)));
    setText(doing.orElseGet(state::text));
    icon.setIconCode(state.icon());
    getStyleClass().remove(style);
    style = state.style();
    getStyleClass().add(style);
  }
}
