package io.quantix.libvirt;

/**
 * Everything that a list shows of a domain, read in one go.
 *
 * @param domain whose it is
 * @param state what it did
 * @param persistent whether its definition outlives its being off
 * @param autostart whether it starts with its host
 * @param managedSave whether a managed save waits for its next start
 * @param xml its XML: as it runs if it is active, else as it would start
 */
public record DomainSummary(
    Domain domain,
    DomainStateReason state,
    boolean persistent,
    boolean autostart,
    boolean managedSave,
    String xml) {}
