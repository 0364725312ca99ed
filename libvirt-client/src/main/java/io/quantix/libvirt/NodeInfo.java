package io.quantix.libvirt;

/**
 * A host's processors and memory (libvirt's virNodeInfo).
 *
 * @param model processor architecture, for instance {@code x86_64}
 * @param memoryKib memory in KiB
 * @param cpus active processors, threads counted
 * @param mhz expected frequency in MHz, 0 if unknown
 * @param nodes NUMA nodes
 * @param sockets sockets a node
 * @param cores cores a socket
 * @param threads threads a core
 */
public record NodeInfo(
    String model,
    long memoryKib,
    int cpus,
    int mhz,
    int nodes,
    int sockets,
    int cores,
    int threads) {}
