package io.quantix.libvirt.event;

/** Something that happened at a host. */
public sealed interface LibvirtEvent
    permits DomainEvent, NetworkEvent, NodeDeviceEvent, SecretEvent, StoragePoolEvent {}
