package io.quantix.libvirt;

/**
 * A volume of a storage pool. Holds no more than its identity; every other method asks the daemon.
 * Two of the same key are equal.
 */
public interface StorageVolume {
  /** Its pool's name. */
  String pool();

  /** Its name in the pool. */
  String name();

  /** What it is known by on its host; for a file, its path. */
  String key();

  /** Where a guest's definition finds it: a path on the host, or a URI. */
  String path() throws LibvirtException;

  /** Its XML. */
  String xml() throws LibvirtException;

  /** Kind and size. */
  VolumeInfo info() throws LibvirtException;

  /** Deletes it with what it holds. */
  void delete(VolumeDeleteFlag... flags) throws LibvirtException;

  /** Writes over what it holds. */
  void wipe(WipeAlgorithm algorithm) throws LibvirtException;

  /** Changes what a guest sees as its size, in bytes. */
  void resize(long capacity, VolumeResizeFlag... flags) throws LibvirtException;

  /**
   * Reads what it holds, over a connection of its own that ends with the stream; {@link
   * LibvirtStream#finish} tells whether all has come.
   *
   * @param offset byte to begin with
   * @param length bytes; 0 for all
   * @param sparse send holes as such
   */
  LibvirtStream download(long offset, long length, boolean sparse) throws LibvirtException;

  /**
   * Writes into it, over a connection of its own that ends with the stream; nothing is sure to be
   * stored before {@link LibvirtStream#finish} has returned.
   *
   * @param offset byte to begin with
   * @param length bytes that will come; 0 for as many as come
   * @param sparse holes will be sent as such
   */
  LibvirtStream upload(long offset, long length, boolean sparse) throws LibvirtException;
}
