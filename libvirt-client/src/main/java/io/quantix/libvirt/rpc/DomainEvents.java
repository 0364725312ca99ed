package io.quantix.libvirt.rpc;

import io.quantix.libvirt.BlockJob;
import io.quantix.libvirt.event.DomainEvent;
import io.quantix.libvirt.event.DomainEvent.Kind;
import io.quantix.libvirt.event.DomainEvent.LifecycleType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Domain events on the wire: their ids (virDomainEventID) and their messages. */
public final class DomainEvents {
  private static final List<LifecycleType> TYPES = List.of(LifecycleType.values());
  private static final List<DomainEvent.JobStatus> STATUSES =
      List.of(DomainEvent.JobStatus.values());

  private DomainEvents() {}

  /** libvirt's number of a kind of event. */
  public static int id(Kind kind) {
    return switch (kind) {
      case LIFECYCLE -> 0;
      case REBOOT -> 1;
      case TRAY_CHANGE -> 10;
      case BALLOON_CHANGE -> 13;
      case DEVICE_REMOVED -> 15;
      case AGENT_LIFECYCLE -> 18;
      case DEVICE_ADDED -> 19;
      case METADATA_CHANGE -> 23;
      case RTC_CHANGE -> 2;
      case WATCHDOG -> 3;
      case GRAPHICS -> 5;
      case IO_ERROR -> 6; // with its reason; 4 is the same without
      case CONTROL_ERROR -> 7;
      case DISK_CHANGE -> 9;
      case PM_WAKEUP -> 11;
      case PM_SUSPEND -> 12;
      case PM_SUSPEND_DISK -> 14;
      case BLOCK_JOB -> 16; // by the disk's target; 8 is the same by its path
      case TUNABLE -> 17;
      case MIGRATION_ITERATION -> 20;
      case JOB_COMPLETED -> 21;
      case DEVICE_REMOVAL_FAILED -> 22;
      case BLOCK_THRESHOLD -> 24;
      case MEMORY_FAILURE -> 25;
      case MEMORY_DEVICE_SIZE_CHANGE -> 26;
    };
  }

  /** Reads a message after its callback id; empty for one that nobody here knows. */
  static Optional<DomainEvent> read(int procedure, XdrReader in) throws ProtocolException {
    return switch (procedure) {
      // The power events tell their reason before the domain.
      case 329, 330, 332 -> {
        in.integer();
        yield power(procedure, DomainIdentity.read(in));
      }
      case 318, 319, 320, 321, 325, 331, 339, 346, 348, 359, 363, 379, 423 ->
          ofDomain(procedure, DomainIdentity.read(in), in);
      case 323, 324, 327, 328, 333, 354, 367, 385, 438 ->
          ofDevice(procedure, DomainIdentity.read(in), in);
      default -> Optional.empty();
    };
  }

  private static Optional<DomainEvent> power(int procedure, DomainIdentity dom) {
    return Optional.of(
        procedure == 329
            ? new DomainEvent.WokenUp(dom.uuid(), dom.name())
            : new DomainEvent.Slept(dom.uuid(), dom.name(), procedure == 332));
  }

  private static Optional<DomainEvent> ofDomain(int procedure, DomainIdentity dom, XdrReader in)
      throws ProtocolException {
    UUID uuid = dom.uuid();
    String name = dom.name();
    return Optional.of(
        switch (procedure) {
          case 318 ->
              new DomainEvent.Lifecycle(
                  uuid, name, dom.id(), HostEvents.type(TYPES, in), in.integer());
          case 319 -> new DomainEvent.Rebooted(uuid, name);
          case 320 -> new DomainEvent.RtcChanged(uuid, name, in.hyper());
          case 321 -> new DomainEvent.WatchdogFired(uuid, name, in.integer());
          case 325 -> new DomainEvent.ControlFailed(uuid, name);
          case 331 -> new DomainEvent.BalloonChanged(uuid, name, in.hyper());
          case 339 ->
              new DomainEvent.BlockJobChanged(
                  uuid,
                  name,
                  in.string(),
                  BlockJob.Type.of(in.integer()),
                  HostEvents.type(STATUSES, in));
          case 346 -> new DomainEvent.TunableChanged(uuid, name, TypedParameters.read(in));
          case 348 -> new DomainEvent.AgentLifecycle(uuid, name, in.integer() == 1);
          case 359 -> new DomainEvent.MigrationIterated(uuid, name, in.integer());
          case 363 -> new DomainEvent.JobCompleted(uuid, name, TypedParameters.read(in));
          case 379 -> new DomainEvent.MetadataChanged(uuid, name);
          case 423 ->
              new DomainEvent.MemoryFailed(uuid, name, in.integer(), in.integer(), in.integer());
          default -> throw new ProtocolException("an event of procedure " + procedure);
        });
  }

  private static Optional<DomainEvent> ofDevice(int procedure, DomainIdentity dom, XdrReader in)
      throws ProtocolException {
    UUID uuid = dom.uuid();
    String name = dom.name();
    return Optional.of(
        switch (procedure) {
          case 323 ->
              new DomainEvent.GraphicsChanged(
                  uuid, name, in.integer(), address(in), address(in), in.string());
          case 324 ->
              new DomainEvent.IoFailed(
                  uuid, name, in.string(), in.string(), in.integer(), in.string());
          case 327 ->
              new DomainEvent.DiskChanged(
                  uuid, name, in.optionalString(), in.optionalString(), in.string(), in.integer());
          case 328 -> new DomainEvent.TrayChanged(uuid, name, in.string(), in.integer() == 0);
          case 333 -> new DomainEvent.DeviceRemoved(uuid, name, in.string());
          case 354 -> new DomainEvent.DeviceAdded(uuid, name, in.string());
          case 367 -> new DomainEvent.DeviceRemovalFailed(uuid, name, in.string());
          case 385 ->
              new DomainEvent.BlockThresholdPassed(
                  uuid, name, in.string(), in.optionalString(), in.hyper(), in.hyper());
          case 438 -> new DomainEvent.MemoryDeviceResized(uuid, name, in.string(), in.hyper());
          default -> throw new ProtocolException("an event of procedure " + procedure);
        });
  }

  private static String address(XdrReader in) throws ProtocolException {
    in.integer();
    String node = in.string();
    String service = in.string();
    return service.isEmpty() ? node : node + ":" + service;
  }
}
