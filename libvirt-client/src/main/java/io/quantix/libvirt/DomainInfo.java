package io.quantix.libvirt;

/**
 * A domain's use of its host (libvirt's virDomainInfo).
 *
 * @param state what it does
 * @param maxMemoryKib memory that it may have, KiB
 * @param memoryKib memory that it has, KiB
 * @param vcpus virtual processors
 * @param cpuTimeNanos processor time used since it was started, ns
 */
public record DomainInfo(
    DomainState state, long maxMemoryKib, long memoryKib, int vcpus, long cpuTimeNanos) {}
