package io.quantix.libvirt;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * A virtual machine on a host. Holds no more than its identity; every other method asks the daemon.
 * Two of the same UUID are equal. What is asked of a domain that no longer exists ends with {@link
 * LibvirtException.Kind#NOT_FOUND}.
 */
public interface Domain {
  /** The connection it was got from. */
  Connection connection();

  /** What it is known by for all its life. */
  UUID uuid();

  /** Its name when this object was got. */
  String name();

  /** Its id when this object was got; empty if it was off. */
  OptionalInt id();

  /** What it does now, and why. */
  DomainStateReason state() throws LibvirtException;

  /** What a list shows of it, pipelined. */
  DomainSummary summary() throws LibvirtException;

  /** Memory, processors and processor time. */
  DomainInfo info() throws LibvirtException;

  /** Its XML. */
  String xml(XmlFlag... flags) throws LibvirtException;

  /** Starts it, from its managed save if there is one. */
  void start(StartFlag... flags) throws LibvirtException;

  /**
   * Asks the guest to shut down; returns once it is asked, not once it is off.
   *
   * @param modes the ways that may be tried; none for the hypervisor's own choice
   */
  void shutdown(ShutdownMode... modes) throws LibvirtException;

  /** Asks the guest to reboot; the same modes as {@link #shutdown}. */
  void reboot(ShutdownMode... modes) throws LibvirtException;

  /** Presses the reset button: what the guest has not written is lost. */
  void reset() throws LibvirtException;

  /** Pulls the plug: what the guest has not written is lost. */
  void destroy(DestroyFlag... flags) throws LibvirtException;

  /** Stops its processors; its memory stays. */
  void suspend() throws LibvirtException;

  /** Lets its processors go on. */
  void resume() throws LibvirtException;

  /** Writes its memory to the host's disk and turns it off; the next start goes on from there. */
  void managedSave(SaveFlag... flags) throws LibvirtException;

  /** Whether a managed save waits for the next start. */
  boolean hasManagedSave() throws LibvirtException;

  /** Throws the managed save away. */
  void removeManagedSave() throws LibvirtException;

  /** Removes its definition; a running domain goes on as a transient one. */
  void undefine(UndefineFlag... flags) throws LibvirtException;

  /** Whether it starts with its host. */
  boolean autostart() throws LibvirtException;

  /** Makes it start with its host, or not. */
  void setAutostart(boolean value) throws LibvirtException;

  /** Whether it has a definition that outlives its being off. */
  boolean isPersistent() throws LibvirtException;

  /** Whether its definition was changed since it was started. */
  boolean isUpdated() throws LibvirtException;

  /**
   * Takes a picture of one of its screens.
   *
   * @param screen from 0
   */
  Screenshot screenshot(int screen) throws LibvirtException;

  /** Its devices. */
  DomainDevices devices();

  /** Its disks and the jobs on them. */
  DomainBlocks blocks();

  /** What goes on inside it. */
  DomainGuest guest();

  /** Moving it to another host. */
  DomainMigration migration();

  /** Its snapshots, in no particular order. */
  List<Snapshot> snapshots() throws LibvirtException;

  /** Finds a snapshot by its name. */
  Snapshot snapshot(String name) throws LibvirtException;

  /** The snapshot that it goes on from; empty if there is none. */
  Optional<Snapshot> currentSnapshot() throws LibvirtException;

  /** Takes a snapshot. */
  Snapshot createSnapshot(String xml, SnapshotCreateFlag... flags) throws LibvirtException;

  /** Its checkpoints, in no particular order. */
  List<Checkpoint> checkpoints() throws LibvirtException;

  /** Finds a checkpoint by its name. */
  Checkpoint checkpoint(String name) throws LibvirtException;

  /** Makes a checkpoint. */
  Checkpoint createCheckpoint(String xml, CheckpointCreateFlag... flags) throws LibvirtException;

  /** Gives it another name; it must be off. */
  void rename(String name) throws LibvirtException;

  /**
   * A part of its metadata.
   *
   * @param uri of the element's namespace; empty for the others
   * @throws LibvirtException of kind NOT_FOUND if there is none
   */
  String metadata(MetadataType type, String uri, Impact... impact) throws LibvirtException;

  /**
   * Sets or removes a part of its metadata.
   *
   * @param value the text or the element; empty to remove it
   * @param key the element's prefix; empty for the others
   */
  void setMetadata(
      MetadataType type, Optional<String> value, String key, String uri, Impact... impact)
      throws LibvirtException;

  /** How many processors it has. */
  int vcpus(VcpuFlag... flags) throws LibvirtException;

  /** Gives it so many processors. */
  void setVcpus(int count, VcpuFlag... flags) throws LibvirtException;

  /** Gives it so much memory, in KiB. */
  void setMemory(long kib, MemoryFlag... flags) throws LibvirtException;

  /** The job that goes on with it: a save, a migration, a dump. */
  JobInfo job() throws LibvirtException;

  /** Ends that job. */
  void abortJob() throws LibvirtException;

  /**
   * Writes its memory to a file of the host and turns it off.
   *
   * @param xml what it is to be when it is restored; empty for what it is
   */
  void save(String path, Optional<String> xml, SaveFlag... flags) throws LibvirtException;

  /** Writes its memory to a file of the host for those who look for a mistake. */
  void coreDump(String path, DumpFormat format, DumpFlag... flags) throws LibvirtException;

  /**
   * Presses keys together and lets them go.
   *
   * @param hold how long, in milliseconds
   */
  void sendKey(KeycodeSet set, int hold, int... keys) throws LibvirtException;

  /** Interrupts it in a way that it cannot ignore. */
  void injectNmi() throws LibvirtException;

  /** Wakes it from sleep. */
  void wakeUp() throws LibvirtException;

  /** What its host has against it: deprecated parts, a taint. */
  List<String> messages() throws LibvirtException;

  /**
   * Opens a serial or parallel port or a console as a stream.
   *
   * @param device its alias; empty for the first console
   * @param force take it from who has it now
   */
  LibvirtStream openConsole(Optional<String> device, boolean force) throws LibvirtException;

  /**
   * Opens a channel of the guest as a stream.
   *
   * @param name its name, {@code org.qemu.guest_agent.0}; empty for the first
   * @param force take it from who has it now
   */
  LibvirtStream openChannel(Optional<String> name, boolean force) throws LibvirtException;
}
