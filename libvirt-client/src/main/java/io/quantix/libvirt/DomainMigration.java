package io.quantix.libvirt;

import java.util.Map;
import java.util.Optional;

/**
 * Moving a domain to another host. Its progress is {@link Domain#job}, its end {@link
 * Domain#abortJob}.
 */
public interface DomainMigration {
  /**
   * Moves it, peer to peer: this host connects to the other by itself. Returns when it is there.
   *
   * @param destination the other host's libvirt URI as this host sees it
   * @param parameters libvirt's by name: {@code destination_name}, {@code bandwidth}, {@code
   *     migrate_uri}, {@code disks_port}, ... ; each Integer, Long or String as libvirt has it
   */
  void toUri(Optional<String> destination, Map<String, ?> parameters, MigrateFlag... flags)
      throws LibvirtException;

  /** Limits it to so many MiB a second. */
  void setMaxSpeed(long bandwidth) throws LibvirtException;

  /** Its limit in MiB a second. */
  long maxSpeed() throws LibvirtException;

  /** How long the guest may stand still at the end, in milliseconds. */
  void setMaxDowntime(long millis) throws LibvirtException;

  /** Lets the guest run there at once, its memory following as it is needed. */
  void startPostCopy() throws LibvirtException;
}
