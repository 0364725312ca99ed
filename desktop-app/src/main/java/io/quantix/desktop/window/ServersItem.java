package io.quantix.desktop.window;

import io.quantix.desktop.app.ServerEntry;
import io.quantix.desktop.server.SavedServers;
import javafx.collections.ListChangeListener;
import javafx.scene.control.TreeItem;

/** The heading in the sidebar with the saved VNC servers under it; there only if there are some. */
final class ServersItem extends TreeItem<SidebarEntry> {
  private final SavedServers servers;
  private final TreeItem<SidebarEntry> root;

  ServersItem(SavedServers servers, TreeItem<SidebarEntry> root) {
    super(new SidebarEntry.Servers());
    this.servers = servers;
    this.root = root;
    setExpanded(true);
    servers.entries().addListener((ListChangeListener<ServerEntry>) _ -> list());
    list();
  }

  private void list() {
    getChildren()
        .setAll(
            servers.entries().stream()
                .map(entry -> new TreeItem<SidebarEntry>(new SidebarEntry.OfServer(entry)))
                .toList());
    if (servers.entries().isEmpty()) {
      root.getChildren().remove(this);
    } else if (!root.getChildren().contains(this)) {
      root.getChildren().add(this);
    }
  }
}
