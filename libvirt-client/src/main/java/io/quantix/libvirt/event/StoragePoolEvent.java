package io.quantix.libvirt.event;

import java.util.UUID;

/** Something happened to a storage pool. */
public sealed interface StoragePoolEvent extends LibvirtEvent {
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
    CREATED,
    DELETED,
    /** A number of a newer libvirt. */
    UNKNOWN
  }

  /** It was defined, started and so on. */
  record Lifecycle(UUID uuid, String name, Type type) implements StoragePoolEvent {}

  /** Its volumes were looked at anew, or changed. */
  record Refreshed(UUID uuid, String name) implements StoragePoolEvent {}
}
