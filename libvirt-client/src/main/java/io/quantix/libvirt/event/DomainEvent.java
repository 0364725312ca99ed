package io.quantix.libvirt.event;

import java.util.Map;
import java.util.UUID;

/**
 * Something happened to a domain. The event names the domain by its identity at that time; ask the
 * connection for the domain itself.
 */
public sealed interface DomainEvent extends LibvirtEvent {
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
    AGENT_LIFECYCLE,
    RTC_CHANGE,
    WATCHDOG,
    IO_ERROR,
    GRAPHICS,
    CONTROL_ERROR,
    BLOCK_JOB,
    DISK_CHANGE,
    PM_WAKEUP,
    PM_SUSPEND,
    PM_SUSPEND_DISK,
    DEVICE_REMOVAL_FAILED,
    TUNABLE,
    MIGRATION_ITERATION,
    JOB_COMPLETED,
    BLOCK_THRESHOLD,
    MEMORY_FAILURE,
    MEMORY_DEVICE_SIZE_CHANGE
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

  /** Its guest set its hardware clock: so many seconds off the host's. */
  record RtcChanged(UUID uuid, String name, long offsetSeconds) implements DomainEvent {}

  /**
   * Its watchdog fired.
   *
   * @param action what was done (libvirt's virDomainEventWatchdogAction)
   */
  record WatchdogFired(UUID uuid, String name, int action) implements DomainEvent {}

  /**
   * A disk of it failed.
   *
   * @param source the image on the host
   * @param alias the disk
   * @param action what was done: 0 nothing, 1 the domain was paused, 2 the guest was told
   * @param reason {@code enospc} if the host's disk is full; else mostly empty
   */
  record IoFailed(UUID uuid, String name, String source, String alias, int action, String reason)
      implements DomainEvent {}

  /**
   * Somebody came to its screen or left it.
   *
   * @param phase 0 connected, 1 let in, 2 gone
   * @param local the host's end, {@code address:port}
   * @param remote the other end
   * @param authentication how they were let in
   */
  record GraphicsChanged(
      UUID uuid, String name, int phase, String local, String remote, String authentication)
      implements DomainEvent {}

  /** The host has lost control of its hypervisor process. */
  record ControlFailed(UUID uuid, String name) implements DomainEvent {}

  /**
   * A job on a disk ended, or waits for its pivot.
   *
   * @param disk its target, {@code vda}
   */
  record BlockJobChanged(
      UUID uuid, String name, String disk, io.quantix.libvirt.BlockJob.Type type, JobStatus status)
      implements DomainEvent {}

  /** How a block job stands (libvirt's virConnectDomainEventBlockJobStatus). */
  enum JobStatus {
    COMPLETED,
    FAILED,
    CANCELED,
    READY,
    /** A number of a newer libvirt. */
    UNKNOWN
  }

  /**
   * A medium was changed or dropped at the start; a source is empty where there was or is none.
   *
   * @param reason 0 changed at the start, 1 dropped at the start
   */
  record DiskChanged(
      UUID uuid, String name, String oldSource, String newSource, String alias, int reason)
      implements DomainEvent {}

  /** Its guest woke up. */
  record WokenUp(UUID uuid, String name) implements DomainEvent {}

  /** Its guest went to sleep, into memory or onto its disk. */
  record Slept(UUID uuid, String name, boolean toDisk) implements DomainEvent {}

  /** A device could not be taken out: the guest holds on to it. */
  record DeviceRemovalFailed(UUID uuid, String name, String alias) implements DomainEvent {}

  /** A limit of it was changed; by libvirt's names. */
  record TunableChanged(UUID uuid, String name, Map<String, Object> values)
      implements DomainEvent {}

  /** Its migration begins to send its memory once more. */
  record MigrationIterated(UUID uuid, String name, int iteration) implements DomainEvent {}

  /** A job on it has ended, with its statistics by libvirt's names. */
  record JobCompleted(UUID uuid, String name, Map<String, Object> values) implements DomainEvent {}

  /**
   * A disk of it has grown past a threshold.
   *
   * @param disk its target
   * @param source its image; may be empty
   * @param threshold bytes
   * @param excess bytes beyond that
   */
  record BlockThresholdPassed(
      UUID uuid, String name, String disk, String source, long threshold, long excess)
      implements DomainEvent {}

  /**
   * Memory under it failed.
   *
   * @param recipient 0 the hypervisor's, 1 the guest's
   * @param action what was done (libvirt's virDomainMemoryFailureActionType)
   */
  record MemoryFailed(UUID uuid, String name, int recipient, int action, int flags)
      implements DomainEvent {}

  /** A memory device of it has another size now, KiB. */
  record MemoryDeviceResized(UUID uuid, String name, String alias, long kib)
      implements DomainEvent {}
}
