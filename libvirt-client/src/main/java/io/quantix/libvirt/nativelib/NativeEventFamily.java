package io.quantix.libvirt.nativelib;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import org.libvirt.jna.ConnectionPointer;

/** What events are of: each family has its own functions to register callbacks. */
enum NativeEventFamily {
  DOMAIN,
  NETWORK,
  STORAGE_POOL,
  NODE_DEVICE,
  SECRET;

  /**
   * Registers a callback.
   *
   * @param to the number of the subscription
   * @return the callback's number, or a negative one
   */
  int register(LibvirtCalls libvirt, ConnectionPointer connection, int event, Pointer to) {
    Callback function =
        this == DOMAIN
            ? NativeDomainEvents.callback(event)
            : NativeHostEvents.callback(this, event);
    return switch (this) {
      case DOMAIN ->
          libvirt.virConnectDomainEventRegisterAny(connection, null, event, function, to, null);
      case NETWORK ->
          libvirt.virConnectNetworkEventRegisterAny(connection, null, event, function, to, null);
      case STORAGE_POOL ->
          libvirt.virConnectStoragePoolEventRegisterAny(
              connection, null, event, function, to, null);
      case NODE_DEVICE ->
          libvirt.virConnectNodeDeviceEventRegisterAny(connection, null, event, function, to, null);
      case SECRET ->
          libvirt.virConnectSecretEventRegisterAny(connection, null, event, function, to, null);
    };
  }

  /** Ends a callback; nothing if its connection is gone. */
  void deregister(LibvirtCalls libvirt, ConnectionPointer connection, int callback) {
    int _ =
        switch (this) {
          case DOMAIN -> libvirt.virConnectDomainEventDeregisterAny(connection, callback);
          case NETWORK -> libvirt.virConnectNetworkEventDeregisterAny(connection, callback);
          case STORAGE_POOL ->
              libvirt.virConnectStoragePoolEventDeregisterAny(connection, callback);
          case NODE_DEVICE -> libvirt.virConnectNodeDeviceEventDeregisterAny(connection, callback);
          case SECRET -> libvirt.virConnectSecretEventDeregisterAny(connection, callback);
        };
  }
}
