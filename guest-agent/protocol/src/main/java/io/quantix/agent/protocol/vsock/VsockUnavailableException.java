package io.quantix.agent.protocol.vsock;

import java.io.IOException;

/** This system has no sockets of that kind: no Linux, or one without the kernel's module. */
public final class VsockUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  VsockUnavailableException(String message) {
    super(message);
  }
}
