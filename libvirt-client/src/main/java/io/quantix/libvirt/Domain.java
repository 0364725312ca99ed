package io.quantix.libvirt;

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
}
