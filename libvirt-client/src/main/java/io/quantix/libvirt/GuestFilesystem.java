package io.quantix.libvirt;

import java.util.List;

/**
 * A file system that a guest has mounted.
 *
 * @param mountPoint where
 * @param name the guest's device
 * @param type {@code ext4}, ...
 * @param disks targets of the disks that it is on, {@code vda}
 */
public record GuestFilesystem(String mountPoint, String name, String type, List<String> disks) {}
