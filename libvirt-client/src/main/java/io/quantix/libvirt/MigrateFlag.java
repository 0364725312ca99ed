package io.quantix.libvirt;

/** How a domain is migrated (libvirt's virDomainMigrateFlags). */
public enum MigrateFlag {
  /** Keep it running meanwhile. */
  LIVE(1),
  /** The two hosts speak to each other. */
  PEER_TO_PEER(1 << 1),
  /** Through libvirt's own connection; needs PEER_TO_PEER. */
  TUNNELLED(1 << 2),
  /** Define it there. */
  PERSIST_DESTINATION(1 << 3),
  /** Undefine it here. */
  UNDEFINE_SOURCE(1 << 4),
  /** Leave it paused there. */
  PAUSED(1 << 5),
  /** Copy its disks whole. */
  NON_SHARED_DISK(1 << 6),
  /** Copy the uppermost layers of its disks. */
  NON_SHARED_INCREMENTAL(1 << 7),
  /** Refuse changes of its definition meanwhile. */
  CHANGE_PROTECTION(1 << 8),
  /** Even where its disks' caches make that unsafe. */
  UNSAFE(1 << 9),
  /** Only its definition, though it is off. */
  OFFLINE(1 << 10),
  /** Compress its memory. */
  COMPRESSED(1 << 11),
  /** Give up when a disk of it fails. */
  ABORT_ON_ERROR(1 << 12),
  /** Slow it down until its memory can be sent. */
  AUTO_CONVERGE(1 << 13),
  /** Lock its memory for RDMA. */
  PIN_ALL(1 << 14),
  /** Allow a switch to post-copy. */
  POST_COPY(1 << 15),
  /** Encrypted. */
  TLS(1 << 16),
  /** Over several connections. */
  PARALLEL(1 << 17),
  /** Let writes to disks that are being copied wait for the copy. */
  SYNCHRONOUS_WRITES(1 << 18),
  /** Take up a post-copy that broke off. */
  POST_COPY_RESUME(1 << 19),
  /** Send memory without copying it in the kernel; needs PARALLEL. */
  ZERO_COPY(1 << 20);

  private final int bit;

  MigrateFlag(int bit) {
    this.bit = bit;
  }

  /** libvirt's bit for it. */
  public int bit() {
    return bit;
  }
}
