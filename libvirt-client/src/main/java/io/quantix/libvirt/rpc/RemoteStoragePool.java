package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.PoolBuildFlag;
import io.quantix.libvirt.PoolInfo;
import io.quantix.libvirt.PoolState;
import io.quantix.libvirt.StoragePool;
import io.quantix.libvirt.StorageVolume;
import io.quantix.libvirt.VolumeCreateFlag;
import java.util.List;

/** A {@link StoragePool} of a {@link RemoteConnection}. */
final class RemoteStoragePool extends NamedObject implements StoragePool {
  private static final int INACTIVE = 1;

  RemoteStoragePool(RemoteConnection connection, NamedIdentity identity) {
    super(connection, identity);
  }

  @Override
  public String xml(boolean inactive) throws LibvirtException {
    return text(Procedure.STORAGE_POOL_GET_XML_DESC, inactive ? INACTIVE : 0);
  }

  @Override
  public PoolInfo info() throws LibvirtException {
    return connection.call(
        Procedure.STORAGE_POOL_GET_INFO,
        arguments(),
        in -> new PoolInfo(PoolState.of(in.integer()), in.hyper(), in.hyper(), in.hyper()));
  }

  @Override
  public void start() throws LibvirtException {
    callSlowly(Procedure.STORAGE_POOL_CREATE, arguments().integer(0));
  }

  @Override
  public void destroy() throws LibvirtException {
    callSlowly(Procedure.STORAGE_POOL_DESTROY, arguments());
  }

  @Override
  public void build(PoolBuildFlag... flags) throws LibvirtException {
    callSlowly(Procedure.STORAGE_POOL_BUILD, arguments().integer(bits(PoolBuildFlag::bit, flags)));
  }

  @Override
  public void delete() throws LibvirtException {
    callSlowly(Procedure.STORAGE_POOL_DELETE, arguments().integer(0));
  }

  @Override
  public void undefine() throws LibvirtException {
    call(Procedure.STORAGE_POOL_UNDEFINE);
  }

  @Override
  public void refresh() throws LibvirtException {
    callSlowly(Procedure.STORAGE_POOL_REFRESH, arguments().integer(0));
  }

  @Override
  public boolean isActive() throws LibvirtException {
    return isTrue(Procedure.STORAGE_POOL_IS_ACTIVE);
  }

  @Override
  public boolean isPersistent() throws LibvirtException {
    return isTrue(Procedure.STORAGE_POOL_IS_PERSISTENT);
  }

  @Override
  public boolean autostart() throws LibvirtException {
    return isTrue(Procedure.STORAGE_POOL_GET_AUTOSTART);
  }

  @Override
  public void setAutostart(boolean value) throws LibvirtException {
    connection.call(Procedure.STORAGE_POOL_SET_AUTOSTART, arguments().flag(value));
  }

  @Override
  public List<StorageVolume> volumes() throws LibvirtException {
    return connection.call(
        Procedure.STORAGE_POOL_LIST_ALL_VOLUMES,
        arguments().integer(1).integer(0),
        in -> list(in, Limits.OBJECTS, VolumeIdentity.LEAST_BYTES, "volumes", this::volume));
  }

  private StorageVolume volume(XdrReader in) throws ProtocolException {
    return new RemoteStorageVolume(connection, VolumeIdentity.read(in));
  }

  @Override
  public StorageVolume volume(String volume) throws LibvirtException {
    return connection.call(
        Procedure.STORAGE_VOL_LOOKUP_BY_NAME, arguments().string(volume), this::volume);
  }

  @Override
  public StorageVolume create(String xml, VolumeCreateFlag... flags) throws LibvirtException {
    return connection.callSlowly(
        Procedure.STORAGE_VOL_CREATE_XML,
        arguments().string(xml).integer(bits(VolumeCreateFlag::bit, flags)),
        this::volume);
  }

  @Override
  public StorageVolume clone(String xml, StorageVolume source, VolumeCreateFlag... flags)
      throws LibvirtException {
    return connection.callSlowly(
        Procedure.STORAGE_VOL_CREATE_XML_FROM,
        VolumeIdentity.of(source)
            .write(arguments().string(xml))
            .integer(bits(VolumeCreateFlag::bit, flags)),
        this::volume);
  }
}
