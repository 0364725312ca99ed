package io.quantix.desktop.window;

import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.VmModel;

/** What a line of the sidebar stands for. */
sealed interface SidebarEntry {
  /** All VMs of all hosts. */
  record All() implements SidebarEntry {}

  /** A host. */
  record OfHost(HostModel host) implements SidebarEntry {}

  /** A VM under its host. */
  record OfVm(VmModel vm) implements SidebarEntry {}
}
