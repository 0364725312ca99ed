package io.quantix.vnc.input;

/** Scan codes of the QEMU extended key event by key. */
public final class QemuScanCode {
  private QemuScanCode() {}

  /** The code of Escape. */
  public static final int ESCAPE = 0x01;
}
