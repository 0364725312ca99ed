package io.quantix.libvirt.rpc;

import io.quantix.libvirt.Checkpoint;
import io.quantix.libvirt.CheckpointCreateFlag;
import io.quantix.libvirt.Domain;
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

/** A {@link Domain} of a {@link RemoteConnection}. */
final class RemoteDomain extends RemoteDomainLife {
  private static final int FORCE = 1;
  private static final int MOST_MESSAGES = 2_048;

  RemoteDomain(RemoteConnection connection, DomainIdentity identity) {
    super(connection, identity);
  }

  @Override
  public DomainDevices devices() {
    return new RemoteDevices(this);
  }

  @Override
  public DomainBlocks blocks() {
    return new RemoteBlocks(this);
  }

  @Override
  public DomainGuest guest() {
    return new RemoteGuest(this);
  }

  @Override
  public DomainMigration migration() {
    return new RemoteMigration(this);
  }

  @Override
  public List<Snapshot> snapshots() throws LibvirtException {
    return connection.call(
        Procedure.DOMAIN_LIST_ALL_SNAPSHOTS,
        arguments().integer(1).integer(0),
        in -> RemoteSnapshot.KIND.readAll(connection, in));
  }

  @Override
  public Snapshot snapshot(String name) throws LibvirtException {
    return connection.call(
        Procedure.DOMAIN_SNAPSHOT_LOOKUP_BY_NAME,
        arguments().string(name).integer(0),
        in -> RemoteSnapshot.KIND.read(connection, in));
  }

  @Override
  public Optional<Snapshot> currentSnapshot() throws LibvirtException {
    boolean any =
        connection.call(
            Procedure.DOMAIN_HAS_CURRENT_SNAPSHOT, arguments().integer(0), in -> in.integer() != 0);
    return any
        ? Optional.of(
            connection.call(
                Procedure.DOMAIN_SNAPSHOT_CURRENT,
                arguments().integer(0),
                in -> RemoteSnapshot.KIND.read(connection, in)))
        : Optional.empty();
  }

  @Override
  public Snapshot createSnapshot(String xml, SnapshotCreateFlag... flags) throws LibvirtException {
    return connection.callSlowly(
        Procedure.DOMAIN_SNAPSHOT_CREATE_XML,
        arguments().string(xml).integer(bits(SnapshotCreateFlag::bit, flags)),
        in -> RemoteSnapshot.KIND.read(connection, in));
  }

  @Override
  public List<Checkpoint> checkpoints() throws LibvirtException {
    return connection.call(
        Procedure.DOMAIN_LIST_ALL_CHECKPOINTS,
        arguments().integer(1).integer(0),
        in -> RemoteCheckpoint.KIND.readAll(connection, in));
  }

  @Override
  public Checkpoint checkpoint(String name) throws LibvirtException {
    return connection.call(
        Procedure.DOMAIN_CHECKPOINT_LOOKUP_BY_NAME,
        arguments().string(name).integer(0),
        in -> RemoteCheckpoint.KIND.read(connection, in));
  }

  @Override
  public Checkpoint createCheckpoint(String xml, CheckpointCreateFlag... flags)
      throws LibvirtException {
    return connection.callSlowly(
        Procedure.DOMAIN_CHECKPOINT_CREATE_XML,
        arguments().string(xml).integer(bits(CheckpointCreateFlag::bit, flags)),
        in -> RemoteCheckpoint.KIND.read(connection, in));
  }

  @Override
  public void rename(String name) throws LibvirtException {
    connection.call(Procedure.DOMAIN_RENAME, arguments().optionalString(name).integer(0));
  }

  @Override
  public String metadata(MetadataType type, String uri, Impact... impact) throws LibvirtException {
    return connection.call(
        Procedure.DOMAIN_GET_METADATA,
        arguments().integer(type.number()).optional(given(uri)).integer(bits(Impact::bit, impact)),
        XdrReader::string);
  }

  @Override
  public void setMetadata(
      MetadataType type, Optional<String> value, String key, String uri, Impact... impact)
      throws LibvirtException {
    connection.call(
        Procedure.DOMAIN_SET_METADATA,
        arguments()
            .integer(type.number())
            .optional(value)
            .optional(given(key))
            .optional(given(uri))
            .integer(bits(Impact::bit, impact)));
  }

  private static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  @Override
  public int vcpus(VcpuFlag... flags) throws LibvirtException {
    return connection.call(
        Procedure.DOMAIN_GET_VCPUS_FLAGS,
        arguments().integer(bits(VcpuFlag::bit, flags)),
        XdrReader::integer);
  }

  @Override
  public void setVcpus(int count, VcpuFlag... flags) throws LibvirtException {
    connection.call(
        Procedure.DOMAIN_SET_VCPUS_FLAGS,
        arguments().integer(count).integer(bits(VcpuFlag::bit, flags)));
  }

  @Override
  public void setMemory(long kib, MemoryFlag... flags) throws LibvirtException {
    connection.call(
        Procedure.DOMAIN_SET_MEMORY_FLAGS,
        arguments().hyper(kib).integer(bits(MemoryFlag::bit, flags)));
  }

  @Override
  public JobInfo job() throws LibvirtException {
    return connection.call(
        Procedure.DOMAIN_GET_JOB_STATS,
        arguments().integer(0),
        in -> new JobInfo(JobInfo.Type.of(in.integer()), TypedParameters.read(in)));
  }

  @Override
  public void abortJob() throws LibvirtException {
    call(Procedure.DOMAIN_ABORT_JOB);
  }

  @Override
  public void save(String path, Optional<String> xml, SaveFlag... flags) throws LibvirtException {
    callSlowly(
        Procedure.DOMAIN_SAVE_FLAGS,
        arguments().string(path).optional(xml).integer(bits(SaveFlag::bit, flags)));
  }

  @Override
  public void coreDump(String path, DumpFormat format, DumpFlag... flags) throws LibvirtException {
    callSlowly(
        Procedure.DOMAIN_CORE_DUMP_WITH_FORMAT,
        arguments().string(path).integer(format.number()).integer(bits(DumpFlag::bit, flags)));
  }

  @Override
  public void sendKey(KeycodeSet set, int hold, int... keys) throws LibvirtException {
    XdrWriter out = arguments().integer(set.number()).integer(hold).integer(keys.length);
    for (int key : keys) {
      out.integer(key);
    }
    connection.call(Procedure.DOMAIN_SEND_KEY, out.integer(0));
  }

  @Override
  public void injectNmi() throws LibvirtException {
    call(Procedure.DOMAIN_INJECT_NMI, 0);
  }

  @Override
  public void wakeUp() throws LibvirtException {
    call(Procedure.DOMAIN_PM_WAKEUP, 0);
  }

  @Override
  public List<String> messages() throws LibvirtException {
    return connection.call(
        Procedure.DOMAIN_GET_MESSAGES,
        arguments().integer(0),
        in -> in.strings(MOST_MESSAGES, "messages"));
  }

  @Override
  public LibvirtStream openConsole(Optional<String> device, boolean force) throws LibvirtException {
    return connection.open(
        Procedure.DOMAIN_OPEN_CONSOLE, arguments().optional(device).integer(force ? FORCE : 0));
  }

  @Override
  public LibvirtStream openChannel(Optional<String> name, boolean force) throws LibvirtException {
    return connection.open(
        Procedure.DOMAIN_OPEN_CHANNEL, arguments().optional(name).integer(force ? FORCE : 0));
  }
}
