package io.quantix.desktop.app;

import java.util.List;

/**
 * A VNC server that the user has saved, with no libvirt beside it.
 *
 * @param name what the user calls it
 * @param address where it is, as {@code vnc://host:port} and the like; never with a password
 * @param user who the user is there, empty if it is asked for
 * @param security names of the security types that may be used; empty for all
 * @param proxy the proxy's address, empty for none
 */
public record ServerEntry(
    String name, String address, String user, List<String> security, String proxy) {
  /** Copies the list. */
  public ServerEntry {
    security = List.copyOf(security);
  }
}
