package io.quantix.libvirt;

/**
 * A pool's state and room.
 *
 * @param capacity bytes in all
 * @param allocation bytes taken
 * @param available bytes free
 */
public record PoolInfo(PoolState state, long capacity, long allocation, long available) {}
