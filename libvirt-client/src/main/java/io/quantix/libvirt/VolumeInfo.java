package io.quantix.libvirt;

/**
 * A volume's kind and size.
 *
 * @param capacity bytes that a guest sees
 * @param allocation bytes that it takes on the host
 */
public record VolumeInfo(VolumeType type, long capacity, long allocation) {}
