package io.quantix.libvirt;

/** Which way a guest is asked to shut down or reboot (virDomainShutdownFlagValues). */
public enum ShutdownMode {
  /** The hypervisor chooses. */
  HYPERVISOR_DEFAULT(0),
  /** Press the power button. */
  ACPI_POWER_BUTTON(1),
  /** Ask QEMU's guest agent. */
  GUEST_AGENT(1 << 1),
  /** Write to init's pipe (containers). */
  INITCTL(1 << 2),
  /** Signal init (containers). */
  SIGNAL(1 << 3),
  /** Paravirtual request (Xen). */
  PARAVIRT(1 << 4);

  private final int bit;

  ShutdownMode(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
