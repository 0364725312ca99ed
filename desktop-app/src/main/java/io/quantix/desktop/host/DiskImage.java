package io.quantix.desktop.host;

import java.util.Optional;

/**
 * A disk image of a VM that is to be deleted.
 *
 * @param target the disk's name in the VM, {@code vda}; empty for a layer below it
 * @param path where it is on the host
 * @param bytes what it takes on the host; 0 if that is not known
 * @param kept why it is not to be deleted; empty if it can be
 */
public record DiskImage(String target, String path, long bytes, Optional<Kept> kept) {
  /** Why an image is not to be deleted. */
  public enum Reason {
    /** Another VM has it too. */
    USED,
    /** Another image is a layer over it. */
    BASE,
    /** The VM's XML lets others share it. */
    SHAREABLE,
    /** No storage pool of the host has it, so libvirt cannot delete it. */
    NO_POOL,
    /** It is not on the host's own storage. */
    NETWORK,
    /** What another VM's image is a layer over cannot be found out. */
    UNKNOWN
  }

  /**
   * Why it is not to be deleted.
   *
   * @param reason why
   * @param who the VM or image that is in the way; empty where none is
   */
  public record Kept(Reason reason, String who) {}

  /** Whether it can be deleted with its VM. */
  public boolean canBeDeleted() {
    return kept.isEmpty();
  }
}
