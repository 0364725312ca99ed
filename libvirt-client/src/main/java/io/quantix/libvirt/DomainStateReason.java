package io.quantix.libvirt;

/**
 * A domain's state and libvirt's number for why it is in it (virDomainRunningReason and its kin).
 */
public record DomainStateReason(DomainState state, int reason) {}
