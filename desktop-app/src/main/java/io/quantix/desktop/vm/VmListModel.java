package io.quantix.desktop.vm;

import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.Inventory;
import io.quantix.desktop.model.VmModel;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javafx.beans.Observable;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/** Which VMs the list shows: those of one host or all, whose text and state match. */
public final class VmListModel {
  /** What the state chips offer. */
  public enum StateFilter {
    ALL,
    RUNNING,
    PAUSED,
    OFF;

    boolean takes(VmModel vm) {
      VmState state = VmState.of(vm);
      return switch (this) {
        case ALL -> true;
        case RUNNING -> state == VmState.RUNNING || state == VmState.STOPPING;
        case PAUSED -> state == VmState.PAUSED || state == VmState.SUSPENDED;
        case OFF -> state == VmState.OFF || state == VmState.SAVED || state == VmState.CRASHED;
      };
    }
  }

  private final Inventory inventory;
  // A change of what the filter looks at lets the lists behind it see the VM anew.
  private final ObservableList<VmModel> all =
      FXCollections.observableArrayList(
          vm -> new Observable[] {vm.stateProperty(), vm.nameProperty(), vm.savedProperty()});
  private final FilteredList<VmModel> shown = new FilteredList<>(all);
  private final StringProperty text = new SimpleStringProperty(this, "text", "");
  private final ObjectProperty<StateFilter> stateFilter =
      new SimpleObjectProperty<>(this, "stateFilter", StateFilter.ALL);
  private final ObjectProperty<Optional<HostModel>> scope =
      new SimpleObjectProperty<>(this, "scope", Optional.empty());
  private final Map<StateFilter, IntegerProperty> counts = new EnumMap<>(StateFilter.class);
  private final Map<HostModel, ListChangeListener<VmModel>> followed = new HashMap<>();

  /** Shows what the inventory holds. */
  public VmListModel(Inventory inventory) {
    this.inventory = inventory;
    for (StateFilter filter : StateFilter.values()) {
      counts.put(filter, new SimpleIntegerProperty(0));
    }
    inventory.hosts().forEach(this::follow);
    inventory
        .hosts()
        .addListener(
            (ListChangeListener<HostModel>)
                change -> {
                  while (change.next()) {
                    change.getRemoved().forEach(this::forget);
                    change.getAddedSubList().forEach(this::follow);
                  }
                });
    text.addListener(_ -> filter());
    stateFilter.addListener(_ -> filter());
    scope.addListener(_ -> filter());
    all.addListener((ListChangeListener<VmModel>) _ -> count());
    filter();
  }

  private void follow(HostModel host) {
    ListChangeListener<VmModel> listener =
        change -> {
          while (change.next()) {
            if (change.wasRemoved()) {
              List<? extends VmModel> removed = change.getRemoved();
              if (removed.size() == 1) {
                all.remove(removed.getFirst());
              } else {
                all.removeIf(vm -> vm.host().equals(host) && !host.vms().contains(vm));
              }
            }
            if (change.wasAdded()) {
              all.addAll(change.getAddedSubList());
            }
          }
        };
    followed.put(host, listener);
    host.vms().addListener(listener);
    all.addAll(host.vms());
  }

  private void forget(HostModel host) {
    ListChangeListener<VmModel> listener = followed.remove(host);
    if (listener != null) {
      host.vms().removeListener(listener);
    }
    all.removeIf(vm -> vm.host().equals(host));
    if (scope.get().filter(host::equals).isPresent()) {
      scope.set(Optional.empty());
    }
  }

  private void filter() {
    String wanted = text.get().strip().toLowerCase(Locale.ROOT);
    StateFilter state = stateFilter.get();
    Optional<HostModel> host = scope.get();
    shown.setPredicate(vm ->
        (host.isEmpty() || vm.host().equals(host.get()))
            && state.takes(vm)
            && (wanted.isEmpty() || matches(vm, wanted)));
    count();
  }

  /** Whether a VM matches the present text. */
  public boolean matchesText(VmModel vm) {
    String wanted = text.get().strip().toLowerCase(Locale.ROOT);
    return wanted.isEmpty() || matches(vm, wanted);
  }

  /** Whether a VM's name, title, address or UUID has the text, which is in lower case. */
  static boolean matches(VmModel vm, String wanted) {
    return vm.nameProperty().get().toLowerCase(Locale.ROOT).contains(wanted)
        || vm.descriptionProperty()
            .get()
            .map(found -> found.title().toLowerCase(Locale.ROOT).contains(wanted))
            .orElse(false)
        || vm.addressesProperty().get().stream().anyMatch(each -> each.startsWith(wanted))
        || (wanted.length() >= 8 && vm.uuid().toString().startsWith(wanted));
  }

  private void count() {
    Map<StateFilter, int[]> found = new EnumMap<>(StateFilter.class);
    counts.keySet().forEach(filter -> found.put(filter, new int[1]));
    Optional<HostModel> host = scope.get();
    for (VmModel vm : all) {
      if (host.isEmpty() || vm.host().equals(host.get())) {
        found.forEach((filter, number) -> number[0] += filter.takes(vm) ? 1 : 0);
      }
    }
    found.forEach((filter, number) -> count(filter).set(number[0]));
  }

  /** Where the VMs come from. */
  public Inventory inventory() {
    return inventory;
  }

  /** The VMs that match, in no particular order. */
  public ObservableList<VmModel> shown() {
    return shown;
  }

  /** What their names must contain. */
  public StringProperty textProperty() {
    return text;
  }

  /** What state they must be in. */
  public ObjectProperty<StateFilter> stateFilterProperty() {
    return stateFilter;
  }

  /** The host whose they must be; empty for any. */
  public ObjectProperty<Optional<HostModel>> scopeProperty() {
    return scope;
  }

  /** How many VMs of the scope a state chip would show. */
  public IntegerProperty count(StateFilter filter) {
    IntegerProperty count = counts.get(filter);
    if (count == null) {
      throw new IllegalArgumentException(filter.name());
    }
    return count;
  }
}
