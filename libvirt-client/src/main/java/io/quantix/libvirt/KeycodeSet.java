package io.quantix.libvirt;

/** What a key's number means (libvirt's virKeycodeSet). */
public enum KeycodeSet {
  /** Linux' input events. */
  LINUX(0),
  /** The scan codes of set 1. */
  XT(1),
  /** AT set 1. */
  ATSET1(2),
  /** AT set 2. */
  ATSET2(3),
  /** AT set 3. */
  ATSET3(4),
  /** USB HID. */
  USB(7),
  /** Virtual keys of Windows. */
  WIN32(8),
  /** QEMU's: set 1 with extended keys from 0x80. */
  QNUM(10);

  private final int number;

  KeycodeSet(int number) {
    this.number = number;
  }

  /** libvirt's number for it. */
  public int number() {
    return number;
  }
}
