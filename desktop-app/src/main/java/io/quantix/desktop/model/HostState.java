package io.quantix.desktop.model;

/** How Quantix stands with a host. */
public enum HostState {
  DISCONNECTED,
  CONNECTING,
  CONNECTED,
  /** The connection was lost; what was last known stays, dimmed, while it is tried again. */
  RECONNECTING,
  /** Connecting failed; {@link HostModel#noticeProperty()} says why. */
  FAILED
}
