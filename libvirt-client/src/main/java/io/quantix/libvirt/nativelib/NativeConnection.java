package io.quantix.libvirt.nativelib;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import io.quantix.libvirt.CloseReason;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.DomainStats;
import io.quantix.libvirt.DomainSummary;
import io.quantix.libvirt.Host;
import io.quantix.libvirt.HostTunnel;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.Networks;
import io.quantix.libvirt.NodeInfo;
import io.quantix.libvirt.SaveFlag;
import io.quantix.libvirt.StartFlag;
import io.quantix.libvirt.StatsGroup;
import io.quantix.libvirt.Storage;
import io.quantix.libvirt.Subscription;
import io.quantix.libvirt.Version;
import io.quantix.libvirt.event.DomainEvent;
import io.quantix.libvirt.event.NetworkEvent;
import io.quantix.libvirt.event.NodeDeviceEvent;
import io.quantix.libvirt.event.SecretEvent;
import io.quantix.libvirt.event.StoragePoolEvent;
import io.quantix.libvirt.rpc.DomainEvents;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.virNodeInfo;

/** A {@link Connection} of libvirt's own library in this process. */
final class NativeConnection implements Connection {
  private static final int VALIDATE = 1;
  private static final int ACTIVE = 1;
  private static final int STATS_NOWAIT = 1 << 29;
  // virConnectListAllDomainsFlags
  private static final int PERSISTENT = 1 << 2;
  private static final int MANAGED_SAVE = 1 << 8;
  private static final int AUTOSTART = 1 << 10;
  private static final int MODEL_BYTES = 32;

  private final NativeSession session;
  private final Optional<String> remoteHost;
  private final Again again;
  private final NativeKind<DomainPointer, Domain> domain =
      new NativeKind<>(
          DomainPointer::new,
          LibvirtCalls::virDomainFree,
          (call, pointer) -> new NativeDomain(this, call, pointer));

  /** Opens a connection like this one. */
  @FunctionalInterface
  interface Again {
    /** Opens it; shares libvirt's own with the session where the driver wants that. */
    NativeConnection open(NativeSession session) throws LibvirtException;
  }

  NativeConnection(NativeSession session, Optional<String> remoteHost, Again again) {
    this.session = session;
    this.remoteHost = remoteHost;
    this.again = again;
  }

  NativeSession session() {
    return session;
  }

  @Override
  public String uri() {
    return session.uri();
  }

  @Override
  public String hostname() throws LibvirtException {
    return session.call(call -> call.text(call.libvirt().virConnectGetHostname(call.connection())));
  }

  @Override
  public Version libvirtVersion() throws LibvirtException {
    return version(LibvirtCalls::virConnectGetLibVersion);
  }

  @Override
  public Version hypervisorVersion() throws LibvirtException {
    return version(LibvirtCalls::virConnectGetVersion);
  }

  @FunctionalInterface
  private interface ForVersion {
    int call(LibvirtCalls libvirt, ConnectionPointer connection, LongByReference version);
  }

  private Version version(ForVersion function) throws LibvirtException {
    return session.call(call -> {
      LongByReference version = new LongByReference();
      call.check(function.call(call.libvirt(), call.connection(), version));
      return Version.of(version.getValue());
    });
  }

  @Override
  public String hypervisorType() throws LibvirtException {
    return session.call(call -> call.present(call.libvirt().virConnectGetType(call.connection())));
  }

  @Override
  public NodeInfo nodeInfo() throws LibvirtException {
    return session.call(call -> {
      virNodeInfo info = new virNodeInfo();
      call.check(call.libvirt().virNodeGetInfo(call.connection(), info));
      return new NodeInfo(
          Native.toString(java.util.Arrays.copyOf(info.model, MODEL_BYTES), "UTF-8"),
          info.memory.longValue(),
          info.cpus,
          info.mhz,
          info.nodes,
          info.sockets,
          info.cores,
          info.threads);
    });
  }

  @Override
  public String capabilities() throws LibvirtException {
    return session.call(
        call -> call.text(call.libvirt().virConnectGetCapabilities(call.connection())));
  }

  @Override
  public List<Domain> domains() throws LibvirtException {
    return session.call(call ->
        domain.takeAll(
            call, all -> call.libvirt().virConnectListAllDomains(call.connection(), all, 0)));
  }

  @Override
  public List<DomainSummary> inventory() throws LibvirtException {
    return session.callSlowly(call -> {
      Set<UUID> persistent = listed(call, PERSISTENT);
      Set<UUID> autostart = listed(call, AUTOSTART);
      Set<UUID> saved = listed(call, MANAGED_SAVE);
      List<DomainSummary> summaries = new ArrayList<>();
      domain.eachOf(
          call,
          all -> call.libvirt().virConnectListAllDomains(call.connection(), all, 0),
          pointer -> {
            NativeDomain each = new NativeDomain(this, call, pointer);
            try {
              summaries.add(
                  new DomainSummary(
                      each,
                      NativeDomainLife.state(call, pointer),
                      persistent.contains(each.uuid()),
                      autostart.contains(each.uuid()),
                      saved.contains(each.uuid()),
                      call.text(call.libvirt().virDomainGetXMLDesc(pointer, 0))));
            } catch (LibvirtException e) {
              if (e.kind() != Kind.NOT_FOUND) {
                throw e;
              }
            }
          });
      return summaries;
    });
  }

  private Set<UUID> listed(NativeCall call, int flags) throws LibvirtException {
    Set<UUID> uuids = new HashSet<>();
    domain.eachOf(
        call,
        all -> call.libvirt().virConnectListAllDomains(call.connection(), all, flags),
        pointer -> uuids.add(Uuids.read(bytes -> call.libvirt().virDomainGetUUID(pointer, bytes))));
    return uuids;
  }

  @Override
  public Domain domain(String name) throws LibvirtException {
    return session.call(
        call -> domain.take(call, call.libvirt().virDomainLookupByName(call.connection(), name)));
  }

  @Override
  public Domain domain(UUID uuid) throws LibvirtException {
    return session.call(call ->
        domain.take(
            call, call.libvirt().virDomainLookupByUUID(call.connection(), Uuids.bytes(uuid))));
  }

  @Override
  public Domain domain(int id) throws LibvirtException {
    return session.call(
        call -> domain.take(call, call.libvirt().virDomainLookupByID(call.connection(), id)));
  }

  @Override
  public Domain define(String xml, boolean validate) throws LibvirtException {
    return session.call(call ->
        domain.take(
            call,
            validate
                ? call.libvirt().virDomainDefineXMLFlags(call.connection(), xml, VALIDATE)
                : call.libvirt().virDomainDefineXML(call.connection(), xml)));
  }

  @Override
  public Domain create(String xml, StartFlag... flags) throws LibvirtException {
    int bits = NativeCall.bits(StartFlag::bit, flags);
    return session.call(
        call -> domain.take(call, call.libvirt().virDomainCreateXML(call.connection(), xml, bits)));
  }

  @Override
  public void restore(String path, Optional<String> xml, SaveFlag... flags)
      throws LibvirtException {
    int bits = NativeCall.bits(SaveFlag::bit, flags);
    session.callSlowly(call ->
        call.check(
            call.libvirt().virDomainRestoreFlags(call.connection(), path, xml.orElse(null), bits)));
  }

  @Override
  public Networks networks() {
    return new NativeNetworks(session);
  }

  @Override
  public Storage storage() {
    return new NativeStorage(session);
  }

  @Override
  public Host host() {
    return new NativeHost(session);
  }

  @Override
  public Optional<String> remoteHost() {
    return remoteHost;
  }

  /** Always empty: libvirt's library has nothing of the kind. */
  @Override
  public Optional<HostTunnel> tunnel() {
    return Optional.empty();
  }

  @Override
  public Connection another() throws LibvirtException {
    return again.open(session);
  }

  @Override
  public List<DomainStats> domainStats(Set<StatsGroup> groups, boolean activeOnly)
      throws LibvirtException {
    int bits = NativeCall.bits(StatsGroup::bit, groups.toArray(StatsGroup[]::new));
    int flags = STATS_NOWAIT | (activeOnly ? ACTIVE : 0);
    return session.call(call -> {
      PointerByReference all = new PointerByReference();
      int count =
          call.check(
              call.libvirt().virConnectGetAllDomainStats(call.connection(), bits, all, flags));
      Pointer records = all.getValue();
      if (records == null) {
        return List.of();
      }
      try {
        List<DomainStats> stats = new ArrayList<>(count);
        for (Pointer each : count == 0 ? new Pointer[0] : records.getPointerArray(0, count)) {
          stats.add(stats(call, new CStruct(each)));
        }
        return List.copyOf(stats);
      } finally {
        call.libvirt().virDomainStatsRecordListFree(records);
      }
    });
  }

  // virDomainStatsRecord: the domain, its parameters, and how many these are; freed with the list.
  private DomainStats stats(NativeCall call, CStruct in) throws LibvirtException {
    DomainPointer of = new DomainPointer();
    of.setPointer(in.pointer());
    Pointer parameters = in.pointer();
    int count = in.int32();
    return new DomainStats(
        new NativeDomain(this, call, of),
        parameters == null ? java.util.Map.of() : NativeParameters.read(parameters, count));
  }

  @Override
  public Subscription onDomainEvent(
      Set<DomainEvent.Kind> kinds, Consumer<? super DomainEvent> listener) throws LibvirtException {
    return session
        .subscriptions()
        .add(
            NativeEventFamily.DOMAIN,
            kinds.stream().map(DomainEvents::id).toList(),
            DomainEvent.class,
            listener);
  }

  @Override
  public Subscription onNetworkEvent(Consumer<? super NetworkEvent> listener)
      throws LibvirtException {
    return session
        .subscriptions()
        .add(NativeEventFamily.NETWORK, List.of(0), NetworkEvent.class, listener);
  }

  @Override
  public Subscription onStoragePoolEvent(Consumer<? super StoragePoolEvent> listener)
      throws LibvirtException {
    return session
        .subscriptions()
        .add(NativeEventFamily.STORAGE_POOL, List.of(0, 1), StoragePoolEvent.class, listener);
  }

  @Override
  public Subscription onNodeDeviceEvent(Consumer<? super NodeDeviceEvent> listener)
      throws LibvirtException {
    return session
        .subscriptions()
        .add(NativeEventFamily.NODE_DEVICE, List.of(0, 1), NodeDeviceEvent.class, listener);
  }

  @Override
  public Subscription onSecretEvent(Consumer<? super SecretEvent> listener)
      throws LibvirtException {
    return session
        .subscriptions()
        .add(NativeEventFamily.SECRET, List.of(0, 1), SecretEvent.class, listener);
  }

  @Override
  public void continueSubscriptionsOf(Connection lost) throws LibvirtException {
    if (lost instanceof NativeConnection other) {
      session.subscriptions().takeOver(other.session.subscriptions());
    }
  }

  @Override
  public boolean isOpen() {
    return session.isOpen();
  }

  @Override
  public CompletionStage<CloseReason> closed() {
    return session.closed();
  }

  @Override
  public void close() {
    session.close();
  }

  @Override
  public String toString() {
    return session.uri();
  }
}
