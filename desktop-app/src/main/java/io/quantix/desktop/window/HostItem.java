package io.quantix.desktop.window;

import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.vm.VmListModel;
import java.util.Comparator;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.collections.ListChangeListener;
import javafx.scene.control.TreeItem;
import javafx.util.Duration;

/**
 * A host in the sidebar with its VMs that match the search. The VMs are listed only while it is
 * open, and a burst of changes lists them once.
 */
final class HostItem extends TreeItem<SidebarEntry> {
  private static final int OPEN_UP_TO = 40;
  private final HostModel host;
  private final VmListModel model;
  private final PauseTransition soon = new PauseTransition(Duration.millis(60));

  HostItem(HostModel host, VmListModel model) {
    super(new SidebarEntry.OfHost(host));
    this.host = host;
    this.model = model;
    soon.setOnFinished(_ -> list());
    host.vms().addListener((ListChangeListener<VmModel>) _ -> soon.playFromStart());
    model.textProperty().addListener(_ -> soon.playFromStart());
    expandedProperty().addListener(_ -> list());
    setExpanded(true);
    list();
  }

  HostModel host() {
    return host;
  }

  @Override
  public boolean isLeaf() {
    return host.vms().isEmpty();
  }

  private void list() {
    if (!isExpanded()) {
      // One stands for all, so that there is an arrow to open it by.
      if (getChildren().isEmpty() && !host.vms().isEmpty()) {
        getChildren().add(new TreeItem<>(new SidebarEntry.OfVm(host.vms().getFirst())));
      }
      return;
    }
    if (host.vms().size() > OPEN_UP_TO && getChildren().isEmpty()) {
      setExpanded(false);
      return;
    }
    List<TreeItem<SidebarEntry>> items =
        host.vms().stream()
            .filter(model::matchesText)
            .sorted(
                Comparator.comparing(
                    (VmModel vm) -> vm.nameProperty().get(), String.CASE_INSENSITIVE_ORDER))
            .map(vm -> new TreeItem<SidebarEntry>(new SidebarEntry.OfVm(vm)))
            .toList();
    getChildren().setAll(items);
  }
}
