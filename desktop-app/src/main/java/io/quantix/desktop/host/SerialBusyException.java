package io.quantix.desktop.host;

import io.quantix.libvirt.LibvirtException;

/** Somebody else has the serial port open. */
public final class SerialBusyException extends LibvirtException {
  private static final long serialVersionUID = 1L;

  SerialBusyException(LibvirtException cause) {
    super(
        Kind.BUSY,
        cause.code(),
        cause.domain(),
        String.valueOf(cause.getMessage()),
        cause.hint(),
        cause);
  }
}
