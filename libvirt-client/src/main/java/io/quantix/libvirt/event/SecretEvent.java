package io.quantix.libvirt.event;

import java.util.UUID;

/** Something happened to a secret. */
public sealed interface SecretEvent extends LibvirtEvent {
  /** Whose event. */
  UUID uuid();

  /** What it is for. */
  String usageId();

  /** What can happen to it, in the order of libvirt's numbers. */
  enum Type {
    DEFINED,
    UNDEFINED,
    /** A number of a newer libvirt. */
    UNKNOWN
  }

  /** It was defined or undefined. */
  record Lifecycle(UUID uuid, String usageId, Type type) implements SecretEvent {}

  /** It has another value. */
  record ValueChanged(UUID uuid, String usageId) implements SecretEvent {}
}
