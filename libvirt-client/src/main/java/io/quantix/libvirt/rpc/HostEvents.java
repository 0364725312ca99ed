package io.quantix.libvirt.rpc;

import io.quantix.libvirt.event.LibvirtEvent;
import io.quantix.libvirt.event.NetworkEvent;
import io.quantix.libvirt.event.NodeDeviceEvent;
import io.quantix.libvirt.event.SecretEvent;
import io.quantix.libvirt.event.StoragePoolEvent;
import java.util.List;
import java.util.Optional;

/** All events on the wire, but for the domains' own: {@link DomainEvents} has those. */
final class HostEvents {
  private static final List<NetworkEvent.Type> NETWORK = List.of(NetworkEvent.Type.values());
  private static final List<StoragePoolEvent.Type> POOL = List.of(StoragePoolEvent.Type.values());
  private static final List<NodeDeviceEvent.Type> DEVICE = List.of(NodeDeviceEvent.Type.values());
  private static final List<SecretEvent.Type> SECRET = List.of(SecretEvent.Type.values());

  private HostEvents() {}

  /** Reads a message after its callback id; empty for one that nobody here knows. */
  static Optional<? extends LibvirtEvent> read(int procedure, XdrReader in)
      throws ProtocolException {
    return switch (procedure) {
      case 315 -> {
        NamedIdentity network = NamedIdentity.read(in);
        yield Optional.of(
            new NetworkEvent.Lifecycle(network.uuid(), network.name(), type(NETWORK, in)));
      }
      case 370 -> {
        NamedIdentity pool = NamedIdentity.read(in);
        yield Optional.of(new StoragePoolEvent.Lifecycle(pool.uuid(), pool.name(), type(POOL, in)));
      }
      case 373 -> {
        NamedIdentity pool = NamedIdentity.read(in);
        yield Optional.of(new StoragePoolEvent.Refreshed(pool.uuid(), pool.name()));
      }
      case 376 -> Optional.of(new NodeDeviceEvent.Lifecycle(in.string(), type(DEVICE, in)));
      case 377 -> Optional.of(new NodeDeviceEvent.Updated(in.string()));
      case 382 -> {
        var uuid = in.uuid();
        in.integer();
        yield Optional.of(new SecretEvent.Lifecycle(uuid, in.string(), type(SECRET, in)));
      }
      case 383 -> {
        var uuid = in.uuid();
        in.integer();
        yield Optional.of(new SecretEvent.ValueChanged(uuid, in.string()));
      }
      default -> DomainEvents.read(procedure, in);
    };
  }

  /** By libvirt's number; the last one stands for those not known here. */
  static <T> T type(List<T> all, XdrReader in) throws ProtocolException {
    int number = in.integer();
    return number >= 0 && number < all.size() - 1 ? all.get(number) : all.getLast();
  }
}
