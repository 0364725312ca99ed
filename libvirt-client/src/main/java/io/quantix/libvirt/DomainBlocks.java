package io.quantix.libvirt;

import java.util.Map;
import java.util.Optional;

/** A domain's disks, each named by its target ({@code vda}) or its path, and the jobs on them. */
public interface DomainBlocks {
  /** Its size. */
  BlockInfo info(String disk) throws LibvirtException;

  /** Makes a running guest see another size, in bytes. */
  void resize(String disk, long bytes) throws LibvirtException;

  /**
   * Merges layers of a disk into a lower one, as a job.
   *
   * @param base into which layer; empty for the lowest
   * @param top from which layer on; empty for the uppermost
   * @param bandwidth MiB a second; 0 for no limit
   */
  void commit(
      String disk,
      Optional<String> base,
      Optional<String> top,
      long bandwidth,
      BlockCommitFlag... flags)
      throws LibvirtException;

  /**
   * Copies all that lower layers hold into the uppermost, as a job.
   *
   * @param base the layer to keep; empty for none
   */
  void pull(String disk, Optional<String> base, long bandwidth) throws LibvirtException;

  /**
   * Copies a disk elsewhere while it is used, as a job that then keeps both alike until it is
   * ended.
   *
   * @param destination XML of a disk with the new source
   * @param bandwidth bytes a second; 0 for no limit
   */
  void copy(String disk, String destination, long bandwidth, BlockCopyFlag... flags)
      throws LibvirtException;

  /** The job on it; empty if there is none. */
  Optional<BlockJob> job(String disk) throws LibvirtException;

  /** Ends its job. */
  void abort(String disk, BlockAbortFlag... flags) throws LibvirtException;

  /** Limits its job to so many MiB a second; 0 for no limit. */
  void setSpeed(String disk, long bandwidth) throws LibvirtException;

  /** Its limits by libvirt's name: {@code total_bytes_sec}, {@code read_iops_sec}, ... */
  Map<String, Object> ioTune(String disk) throws LibvirtException;

  /** Sets its limits; each is a Long. */
  void setIoTune(String disk, Map<String, Long> limits, Impact... impact) throws LibvirtException;

  /** Its disks with an I/O error: 2 out of space, 1 any other, by target. */
  Map<String, Integer> errors() throws LibvirtException;
}
