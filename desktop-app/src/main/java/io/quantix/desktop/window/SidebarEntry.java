package io.quantix.desktop.window;

import io.quantix.desktop.app.ServerEntry;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.VmModel;

/** What a line of the sidebar stands for. */
sealed interface SidebarEntry {
  /** All VMs of all hosts. */
  record All() implements SidebarEntry {}

  /** A host. */
  record OfHost(HostModel host) implements SidebarEntry {}

  /** The heading of the saved VNC servers. */
  record Servers() implements SidebarEntry {}

  /** A saved VNC server. */
  record OfServer(ServerEntry entry) implements SidebarEntry {}

  /** A VM under its host. */
  record OfVm(VmModel vm) implements SidebarEntry {}
}
