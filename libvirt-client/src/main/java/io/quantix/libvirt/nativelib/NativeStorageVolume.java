package io.quantix.libvirt.nativelib;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtStream;
import io.quantix.libvirt.StorageVolume;
import io.quantix.libvirt.VolumeDeleteFlag;
import io.quantix.libvirt.VolumeInfo;
import io.quantix.libvirt.VolumeResizeFlag;
import io.quantix.libvirt.VolumeType;
import io.quantix.libvirt.WipeAlgorithm;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;
import org.libvirt.jna.virStorageVolInfo;

/**
 * A {@link StorageVolume} of a {@link NativeConnection}. Its streams share the connection: no
 * daemon is in between that a slow reader could hold up.
 */
final class NativeStorageVolume extends NativeObject<StorageVolPointer> implements StorageVolume {
  static final NativeKind<StorageVolPointer, StorageVolume> KIND =
      new NativeKind<>(
          StorageVolPointer::new, LibvirtCalls::virStorageVolFree, NativeStorageVolume::new);
  private static final int SPARSE = 1;

  private final String pool;
  private final String name;
  private final String key;

  private NativeStorageVolume(NativeCall call, StorageVolPointer pointer) throws LibvirtException {
    super(call.session(), LibvirtCalls::virStorageVolFree);
    this.name = call.libvirt().virStorageVolGetName(pointer);
    this.key = call.libvirt().virStorageVolGetKey(pointer);
    StoragePoolPointer of = call.present(call.libvirt().virStoragePoolLookupByVolume(pointer));
    try {
      this.pool = call.libvirt().virStoragePoolGetName(of);
    } finally {
      call.libvirt().virStoragePoolFree(of);
    }
  }

  /** Finds a volume, whoever has made the object; it is the caller's to free. */
  static StorageVolPointer find(NativeCall call, StorageVolume volume) throws LibvirtException {
    StoragePoolPointer in =
        call.present(call.libvirt().virStoragePoolLookupByName(call.connection(), volume.pool()));
    try {
      return call.present(call.libvirt().virStorageVolLookupByName(in, volume.name()));
    } finally {
      call.libvirt().virStoragePoolFree(in);
    }
  }

  @Override
  @Nullable StorageVolPointer find(NativeCall call) throws LibvirtException {
    return find(call, this);
  }

  @Override
  public String pool() {
    return pool;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String path() throws LibvirtException {
    return text(LibvirtCalls::virStorageVolGetPath);
  }

  @Override
  public String xml() throws LibvirtException {
    return text((libvirt, volume) -> libvirt.virStorageVolGetXMLDesc(volume, 0));
  }

  @Override
  public VolumeInfo info() throws LibvirtException {
    return with((call, volume) -> {
      virStorageVolInfo info = new virStorageVolInfo();
      call.check(call.libvirt().virStorageVolGetInfo(volume, info));
      return new VolumeInfo(VolumeType.of(info.type), info.capacity, info.allocation);
    });
  }

  @Override
  public void delete(VolumeDeleteFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(VolumeDeleteFlag::bit, flags);
    runSlowly((libvirt, volume) -> libvirt.virStorageVolDelete(volume, bits));
  }

  @Override
  public void wipe(WipeAlgorithm algorithm) throws LibvirtException {
    runSlowly((libvirt, volume) -> libvirt.virStorageVolWipePattern(volume, algorithm.number(), 0));
  }

  @Override
  public void resize(long capacity, VolumeResizeFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(VolumeResizeFlag::bit, flags);
    runSlowly((libvirt, volume) -> libvirt.virStorageVolResize(volume, capacity, bits));
  }

  @Override
  public LibvirtStream download(long offset, long length, boolean sparse) throws LibvirtException {
    return NativeStream.open(
        this,
        sparse,
        (call, volume, stream) ->
            call.libvirt()
                .virStorageVolDownload(volume, stream, offset, length, sparse ? SPARSE : 0));
  }

  @Override
  public LibvirtStream upload(long offset, long length, boolean sparse) throws LibvirtException {
    return NativeStream.open(
        this,
        sparse,
        (call, volume, stream) ->
            call.libvirt()
                .virStorageVolUpload(volume, stream, offset, length, sparse ? SPARSE : 0));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StorageVolume each && each.key().equals(key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
