package io.quantix.desktop.host;

/**
 * A serial port of a VM, or a console of it that is none.
 *
 * @param alias the name by which libvirt opens it, {@code serial0}
 * @param kind what the guest sees
 * @param number its number among those of its kind, from 0
 */
public record SerialPort(String alias, Kind kind, int number) {
  /** What the guest sees. */
  public enum Kind {
    /** A serial port: {@code ttyS0}, {@code COM1}. */
    SERIAL,
    /** A console of virtio's: {@code hvc0}. */
    VIRTIO
  }
}
