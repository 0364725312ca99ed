package io.quantix.desktop.cli;

import java.util.Optional;

/**
 * A place in a guest, as {@code guest copy} takes it.
 *
 * @param vm the VM's name or UUID
 * @param path in the guest, from its root
 */
record GuestPath(String vm, String path) {
  /**
   * Reads {@code NAME:PATH}; empty if it is a place on this computer. A file here whose name has a
   * colon is written {@code ./a:b}.
   */
  static Optional<GuestPath> parse(String text) {
    int colon = text.indexOf(':');
    int slash = text.indexOf('/');
    return colon <= 0 || (slash >= 0 && slash < colon)
        ? Optional.empty()
        : Optional.of(new GuestPath(text.substring(0, colon), text.substring(colon + 1)));
  }

  /** The last name of the path; empty for the root. */
  String name() {
    String whole = path;
    while (whole.endsWith("/")) {
      whole = whole.substring(0, whole.length() - 1);
    }
    return whole.substring(whole.lastIndexOf('/') + 1);
  }

  /** A place below. */
  GuestPath resolve(String child) {
    return new GuestPath(vm, path.endsWith("/") ? path + child : path + "/" + child);
  }
}
