package io.quantix.libvirt.rpc;

import java.util.Optional;

/** What events are of: each family has its own calls and counts its callbacks for itself. */
enum EventFamily {
  DOMAIN(
      Procedure.CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY,
      Procedure.CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY),
  NETWORK(
      Procedure.CONNECT_NETWORK_EVENT_REGISTER_ANY, Procedure.CONNECT_NETWORK_EVENT_DEREGISTER_ANY),
  STORAGE_POOL(
      Procedure.CONNECT_STORAGE_POOL_EVENT_REGISTER_ANY,
      Procedure.CONNECT_STORAGE_POOL_EVENT_DEREGISTER_ANY),
  NODE_DEVICE(
      Procedure.CONNECT_NODE_DEVICE_EVENT_REGISTER_ANY,
      Procedure.CONNECT_NODE_DEVICE_EVENT_DEREGISTER_ANY),
  SECRET(
      Procedure.CONNECT_SECRET_EVENT_REGISTER_ANY, Procedure.CONNECT_SECRET_EVENT_DEREGISTER_ANY);

  private final Procedure register;
  private final Procedure deregister;

  EventFamily(Procedure register, Procedure deregister) {
    this.register = register;
    this.deregister = deregister;
  }

  Procedure register() {
    return register;
  }

  Procedure deregister() {
    return deregister;
  }

  /** The family of a message; empty if no subscription here can be for it. */
  static Optional<EventFamily> of(int procedure) {
    return switch (procedure) {
      case 318, 319, 320, 321, 322, 323, 324, 325, 326, 327, 328, 329, 330, 331, 332, 333 ->
          Optional.of(DOMAIN);
      case 339, 346, 348, 354, 359, 363, 367, 379, 385, 423, 438 -> Optional.of(DOMAIN);
      case 315 -> Optional.of(NETWORK);
      case 370, 373 -> Optional.of(STORAGE_POOL);
      case 376, 377 -> Optional.of(NODE_DEVICE);
      case 382, 383 -> Optional.of(SECRET);
      default -> Optional.empty();
    };
  }
}
