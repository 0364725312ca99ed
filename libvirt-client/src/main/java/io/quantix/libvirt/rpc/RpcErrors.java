package io.quantix.libvirt.rpc;

import io.quantix.libvirt.CloseReason;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;

/** libvirt's errors as they come over the wire, and what they mean to a caller. */
public final class RpcErrors {
  private RpcErrors() {}

  /**
   * Reads an error reply (virNetMessageError).
   *
   * @param what the call that was made
   * @param peer of whom
   */
  static LibvirtException read(XdrReader in, String what, String peer) throws ProtocolException {
    int code = in.integer();
    int domain = in.integer();
    String message = in.optionalString();
    if (message.isBlank()) {
      message = what + " failed on " + peer + " with libvirt's error " + code;
    }
    return of(code, domain, message);
  }

  /**
   * What libvirt's error means, whichever way it came.
   *
   * @param code libvirt's virErrorNumber
   * @param domain libvirt's virErrorDomain
   */
  public static LibvirtException of(int code, int domain, String message) {
    Kind kind = kind(code, message);
    return new LibvirtException(kind, code, domain, message, hint(code, kind, message));
  }

  // Numbers: libvirt's virErrorNumber (virterror.h).
  private static Kind kind(int code, String message) {
    return switch (code) {
      // VIR_ERR_RPC: an older daemon has no other word for what it does not know.
      case 39 -> message.contains("unknown procedure") ? Kind.UNSUPPORTED : Kind.FAILED;
      case 5, 95 -> Kind.NO_DAEMON;
      case 29, 45, 88, 94 -> Kind.DENIED;
      case 79 -> Kind.AUTH_CANCELLED;
      case 36, 42, 43, 46, 47, 49, 50, 53, 57, 62, 66, 72, 99, 101, 103 -> Kind.NOT_FOUND;
      case 28, 37, 90, 106 -> Kind.ALREADY_EXISTS;
      case 55 -> Kind.INVALID_STATE;
      case 7, 8, 27, 35, 67, 92 -> Kind.INVALID_ARGUMENT;
      case 3, 74, 84 -> Kind.UNSUPPORTED;
      case 68, 86, 87 -> Kind.BUSY;
      case 78 -> Kind.CANCELLED;
      case 81 -> Kind.UNSAFE;
      default -> Kind.FAILED;
    };
  }

  private static String hint(int code, Kind kind, String message) {
    return switch (code) {
      case 94 ->
          "No polkit agent runs to ask for a password: add yourself to the group libvirt (sudo"
              + " usermod -aG libvirt $USER) and log in again.";
      case 29 ->
          message.contains("read only")
              ? "The connection was opened for reading alone: connect without that."
              : "You are not allowed to do this: ask the host's administrator.";
      case 45, 88 ->
          "You are not allowed to do this: add yourself to the group libvirt (sudo usermod -aG"
              + " libvirt $USER) and log in again, or ask the host's administrator.";
      case 42 -> "It may have been deleted or renamed meanwhile.";
      case 68 -> "The host is still busy with an earlier operation on this VM: try again later.";
      case 81 ->
          "Put the VM's disks where both hosts have them, or let them be copied; or say that it is"
              + " safe all the same.";
      case 86 -> "Install and start qemu-guest-agent in the guest, or choose another way.";
      case 38 ->
          message.contains("Permission denied")
              ? "The hypervisor may not read one of the VM's files: check the permissions of the"
                  + " folders above it."
              : "";
      case 1 ->
          message.contains("Cannot access storage file") || message.contains("No such file")
              ? "One of the VM's files is missing: look at its disks."
              : "";
      default -> kind == Kind.INVALID_STATE ? "Look at the VM's present state and try again." : "";
    };
  }

  /** What every call ends with that waits when its connection ends. */
  static LibvirtException lost(CloseReason ended, String peer) {
    return new LibvirtException(
        Kind.CONNECTION_LOST,
        0,
        0,
        "the connection to " + peer + " has ended: " + ended.message(),
        ended.kind() == CloseReason.Kind.CLIENT ? "" : "Connect again once the daemon is back.");
  }
}
