package io.quantix.libvirt.event;

/** Something happened to a device of the host. */
public sealed interface NodeDeviceEvent extends LibvirtEvent {
  /** Whose event. */
  String name();

  /** What can happen to it, in the order of libvirt's numbers. */
  enum Type {
    CREATED,
    DELETED,
    DEFINED,
    UNDEFINED,
    /** A number of a newer libvirt. */
    UNKNOWN
  }

  /** It appeared, went away and so on. */
  record Lifecycle(String name, Type type) implements NodeDeviceEvent {}

  /** It is otherwise than before. */
  record Updated(String name) implements NodeDeviceEvent {}
}
