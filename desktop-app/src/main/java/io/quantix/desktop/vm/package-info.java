/** VMs: the list, the detail pane, their life cycle. */
package io.quantix.desktop.vm;
