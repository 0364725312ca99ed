package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.Secret;
import io.quantix.libvirt.Storage;
import io.quantix.libvirt.StoragePool;
import io.quantix.libvirt.StorageVolume;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** {@link Storage} of a {@link RemoteConnection}. */
record RemoteStorage(RemoteConnection connection) implements Storage {
  private StoragePool pool(XdrReader in) throws ProtocolException {
    return new RemoteStoragePool(connection, NamedIdentity.read(in));
  }

  private Secret secret(XdrReader in) throws ProtocolException {
    return RemoteSecret.read(connection, in);
  }

  @Override
  public List<StoragePool> pools() throws LibvirtException {
    return connection.call(
        Procedure.CONNECT_LIST_ALL_STORAGE_POOLS,
        new XdrWriter().integer(1).integer(0),
        in ->
            RemoteObject.list(
                in, Limits.OBJECTS, NamedIdentity.LEAST_BYTES, "storage pools", this::pool));
  }

  @Override
  public StoragePool pool(String name) throws LibvirtException {
    return connection.call(
        Procedure.STORAGE_POOL_LOOKUP_BY_NAME, new XdrWriter().string(name), this::pool);
  }

  @Override
  public StoragePool pool(UUID uuid) throws LibvirtException {
    return connection.call(
        Procedure.STORAGE_POOL_LOOKUP_BY_UUID, new XdrWriter().uuid(uuid), this::pool);
  }

  @Override
  public StoragePool poolOf(StorageVolume volume) throws LibvirtException {
    return connection.call(
        Procedure.STORAGE_POOL_LOOKUP_BY_VOLUME,
        VolumeIdentity.of(volume).write(new XdrWriter()),
        this::pool);
  }

  @Override
  public StoragePool define(String xml) throws LibvirtException {
    return connection.call(
        Procedure.STORAGE_POOL_DEFINE_XML, new XdrWriter().string(xml).integer(0), this::pool);
  }

  @Override
  public StoragePool create(String xml) throws LibvirtException {
    return connection.callSlowly(
        Procedure.STORAGE_POOL_CREATE_XML, new XdrWriter().string(xml).integer(0), this::pool);
  }

  @Override
  public StorageVolume volume(String path) throws LibvirtException {
    return connection.call(
        Procedure.STORAGE_VOL_LOOKUP_BY_PATH,
        new XdrWriter().string(path),
        in -> new RemoteStorageVolume(connection, VolumeIdentity.read(in)));
  }

  @Override
  public String findSources(String type, Optional<String> source) throws LibvirtException {
    return connection.callSlowly(
        Procedure.CONNECT_FIND_STORAGE_POOL_SOURCES,
        new XdrWriter().string(type).optional(source).integer(0),
        XdrReader::string);
  }

  @Override
  public String capabilities() throws LibvirtException {
    return connection.call(
        Procedure.CONNECT_GET_STORAGE_POOL_CAPABILITIES,
        new XdrWriter().integer(0),
        XdrReader::string);
  }

  @Override
  public List<Secret> secrets() throws LibvirtException {
    return connection.call(
        Procedure.CONNECT_LIST_ALL_SECRETS,
        new XdrWriter().integer(1).integer(0),
        in ->
            RemoteObject.list(
                in, Limits.OBJECTS, RemoteSecret.LEAST_BYTES, "secrets", this::secret));
  }

  @Override
  public Secret secret(UUID uuid) throws LibvirtException {
    return connection.call(
        Procedure.SECRET_LOOKUP_BY_UUID, new XdrWriter().uuid(uuid), this::secret);
  }

  @Override
  public Secret defineSecret(String xml) throws LibvirtException {
    return connection.call(
        Procedure.SECRET_DEFINE_XML, new XdrWriter().string(xml).integer(0), this::secret);
  }
}
