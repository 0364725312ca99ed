package io.quantix.libvirt.nativelib;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.Secret;
import io.quantix.libvirt.Storage;
import io.quantix.libvirt.StoragePool;
import io.quantix.libvirt.StorageVolume;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.libvirt.jna.StorageVolPointer;

/** {@link Storage} of a {@link NativeConnection}. */
record NativeStorage(NativeSession session) implements Storage {
  @Override
  public List<StoragePool> pools() throws LibvirtException {
    return session.call(call ->
        NativeStoragePool.KIND.takeAll(
            call, all -> call.libvirt().virConnectListAllStoragePools(call.connection(), all, 0)));
  }

  @Override
  public StoragePool pool(String name) throws LibvirtException {
    return session.call(call ->
        NativeStoragePool.KIND.take(
            call, call.libvirt().virStoragePoolLookupByName(call.connection(), name)));
  }

  @Override
  public StoragePool pool(UUID uuid) throws LibvirtException {
    return session.call(call ->
        NativeStoragePool.KIND.take(
            call, call.libvirt().virStoragePoolLookupByUUID(call.connection(), Uuids.bytes(uuid))));
  }

  @Override
  public StoragePool poolOf(StorageVolume volume) throws LibvirtException {
    return session.call(call -> {
      StorageVolPointer pointer = NativeStorageVolume.find(call, volume);
      try {
        return NativeStoragePool.KIND.take(
            call, call.libvirt().virStoragePoolLookupByVolume(pointer));
      } finally {
        call.libvirt().virStorageVolFree(pointer);
      }
    });
  }

  @Override
  public StoragePool define(String xml) throws LibvirtException {
    return session.call(call ->
        NativeStoragePool.KIND.take(
            call, call.libvirt().virStoragePoolDefineXML(call.connection(), xml, 0)));
  }

  @Override
  public StoragePool create(String xml) throws LibvirtException {
    return session.callSlowly(call ->
        NativeStoragePool.KIND.take(
            call, call.libvirt().virStoragePoolCreateXML(call.connection(), xml, 0)));
  }

  @Override
  public StorageVolume volume(String path) throws LibvirtException {
    return session.call(call ->
        NativeStorageVolume.KIND.take(
            call, call.libvirt().virStorageVolLookupByPath(call.connection(), path)));
  }

  @Override
  public String findSources(String type, Optional<String> source) throws LibvirtException {
    return session.callSlowly(call ->
        call.text(
            call.libvirt()
                .virConnectFindStoragePoolSources(
                    call.connection(), type, source.orElse(null), 0)));
  }

  @Override
  public String capabilities() throws LibvirtException {
    return session.call(call ->
        call.text(call.libvirt().virConnectGetStoragePoolCapabilities(call.connection(), 0)));
  }

  @Override
  public List<Secret> secrets() throws LibvirtException {
    return session.call(call ->
        NativeSecret.KIND.takeAll(
            call, all -> call.libvirt().virConnectListAllSecrets(call.connection(), all, 0)));
  }

  @Override
  public Secret secret(UUID uuid) throws LibvirtException {
    return session.call(call ->
        NativeSecret.KIND.take(
            call, call.libvirt().virSecretLookupByUUID(call.connection(), Uuids.bytes(uuid))));
  }

  @Override
  public Secret defineSecret(String xml) throws LibvirtException {
    return session.call(call ->
        NativeSecret.KIND.take(call, call.libvirt().virSecretDefineXML(call.connection(), xml, 0)));
  }
}
