package io.quantix.libvirt;

/**
 * Moving a domain to another host.
 *
 * <p>While it is being moved, {@link Domain#job} on this host tells how far it is (or see {@link
 * MigrateOptions#withProgress}) and {@link Domain#abortJob} ends it: the domain then goes on here,
 * and whoever waits gets {@link LibvirtException.Kind#CANCELLED}.
 *
 * <p>An interrupt of the waiting thread does the same and waits until it is done, so that the
 * domain's whereabouts are known: the outcome is {@link LibvirtException.Kind#INTERRUPTED} if the
 * domain stayed here, and the usual one, with the thread still interrupted, if it was too late to
 * stop. After the switch to post-copy it always is too late.
 *
 * <p>A move that fails leaves the domain here as it was. Where a host or a connection was lost at
 * such a moment that this is not certain, the exception says what is known of both sides. The
 * domain never runs on both: if it cannot be known whether it runs there, it is left paused here.
 */
public interface DomainMigration {
  /**
   * Moves it, led by this program, which must reach both hosts; the hypervisors connect to each
   * other. Both connections may be used meanwhile; the move has connections of its own.
   *
   * @param destination the other host
   * @return the domain there
   * @throws LibvirtException of kind UNSUPPORTED where a host's libvirt cannot do it so,
   *     INVALID_ARGUMENT for flags that do not fit together, ALREADY_EXISTS or FAILED if the name
   *     or UUID is taken there, UNSAFE if libvirt sees that its disks are not shared; and as above
   */
  Domain to(Connection destination, MigrateOptions options) throws LibvirtException;

  /**
   * Moves it, led by this host's libvirt, which connects to the other by itself; only this host
   * must be reached. If this program or its connection ends, the move goes on.
   *
   * @param destination the other host's libvirt URI as this host sees it
   * @throws LibvirtException as for {@link #to}
   */
  void peerToPeer(String destination, MigrateOptions options) throws LibvirtException;

  /** Limits it to so many MiB a second, also while it goes on. */
  void setMaxSpeed(long mibPerSecond) throws LibvirtException;

  /** Its limit in MiB a second. */
  long maxSpeed() throws LibvirtException;

  /** Limits post-copy to so many MiB a second. */
  void setMaxPostCopySpeed(long mibPerSecond) throws LibvirtException;

  /** Post-copy's limit in MiB a second; 0 for none. */
  long maxPostCopySpeed() throws LibvirtException;

  /** How long the guest may stand still at the end, in milliseconds, also while it goes on. */
  void setMaxDowntime(long millis) throws LibvirtException;

  /** How long the guest may stand still at the end, in milliseconds. */
  long maxDowntime() throws LibvirtException;

  /** How much memory, in bytes, compression may take to know what it has sent. */
  void setCompressionCache(long bytes) throws LibvirtException;

  /** How much memory, in bytes, compression takes. */
  long compressionCache() throws LibvirtException;

  /**
   * Lets the guest run there at once, its memory following as it is needed. From then on there is
   * no way back: if the hosts lose each other, the guest is lost.
   */
  void startPostCopy() throws LibvirtException;
}
