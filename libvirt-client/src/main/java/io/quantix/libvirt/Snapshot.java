package io.quantix.libvirt;

import java.util.List;
import java.util.Optional;

/** A snapshot of a domain: its disks, and its memory if it ran, as they were at one time. */
public interface Snapshot {
  /** Its name, which no other of its domain has. */
  String name();

  /** Whose it is. */
  Domain domain();

  /** Its XML. */
  String xml(XmlFlag... flags) throws LibvirtException;

  /** The one that it was taken after; empty for a first one. */
  Optional<Snapshot> parent() throws LibvirtException;

  /** Those taken right after it. */
  List<Snapshot> children() throws LibvirtException;

  /** Whether the domain goes on from it. */
  boolean isCurrent() throws LibvirtException;

  /** Makes the domain what it was: what it is now is lost unless there is a snapshot of that. */
  void revert(SnapshotRevertFlag... flags) throws LibvirtException;

  /** Deletes it; the domain stays as it is. */
  void delete(SnapshotDeleteFlag... flags) throws LibvirtException;
}
