package io.quantix.libvirt.event;

import java.util.UUID;

/** Something happened to a virtual network. */
public sealed interface NetworkEvent extends LibvirtEvent {
  /** Whose event. */
  UUID uuid();

  /** The name at that time. */
  String name();

  /** What can happen to it, in the order of libvirt's numbers. */
  enum Type {
    DEFINED,
    UNDEFINED,
    STARTED,
    STOPPED,
    /** A number of a newer libvirt. */
    UNKNOWN
  }

  /** It was defined, started and so on. */
  record Lifecycle(UUID uuid, String name, Type type) implements NetworkEvent {}
}
