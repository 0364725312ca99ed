package io.quantix.libvirt.rpc;

import java.io.IOException;

/** What came over the wire is not libvirt's protocol, or is over one of its limits. */
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what was read, what it was, and what it may be. */
  public ProtocolException(String message) {
    super(message);
  }
}
