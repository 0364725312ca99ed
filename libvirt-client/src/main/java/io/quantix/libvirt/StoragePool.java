package io.quantix.libvirt;

import java.util.List;
import java.util.UUID;

/**
 * A storage pool of a host. Holds no more than its identity; every other method asks the daemon.
 * Two of the same UUID are equal. What is asked of one that no longer exists ends with {@link
 * LibvirtException.Kind#NOT_FOUND}.
 */
public interface StoragePool {
  /** What it is known by for all its life. */
  UUID uuid();

  /** Its name when this object was got. */
  String name();

  /** Its XML: the running one, or with true its definition. */
  String xml(boolean inactive) throws LibvirtException;

  /** State and room. */
  PoolInfo info() throws LibvirtException;

  /** Starts it. */
  void start() throws LibvirtException;

  /** Stops it; what is stored stays. */
  void destroy() throws LibvirtException;

  /** Makes its storage: a folder, a file system, a volume group. */
  void build(PoolBuildFlag... flags) throws LibvirtException;

  /** Deletes its storage with all that is in it. */
  void delete() throws LibvirtException;

  /** Removes its definition; what is stored stays. */
  void undefine() throws LibvirtException;

  /** Looks anew which volumes there are. */
  void refresh() throws LibvirtException;

  /** Whether it runs. */
  boolean isActive() throws LibvirtException;

  /** Whether it has a definition that outlives its being off. */
  boolean isPersistent() throws LibvirtException;

  /** Whether it starts with its host. */
  boolean autostart() throws LibvirtException;

  /** Makes it start with its host, or not. */
  void setAutostart(boolean value) throws LibvirtException;

  /** Its volumes, in the daemon's order. */
  List<StorageVolume> volumes() throws LibvirtException;

  /** Finds a volume by its name. */
  StorageVolume volume(String name) throws LibvirtException;

  /** Makes a volume. */
  StorageVolume create(String xml, VolumeCreateFlag... flags) throws LibvirtException;

  /** Makes a volume with another's contents; returns when they are copied. */
  StorageVolume clone(String xml, StorageVolume source, VolumeCreateFlag... flags)
      throws LibvirtException;
}
