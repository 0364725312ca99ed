package io.quantix.libvirt.rpc;

import io.quantix.libvirt.event.DomainEvent;
import io.quantix.libvirt.event.DomainEvent.Kind;
import io.quantix.libvirt.event.DomainEvent.LifecycleType;
import java.util.Optional;

/** Domain events on the wire: their ids (virDomainEventID) and their messages. */
final class DomainEvents {
  private static final LifecycleType[] TYPES = LifecycleType.values();

  private DomainEvents() {}

  static int id(Kind kind) {
    return switch (kind) {
      case LIFECYCLE -> 0;
      case REBOOT -> 1;
      case TRAY_CHANGE -> 10;
      case BALLOON_CHANGE -> 13;
      case DEVICE_REMOVED -> 15;
      case AGENT_LIFECYCLE -> 18;
      case DEVICE_ADDED -> 19;
      case METADATA_CHANGE -> 23;
    };
  }

  /** Reads a message after its callback id; empty for one that nobody here knows. */
  static Optional<DomainEvent> read(int procedure, XdrReader in) throws ProtocolException {
    return switch (procedure) {
      case 318 -> {
        DomainIdentity dom = DomainIdentity.read(in);
        int type = in.integer();
        int detail = in.integer();
        LifecycleType known =
            type >= 0 && type < TYPES.length - 1 ? TYPES[type] : LifecycleType.UNKNOWN;
        yield Optional.of(
            new DomainEvent.Lifecycle(dom.uuid(), dom.name(), dom.id(), known, detail));
      }
      case 319 -> {
        DomainIdentity dom = DomainIdentity.read(in);
        yield Optional.of(new DomainEvent.Rebooted(dom.uuid(), dom.name()));
      }
      case 328 -> {
        DomainIdentity dom = DomainIdentity.read(in);
        yield Optional.of(
            new DomainEvent.TrayChanged(dom.uuid(), dom.name(), in.string(), in.integer() == 0));
      }
      case 331 -> {
        DomainIdentity dom = DomainIdentity.read(in);
        yield Optional.of(new DomainEvent.BalloonChanged(dom.uuid(), dom.name(), in.hyper()));
      }
      case 333 -> {
        DomainIdentity dom = DomainIdentity.read(in);
        yield Optional.of(new DomainEvent.DeviceRemoved(dom.uuid(), dom.name(), in.string()));
      }
      case 348 -> {
        DomainIdentity dom = DomainIdentity.read(in);
        yield Optional.of(
            new DomainEvent.AgentLifecycle(dom.uuid(), dom.name(), in.integer() == 1));
      }
      case 354 -> {
        DomainIdentity dom = DomainIdentity.read(in);
        yield Optional.of(new DomainEvent.DeviceAdded(dom.uuid(), dom.name(), in.string()));
      }
      case 379 -> {
        DomainIdentity dom = DomainIdentity.read(in);
        yield Optional.of(new DomainEvent.MetadataChanged(dom.uuid(), dom.name()));
      }
      default -> Optional.empty();
    };
  }
}
