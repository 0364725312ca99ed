package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtStream;
import io.quantix.libvirt.StorageVolume;
import io.quantix.libvirt.VolumeDeleteFlag;
import io.quantix.libvirt.VolumeInfo;
import io.quantix.libvirt.VolumeResizeFlag;
import io.quantix.libvirt.VolumeType;
import io.quantix.libvirt.WipeAlgorithm;

/** A {@link StorageVolume} of a {@link RemoteConnection}. */
final class RemoteStorageVolume extends RemoteObject implements StorageVolume {
  private static final int SPARSE = 1;

  private final VolumeIdentity identity;

  RemoteStorageVolume(RemoteConnection connection, VolumeIdentity identity) {
    super(connection);
    this.identity = identity;
  }

  @Override
  XdrWriter arguments() throws LibvirtException {
    return identity.write(new XdrWriter());
  }

  @Override
  public String pool() {
    return identity.pool();
  }

  @Override
  public String name() {
    return identity.name();
  }

  @Override
  public String key() {
    return identity.key();
  }

  @Override
  public String path() throws LibvirtException {
    return connection.call(Procedure.STORAGE_VOL_GET_PATH, arguments(), XdrReader::string);
  }

  @Override
  public String xml() throws LibvirtException {
    return text(Procedure.STORAGE_VOL_GET_XML_DESC, 0);
  }

  @Override
  public VolumeInfo info() throws LibvirtException {
    return connection.call(
        Procedure.STORAGE_VOL_GET_INFO,
        arguments(),
        in -> new VolumeInfo(VolumeType.of(in.integer()), in.hyper(), in.hyper()));
  }

  @Override
  public void delete(VolumeDeleteFlag... flags) throws LibvirtException {
    callSlowly(
        Procedure.STORAGE_VOL_DELETE, arguments().integer(bits(VolumeDeleteFlag::bit, flags)));
  }

  @Override
  public void wipe(WipeAlgorithm algorithm) throws LibvirtException {
    callSlowly(
        Procedure.STORAGE_VOL_WIPE_PATTERN, arguments().integer(algorithm.number()).integer(0));
  }

  @Override
  public void resize(long capacity, VolumeResizeFlag... flags) throws LibvirtException {
    callSlowly(
        Procedure.STORAGE_VOL_RESIZE,
        arguments().hyper(capacity).integer(bits(VolumeResizeFlag::bit, flags)));
  }

  @Override
  public LibvirtStream download(long offset, long length, boolean sparse) throws LibvirtException {
    return connection.openAlone(
        Procedure.STORAGE_VOL_DOWNLOAD,
        arguments().hyper(offset).hyper(length).integer(sparse ? SPARSE : 0));
  }

  @Override
  public LibvirtStream upload(long offset, long length, boolean sparse) throws LibvirtException {
    return connection.openAlone(
        Procedure.STORAGE_VOL_UPLOAD,
        arguments().hyper(offset).hyper(length).integer(sparse ? SPARSE : 0));
  }

  @Override
  public String toString() {
    return name();
  }
}
