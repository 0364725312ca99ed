package io.quantix.desktop.model;

import io.quantix.libvirt.DomainState;

/** What can be done with a VM's life. */
public enum VmCommand {
  START(false),
  SHUT_DOWN(false),
  REBOOT(false),
  RESET(true),
  FORCE_OFF(true),
  PAUSE(false),
  RESUME(false),
  SAVE(false),
  DELETE(true);

  private final boolean losesSomething;

  VmCommand(boolean losesSomething) {
    this.losesSomething = losesSomething;
  }

  /** Whether something can be lost by it, so that it must be confirmed. */
  public boolean losesSomething() {
    return losesSomething;
  }

  /** Whether it makes sense for a VM in this state. */
  public boolean fits(DomainState state, boolean persistent) {
    boolean on = state.isActive();
    boolean runs = state == DomainState.RUNNING || state == DomainState.BLOCKED;
    return switch (this) {
      case START -> !on;
      case SHUT_DOWN, REBOOT, PAUSE -> runs;
      case RESET -> on && state != DomainState.PM_SUSPENDED;
      case FORCE_OFF -> on;
      case RESUME -> state == DomainState.PAUSED;
      case SAVE -> persistent && (runs || state == DomainState.PAUSED);
      case DELETE -> persistent && !on;
    };
  }
}
