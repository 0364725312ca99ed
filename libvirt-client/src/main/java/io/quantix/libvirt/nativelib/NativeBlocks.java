package io.quantix.libvirt.nativelib;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import io.quantix.libvirt.BlockAbortFlag;
import io.quantix.libvirt.BlockCommitFlag;
import io.quantix.libvirt.BlockCopyFlag;
import io.quantix.libvirt.BlockInfo;
import io.quantix.libvirt.BlockJob;
import io.quantix.libvirt.DomainBlocks;
import io.quantix.libvirt.Impact;
import io.quantix.libvirt.LibvirtException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.libvirt.jna.virDomainBlockInfo;
import org.libvirt.jna.virDomainBlockJobInfo;

/** {@link DomainBlocks} of a {@link NativeDomain}. */
record NativeBlocks(NativeDomain domain) implements DomainBlocks {
  private static final int RESIZE_BYTES = 1;
  private static final int MOST_DISKS = 256;

  @Override
  public BlockInfo info(String disk) throws LibvirtException {
    return domain.with((call, dom) -> {
      virDomainBlockInfo info = new virDomainBlockInfo();
      call.check(call.libvirt().virDomainGetBlockInfo(dom, disk, info, 0));
      return new BlockInfo(info.capacity, info.allocation, info.physical);
    });
  }

  @Override
  public void resize(String disk, long bytes) throws LibvirtException {
    domain.run((libvirt, dom) -> libvirt.virDomainBlockResize(dom, disk, bytes, RESIZE_BYTES));
  }

  @Override
  public void commit(
      String disk,
      Optional<String> base,
      Optional<String> top,
      long bandwidth,
      BlockCommitFlag... flags)
      throws LibvirtException {
    int bits = NativeCall.bits(BlockCommitFlag::bit, flags);
    domain.run((libvirt, dom) ->
        libvirt.virDomainBlockCommit(
            dom, disk, base.orElse(null), top.orElse(null), new NativeLong(bandwidth), bits));
  }

  @Override
  public void pull(String disk, Optional<String> base, long bandwidth) throws LibvirtException {
    NativeLong speed = new NativeLong(bandwidth);
    domain.run((libvirt, dom) ->
        base.isEmpty()
            ? libvirt.virDomainBlockPull(dom, disk, speed, 0)
            : libvirt.virDomainBlockRebase(dom, disk, base.get(), speed, 0));
  }

  @Override
  public void copy(String disk, String destination, long bandwidth, BlockCopyFlag... flags)
      throws LibvirtException {
    int bits = NativeCall.bits(BlockCopyFlag::bit, flags);
    NativeParameters parameters =
        new NativeParameters(bandwidth == 0 ? Map.of() : Map.of("bandwidth", bandwidth));
    domain.run((libvirt, dom) ->
        libvirt.virDomainBlockCopy(
            dom, disk, destination, parameters.pointer(), parameters.count(), bits));
  }

  @Override
  public Optional<BlockJob> job(String disk) throws LibvirtException {
    return domain.with((call, dom) -> {
      virDomainBlockJobInfo info = new virDomainBlockJobInfo();
      return call.isTrue(call.libvirt().virDomainGetBlockJobInfo(dom, disk, info, 0))
          ? Optional.of(
              new BlockJob(
                  BlockJob.Type.of(info.type), info.bandwidth.longValue(), info.cur, info.end))
          : Optional.empty();
    });
  }

  @Override
  public void abort(String disk, BlockAbortFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(BlockAbortFlag::bit, flags);
    domain.runSlowly((libvirt, dom) -> libvirt.virDomainBlockJobAbort(dom, disk, bits));
  }

  @Override
  public void setSpeed(String disk, long bandwidth) throws LibvirtException {
    domain.run((libvirt, dom) ->
        libvirt.virDomainBlockJobSetSpeed(dom, disk, new NativeLong(bandwidth), 0));
  }

  @Override
  public Map<String, Object> ioTune(String disk) throws LibvirtException {
    return domain.with((call, dom) -> {
      // libvirt tells how many there are when it is given no room.
      IntByReference count = new IntByReference();
      call.check(call.libvirt().virDomainGetBlockIoTune(dom, disk, null, count, 0));
      Memory room = NativeParameters.room(count.getValue());
      call.check(call.libvirt().virDomainGetBlockIoTune(dom, disk, room, count, 0));
      return NativeParameters.read(room, count.getValue());
    });
  }

  @Override
  public void setIoTune(String disk, Map<String, Long> limits, Impact... impact)
      throws LibvirtException {
    int bits = NativeCall.bits(Impact::bit, impact);
    NativeParameters parameters = new NativeParameters(limits);
    domain.run((libvirt, dom) ->
        libvirt.virDomainSetBlockIoTune(dom, disk, parameters.pointer(), parameters.count(), bits));
  }

  @Override
  public Map<String, Integer> errors() throws LibvirtException {
    return domain.with((call, dom) -> {
      // virDomainDiskError: a string that is ours to free, and a number.
      int size = 2 * Native.POINTER_SIZE;
      Memory room = new Memory((long) MOST_DISKS * size);
      room.clear();
      int count = call.check(call.libvirt().virDomainGetDiskErrors(dom, room, MOST_DISKS, 0));
      Map<String, Integer> errors = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        Pointer disk = room.getPointer((long) i * size);
        errors.put(disk.getString(0, "UTF-8"), room.getInt((long) i * size + Native.POINTER_SIZE));
        call.free(disk);
      }
      return Collections.unmodifiableMap(errors);
    });
  }
}
