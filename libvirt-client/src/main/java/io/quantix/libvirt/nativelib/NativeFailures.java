package io.quantix.libvirt.nativelib;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.transport.ConnectionUri;

/**
 * What libvirt's library says when it cannot open a connection, and what that means to a person.
 */
final class NativeFailures {
  private static final int CONFIG_UNSUPPORTED = 67;

  private NativeFailures() {}

  /**
   * The same failure with its kind, and one hint, where libvirt's words tell more than its code.
   */
  static LibvirtException opening(LibvirtException failure, ConnectionUri uri) {
    String message = String.valueOf(failure.getMessage());
    if (failure.code() == CONFIG_UNSUPPORTED && message.contains("built without")) {
      return as(
          failure,
          Kind.UNSUPPORTED,
          "This machine's libvirt cannot drive "
              + uri.driver()
              + "://; install one that was built with it.");
    }
    if (message.contains("certificate")) {
      return as(
          failure,
          Kind.UNTRUSTED,
          "Have the host's certificate signed by an authority that this machine trusts, or add"
              + " ?no_verify=1 to the URI to go without.");
    }
    if (message.contains("Couldn't connect")
        || message.contains("Couldn't resolve")
        || message.contains("Could not connect")
        || message.contains("Could not resolve")) {
      return as(failure, Kind.UNREACHABLE, "Check the host's name and that it is up.");
    }
    if (message.contains("Failed to connect socket")) {
      return as(failure, Kind.NO_DAEMON, "Start libvirt's daemon for " + uri.driver() + " there.");
    }
    if (message.contains("vmrun")) {
      return as(failure, Kind.UNSUPPORTED, "Install VMware's vmrun on this machine.");
    }
    if (uri.driver().equals("test") && failure.hint().isEmpty()) {
      return as(
          failure,
          failure.kind(),
          "Use test:///default, or test:/// with the path of a <node> file that libvirt can read.");
    }
    return failure;
  }

  private static LibvirtException as(LibvirtException failure, Kind kind, String hint) {
    return new LibvirtException(
        kind,
        failure.code(),
        failure.domain(),
        String.valueOf(failure.getMessage()),
        hint,
        failure);
  }
}
