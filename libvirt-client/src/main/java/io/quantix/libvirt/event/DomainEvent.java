package io.quantix.libvirt.event;

import java.util.UUID;

/**
 * Something happened to a domain. The event names the domain by its identity at that time; ask the
 * connection for the domain itself.
 */
public sealed interface DomainEvent {
  /** Whose event. */
  UUID uuid();

  /** The domain's name at that time. */
  String name();

  /** What can be asked for. */
  enum Kind {
    LIFECYCLE,
    REBOOT,
    BALLOON_CHANGE,
    DEVICE_ADDED,
    DEVICE_REMOVED,
    TRAY_CHANGE,
    METADATA_CHANGE,
    AGENT_LIFECYCLE
  }

  /** libvirt's virDomainEventType, in the order of its numbers. */
  enum LifecycleType {
    DEFINED,
    UNDEFINED,
    STARTED,
    SUSPENDED,
    RESUMED,
    STOPPED,
    SHUTDOWN,
    PM_SUSPENDED,
    CRASHED,
    /** A number of a newer libvirt. */
    UNKNOWN
  }

  /**
   * It was defined, started, stopped and so on.
   *
   * @param id its id, -1 if it is off
   * @param detail libvirt's number for why, its meaning depends on the type
   */
  record Lifecycle(UUID uuid, String name, int id, LifecycleType type, int detail)
      implements DomainEvent {}

  /** Its guest rebooted. */
  record Rebooted(UUID uuid, String name) implements DomainEvent {}

  /** Its guest has other memory now, KiB. */
  record BalloonChanged(UUID uuid, String name, long memoryKib) implements DomainEvent {}

  /** A device was plugged in. */
  record DeviceAdded(UUID uuid, String name, String alias) implements DomainEvent {}

  /** A device was taken out. */
  record DeviceRemoved(UUID uuid, String name, String alias) implements DomainEvent {}

  /** A removable medium's tray was opened or closed. */
  record TrayChanged(UUID uuid, String name, String alias, boolean open) implements DomainEvent {}

  /** Its title, description or other metadata changed. */
  record MetadataChanged(UUID uuid, String name) implements DomainEvent {}

  /** QEMU's guest agent came or went. */
  record AgentLifecycle(UUID uuid, String name, boolean connected) implements DomainEvent {}
}
