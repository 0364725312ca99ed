package io.quantix.libvirt;

import java.util.List;
import java.util.Optional;

/** A point in time from which a domain's disks keep track of what changes, for backups. */
public interface Checkpoint {
  /** Its name, which no other of its domain has. */
  String name();

  /** Whose it is. */
  Domain domain();

  /** Its XML. */
  String xml() throws LibvirtException;

  /** The one made before it; empty for a first one. */
  Optional<Checkpoint> parent() throws LibvirtException;

  /** Those made right after it. */
  List<Checkpoint> children() throws LibvirtException;

  /** Deletes it. */
  void delete(CheckpointDeleteFlag... flags) throws LibvirtException;
}
