package io.quantix.libvirt;

/** A domain's state (libvirt's virDomainState), in the order of its numbers. */
public enum DomainState {
  NO_STATE("no state"),
  RUNNING("running"),
  /** On, and its processors wait for something. */
  BLOCKED("idle"),
  PAUSED("paused"),
  /** Being shut down by its guest. */
  SHUTDOWN("in shutdown"),
  SHUT_OFF("shut off"),
  CRASHED("crashed"),
  /** Suspended by its guest's power management. */
  PM_SUSPENDED("pmsuspended");

  private static final DomainState[] VALUES = values();
  private final String words;

  DomainState(String words) {
    this.words = words;
  }

  /** libvirt's number taken for a state; a number of a newer libvirt is {@link #NO_STATE}. */
  public static DomainState of(int number) {
    return number >= 0 && number < VALUES.length ? VALUES[number] : NO_STATE;
  }

  /** The words that virsh prints for it, {@code shut off} for instance; a stable identifier. */
  public String words() {
    return words;
  }

  /** Whether a hypervisor process stands behind a domain in this state. */
  public boolean isActive() {
    return this != SHUT_OFF && this != CRASHED && this != NO_STATE;
  }
}
