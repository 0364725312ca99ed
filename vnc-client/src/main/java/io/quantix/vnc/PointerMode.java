package io.quantix.vnc;

/** How a server takes the pointer (QEMU pointer motion change). */
public enum PointerMode {
  /** As a place on the desktop. */
  ABSOLUTE,
  /** As a movement, since the guest has a mouse and no tablet. */
  RELATIVE
}
