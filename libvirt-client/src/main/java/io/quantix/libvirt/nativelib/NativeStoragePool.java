package io.quantix.libvirt.nativelib;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.PoolBuildFlag;
import io.quantix.libvirt.PoolInfo;
import io.quantix.libvirt.PoolState;
import io.quantix.libvirt.StoragePool;
import io.quantix.libvirt.StorageVolume;
import io.quantix.libvirt.VolumeCreateFlag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;
import org.libvirt.jna.virStoragePoolInfo;

/** A {@link StoragePool} of a {@link NativeConnection}. */
final class NativeStoragePool extends NativeNamed<StoragePoolPointer> implements StoragePool {
  static final NativeKind<StoragePoolPointer, StoragePool> KIND =
      new NativeKind<>(
          StoragePoolPointer::new, LibvirtCalls::virStoragePoolFree, NativeStoragePool::new);
  private static final int INACTIVE = 1;

  private NativeStoragePool(NativeCall call, StoragePoolPointer pointer) {
    super(
        call.session(),
        LibvirtCalls::virStoragePoolFree,
        Uuids.read(bytes -> call.libvirt().virStoragePoolGetUUID(pointer, bytes)),
        call.libvirt().virStoragePoolGetName(pointer));
  }

  @Override
  @Nullable StoragePoolPointer find(NativeCall call) {
    return call.libvirt().virStoragePoolLookupByUUID(call.connection(), Uuids.bytes(uuid()));
  }

  @Override
  public String xml(boolean inactive) throws LibvirtException {
    return text((libvirt, pool) -> libvirt.virStoragePoolGetXMLDesc(pool, inactive ? INACTIVE : 0));
  }

  @Override
  public PoolInfo info() throws LibvirtException {
    return with((call, pool) -> {
      virStoragePoolInfo info = new virStoragePoolInfo();
      call.check(call.libvirt().virStoragePoolGetInfo(pool, info));
      return new PoolInfo(PoolState.of(info.state), info.capacity, info.allocation, info.available);
    });
  }

  @Override
  public void start() throws LibvirtException {
    runSlowly((libvirt, pool) -> libvirt.virStoragePoolCreate(pool, 0));
  }

  @Override
  public void destroy() throws LibvirtException {
    runSlowly(LibvirtCalls::virStoragePoolDestroy);
  }

  @Override
  public void build(PoolBuildFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(PoolBuildFlag::bit, flags);
    runSlowly((libvirt, pool) -> libvirt.virStoragePoolBuild(pool, bits));
  }

  @Override
  public void delete() throws LibvirtException {
    runSlowly((libvirt, pool) -> libvirt.virStoragePoolDelete(pool, 0));
  }

  @Override
  public void undefine() throws LibvirtException {
    run(LibvirtCalls::virStoragePoolUndefine);
  }

  @Override
  public void refresh() throws LibvirtException {
    runSlowly((libvirt, pool) -> libvirt.virStoragePoolRefresh(pool, 0));
  }

  @Override
  public boolean isActive() throws LibvirtException {
    return isTrue(LibvirtCalls::virStoragePoolIsActive);
  }

  @Override
  public boolean isPersistent() throws LibvirtException {
    return isTrue(LibvirtCalls::virStoragePoolIsPersistent);
  }

  @Override
  public boolean autostart() throws LibvirtException {
    return flag(LibvirtCalls::virStoragePoolGetAutostart);
  }

  @Override
  public void setAutostart(boolean value) throws LibvirtException {
    run((libvirt, pool) -> libvirt.virStoragePoolSetAutostart(pool, value ? 1 : 0));
  }

  @Override
  public List<StorageVolume> volumes() throws LibvirtException {
    return with((call, pool) ->
        NativeStorageVolume.KIND.takeAll(
            call, all -> call.libvirt().virStoragePoolListAllVolumes(pool, all, 0)));
  }

  @Override
  public StorageVolume volume(String volume) throws LibvirtException {
    return with((call, pool) ->
        NativeStorageVolume.KIND.take(
            call, call.libvirt().virStorageVolLookupByName(pool, volume)));
  }

  @Override
  public StorageVolume create(String xml, VolumeCreateFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(VolumeCreateFlag::bit, flags);
    return withSlow((call, pool) ->
        NativeStorageVolume.KIND.take(
            call, call.libvirt().virStorageVolCreateXML(pool, xml, bits)));
  }

  @Override
  public StorageVolume clone(String xml, StorageVolume source, VolumeCreateFlag... flags)
      throws LibvirtException {
    int bits = NativeCall.bits(VolumeCreateFlag::bit, flags);
    return withSlow((call, pool) -> {
      StorageVolPointer from = NativeStorageVolume.find(call, source);
      try {
        return NativeStorageVolume.KIND.take(
            call, call.libvirt().virStorageVolCreateXMLFrom(pool, xml, from, bits));
      } finally {
        call.libvirt().virStorageVolFree(from);
      }
    });
  }
}
