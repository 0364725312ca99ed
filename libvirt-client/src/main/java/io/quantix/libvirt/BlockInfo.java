package io.quantix.libvirt;

/**
 * A disk's size.
 *
 * @param capacity bytes that the guest sees
 * @param allocation bytes in use on the host
 * @param physical bytes of the file or device on the host
 */
public record BlockInfo(long capacity, long allocation, long physical) {}
