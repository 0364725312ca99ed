package io.quantix.libvirt.nativelib;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import com.sun.jna.PointerType;
import io.quantix.libvirt.event.NetworkEvent;
import io.quantix.libvirt.event.NodeDeviceEvent;
import io.quantix.libvirt.event.SecretEvent;
import io.quantix.libvirt.event.StoragePoolEvent;
import java.util.List;
import java.util.UUID;
import org.libvirt.jna.DevicePointer;
import org.libvirt.jna.NetworkPointer;
import org.libvirt.jna.SecretPointer;
import org.libvirt.jna.StoragePoolPointer;

/** The callbacks for all events but the domains' own: {@link NativeDomainEvents} has those. */
final class NativeHostEvents {
  private static final List<NetworkEvent.Type> NETWORKS = List.of(NetworkEvent.Type.values());
  private static final List<StoragePoolEvent.Type> POOLS = List.of(StoragePoolEvent.Type.values());
  private static final List<NodeDeviceEvent.Type> DEVICES = List.of(NodeDeviceEvent.Type.values());
  private static final List<SecretEvent.Type> SECRETS = List.of(SecretEvent.Type.values());

  private static final Callbacks.IntInt NETWORK = NativeHostEvents::network;
  private static final Callbacks.IntInt POOL = NativeHostEvents::pool;
  private static final Callbacks.Plain POOL_REFRESHED = NativeHostEvents::poolRefreshed;
  private static final Callbacks.IntInt DEVICE = NativeHostEvents::device;
  private static final Callbacks.Plain DEVICE_UPDATED = NativeHostEvents::deviceUpdated;
  private static final Callbacks.IntInt SECRET = NativeHostEvents::secret;
  private static final Callbacks.Plain SECRET_CHANGED = NativeHostEvents::secretChanged;

  private NativeHostEvents() {}

  /** What libvirt is given for an event; 0 is the life cycle, 1 what else there is. */
  static Callback callback(NativeEventFamily family, int event) {
    return switch (family) {
      case NETWORK -> NETWORK;
      case STORAGE_POOL -> event == 0 ? POOL : POOL_REFRESHED;
      case NODE_DEVICE -> event == 0 ? DEVICE : DEVICE_UPDATED;
      case SECRET -> event == 0 ? SECRET : SECRET_CHANGED;
      case DOMAIN -> throw new IllegalArgumentException("the event " + event + " of a domain");
    };
  }

  /** By libvirt's number; the last one stands for those not known here. */
  static <T> T type(List<T> all, int number) {
    return number >= 0 && number < all.size() - 1 ? all.get(number) : all.getLast();
  }

  /** The object of an event, which is libvirt's and not freed. */
  static <P extends PointerType> P of(P empty, Pointer object) {
    empty.setPointer(object);
    return empty;
  }

  private static int network(
      Pointer connection, Pointer object, int type, int detail, Pointer opaque) {
    LibvirtCalls libvirt = EventLoop.libvirt();
    NetworkPointer network = of(new NetworkPointer(), object);
    NativeSubscription.happened(
        opaque,
        new NetworkEvent.Lifecycle(
            Uuids.read(bytes -> libvirt.virNetworkGetUUID(network, bytes)),
            libvirt.virNetworkGetName(network),
            type(NETWORKS, type)));
    return 0;
  }

  private static int pool(
      Pointer connection, Pointer object, int type, int detail, Pointer opaque) {
    StoragePoolPointer pool = of(new StoragePoolPointer(), object);
    NativeSubscription.happened(
        opaque, new StoragePoolEvent.Lifecycle(uuid(pool), name(pool), type(POOLS, type)));
    return 0;
  }

  private static void poolRefreshed(Pointer connection, Pointer object, Pointer opaque) {
    StoragePoolPointer pool = of(new StoragePoolPointer(), object);
    NativeSubscription.happened(opaque, new StoragePoolEvent.Refreshed(uuid(pool), name(pool)));
  }

  private static UUID uuid(StoragePoolPointer pool) {
    return Uuids.read(bytes -> EventLoop.libvirt().virStoragePoolGetUUID(pool, bytes));
  }

  private static String name(StoragePoolPointer pool) {
    return EventLoop.libvirt().virStoragePoolGetName(pool);
  }

  private static int device(
      Pointer connection, Pointer object, int type, int detail, Pointer opaque) {
    NativeSubscription.happened(
        opaque, new NodeDeviceEvent.Lifecycle(deviceName(object), type(DEVICES, type)));
    return 0;
  }

  private static void deviceUpdated(Pointer connection, Pointer object, Pointer opaque) {
    NativeSubscription.happened(opaque, new NodeDeviceEvent.Updated(deviceName(object)));
  }

  private static String deviceName(Pointer object) {
    return EventLoop.libvirt().virNodeDeviceGetName(of(new DevicePointer(), object));
  }

  private static int secret(
      Pointer connection, Pointer object, int type, int detail, Pointer opaque) {
    SecretPointer secret = of(new SecretPointer(), object);
    NativeSubscription.happened(
        opaque, new SecretEvent.Lifecycle(uuid(secret), usage(secret), type(SECRETS, type)));
    return 0;
  }

  private static void secretChanged(Pointer connection, Pointer object, Pointer opaque) {
    SecretPointer secret = of(new SecretPointer(), object);
    NativeSubscription.happened(opaque, new SecretEvent.ValueChanged(uuid(secret), usage(secret)));
  }

  private static UUID uuid(SecretPointer secret) {
    return Uuids.read(bytes -> EventLoop.libvirt().virSecretGetUUID(secret, bytes));
  }

  private static String usage(SecretPointer secret) {
    return EventLoop.libvirt().virSecretGetUsageID(secret);
  }
}
