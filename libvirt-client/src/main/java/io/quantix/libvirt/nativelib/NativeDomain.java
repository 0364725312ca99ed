package io.quantix.libvirt.nativelib;

import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.quantix.libvirt.Checkpoint;
import io.quantix.libvirt.CheckpointCreateFlag;
import io.quantix.libvirt.DomainBlocks;
import io.quantix.libvirt.DomainDevices;
import io.quantix.libvirt.DomainGuest;
import io.quantix.libvirt.DomainMigration;
import io.quantix.libvirt.DumpFlag;
import io.quantix.libvirt.DumpFormat;
import io.quantix.libvirt.Impact;
import io.quantix.libvirt.JobInfo;
import io.quantix.libvirt.KeycodeSet;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtStream;
import io.quantix.libvirt.MemoryFlag;
import io.quantix.libvirt.MetadataType;
import io.quantix.libvirt.SaveFlag;
import io.quantix.libvirt.Snapshot;
import io.quantix.libvirt.SnapshotCreateFlag;
import io.quantix.libvirt.VcpuFlag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainPointer;

/** A {@link io.quantix.libvirt.Domain} of a {@link NativeConnection}. */
final class NativeDomain extends NativeDomainLife {
  private static final int FORCE = 1;

  /** Remembers what a domain is known by. */
  NativeDomain(NativeConnection connection, NativeCall call, DomainPointer pointer) {
    super(connection, call, pointer);
  }

  @Override
  public DomainDevices devices() {
    return new NativeDevices(this);
  }

  @Override
  public DomainBlocks blocks() {
    return new NativeBlocks(this);
  }

  @Override
  public DomainGuest guest() {
    return new NativeGuest(this);
  }

  @Override
  public DomainMigration migration() {
    return new NativeMigration(this);
  }

  @Override
  public List<Snapshot> snapshots() throws LibvirtException {
    return with((call, domain) ->
        NativeSnapshot.kind(this)
            .takeAll(call, all -> call.libvirt().virDomainListAllSnapshots(domain, all, 0)));
  }

  @Override
  public Snapshot snapshot(String name) throws LibvirtException {
    return with((call, domain) ->
        NativeSnapshot.kind(this)
            .take(call, call.libvirt().virDomainSnapshotLookupByName(domain, name, 0)));
  }

  @Override
  public Optional<Snapshot> currentSnapshot() throws LibvirtException {
    return with((call, domain) ->
        call.isTrue(call.libvirt().virDomainHasCurrentSnapshot(domain, 0))
            ? Optional.of(
                NativeSnapshot.kind(this)
                    .take(call, call.libvirt().virDomainSnapshotCurrent(domain, 0)))
            : Optional.empty());
  }

  @Override
  public Snapshot createSnapshot(String xml, SnapshotCreateFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(SnapshotCreateFlag::bit, flags);
    return withSlow((call, domain) ->
        NativeSnapshot.kind(this)
            .take(call, call.libvirt().virDomainSnapshotCreateXML(domain, xml, bits)));
  }

  @Override
  public List<Checkpoint> checkpoints() throws LibvirtException {
    return with((call, domain) ->
        NativeCheckpoint.kind(this)
            .takeAll(call, all -> call.libvirt().virDomainListAllCheckpoints(domain, all, 0)));
  }

  @Override
  public Checkpoint checkpoint(String name) throws LibvirtException {
    return with((call, domain) ->
        NativeCheckpoint.kind(this)
            .take(call, call.libvirt().virDomainCheckpointLookupByName(domain, name, 0)));
  }

  @Override
  public Checkpoint createCheckpoint(String xml, CheckpointCreateFlag... flags)
      throws LibvirtException {
    int bits = NativeCall.bits(CheckpointCreateFlag::bit, flags);
    return withSlow((call, domain) ->
        NativeCheckpoint.kind(this)
            .take(call, call.libvirt().virDomainCheckpointCreateXML(domain, xml, bits)));
  }

  @Override
  public void rename(String name) throws LibvirtException {
    run((libvirt, domain) -> libvirt.virDomainRename(domain, name, 0));
  }

  @Override
  public String metadata(MetadataType type, String uri, Impact... impact) throws LibvirtException {
    int bits = NativeCall.bits(Impact::bit, impact);
    return text(
        (libvirt, domain) -> libvirt.virDomainGetMetadata(domain, type.number(), given(uri), bits));
  }

  @Override
  public void setMetadata(
      MetadataType type, Optional<String> value, String key, String uri, Impact... impact)
      throws LibvirtException {
    int bits = NativeCall.bits(Impact::bit, impact);
    run((libvirt, domain) ->
        libvirt.virDomainSetMetadata(
            domain, type.number(), value.orElse(null), given(key), given(uri), bits));
  }

  private static @Nullable String given(String text) {
    return text.isEmpty() ? null : text;
  }

  @Override
  public int vcpus(VcpuFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(VcpuFlag::bit, flags);
    return number((libvirt, domain) -> libvirt.virDomainGetVcpusFlags(domain, bits));
  }

  @Override
  public void setVcpus(int count, VcpuFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(VcpuFlag::bit, flags);
    run((libvirt, domain) -> libvirt.virDomainSetVcpusFlags(domain, count, bits));
  }

  @Override
  public void setMemory(long kib, MemoryFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(MemoryFlag::bit, flags);
    run((libvirt, domain) -> libvirt.virDomainSetMemoryFlags(domain, new NativeLong(kib), bits));
  }

  @Override
  public JobInfo job() throws LibvirtException {
    return with((call, domain) -> {
      IntByReference type = new IntByReference();
      PointerByReference values = new PointerByReference();
      IntByReference count = new IntByReference();
      call.check(call.libvirt().virDomainGetJobStats(domain, type, values, count, 0));
      return new JobInfo(
          JobInfo.Type.of(type.getValue()),
          NativeParameters.take(call.libvirt(), values.getValue(), count.getValue()));
    });
  }

  @Override
  public void abortJob() throws LibvirtException {
    run(LibvirtCalls::virDomainAbortJob);
  }

  @Override
  public void save(String path, Optional<String> xml, SaveFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(SaveFlag::bit, flags);
    runSlowly(
        (libvirt, domain) -> libvirt.virDomainSaveFlags(domain, path, xml.orElse(null), bits));
  }

  @Override
  public void coreDump(String path, DumpFormat format, DumpFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(DumpFlag::bit, flags);
    runSlowly((libvirt, domain) ->
        libvirt.virDomainCoreDumpWithFormat(domain, path, format.number(), bits));
  }

  @Override
  public void sendKey(KeycodeSet set, int hold, int... keys) throws LibvirtException {
    run((libvirt, domain) ->
        libvirt.virDomainSendKey(domain, set.number(), hold, keys, keys.length, 0));
  }

  @Override
  public void injectNmi() throws LibvirtException {
    run((libvirt, domain) -> libvirt.virDomainInjectNMI(domain, 0));
  }

  @Override
  public void wakeUp() throws LibvirtException {
    run((libvirt, domain) -> libvirt.virDomainPMWakeup(domain, 0));
  }

  @Override
  public List<String> messages() throws LibvirtException {
    return with((call, domain) -> {
      PointerByReference all = new PointerByReference();
      int count = call.check(call.libvirt().virDomainGetMessages(domain, all, 0));
      return call.texts(all.getValue(), count);
    });
  }

  @Override
  public LibvirtStream openConsole(Optional<String> device, boolean force) throws LibvirtException {
    return NativeStream.open(
        this,
        false,
        (call, domain, stream) ->
            call.libvirt()
                .virDomainOpenConsole(domain, device.orElse(null), stream, force ? FORCE : 0));
  }

  @Override
  public LibvirtStream openChannel(Optional<String> name, boolean force) throws LibvirtException {
    return NativeStream.open(
        this,
        false,
        (call, domain, stream) ->
            call.libvirt()
                .virDomainOpenChannel(domain, name.orElse(null), stream, force ? FORCE : 0));
  }
}
