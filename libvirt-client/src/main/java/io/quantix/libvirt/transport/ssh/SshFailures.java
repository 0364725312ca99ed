package io.quantix.libvirt.transport.ssh;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;

/** Failures with their words. */
final class SshFailures {
  private SshFailures() {}

  static LibvirtException of(Kind kind, String message, String hint) {
    return new LibvirtException(kind, 0, 0, message, hint);
  }

  static LibvirtException of(Kind kind, String message, String hint, Throwable cause) {
    return new LibvirtException(kind, 0, 0, message, hint, cause);
  }

  static LibvirtException unreachable(String message, String hint) {
    return of(Kind.UNREACHABLE, message, hint);
  }

  /** A failure's own words, or its name where it has none. */
  static String why(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }

  /** What a stranger wrote, on one line, with nothing that could command a terminal. */
  static String shown(String text) {
    String line = text.strip().replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
    return line.length() > 500 ? line.substring(0, 500) + "..." : line;
  }
}
