package io.quantix.desktop.cli;

import io.quantix.libvirt.LibvirtException;
import io.quantix.vnc.VncException;

/** No connection to the host: exit status 3. */
final class NoConnectionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  NoConnectionException(String uri, LibvirtException cause) {
    super(uri + ": " + cause.getMessage(), cause);
    hint = cause.hint();
  }

  NoConnectionException(VncException cause) {
    super(cause.getMessage(), cause);
    hint = cause.hint();
  }

  NoConnectionException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  String hint() {
    return hint;
  }
}
