package io.quantix.libvirt.rpc;

import io.quantix.libvirt.CloseReason;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.DomainStats;
import io.quantix.libvirt.DomainSummary;
import io.quantix.libvirt.Host;
import io.quantix.libvirt.HostInventory;
import io.quantix.libvirt.HostTunnel;
import io.quantix.libvirt.LibvirtException;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A {@link Connection} spoken over libvirt's remote protocol. */
final class RemoteConnection extends RemoteCalls implements Connection {
  private static final Duration CLOSE_GRACE = Duration.ofMillis(500);
  private static final int VALIDATE = 1;
  private static final int ACTIVE = 1;
  private static final int STATS_NOWAIT = 1 << 29;

  private final String uri;
  private final Optional<String> remoteHost;
  private final Opener again;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Subscriptions subscriptions;
  private final CloseCallback closeCallback;

  RemoteConnection(String uri, Optional<String> remoteHost, RpcConnection rpc, Opener again) {
    super(rpc);
    this.uri = uri;
    this.remoteHost = remoteHost;
    this.again = again;
    this.subscriptions = new Subscriptions(rpc);
    this.closeCallback = new CloseCallback(rpc);
  }

  /** Opens a connection like this one. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens it.
     *
     * @param alone for one stream that may hold up whatever it shares
     */
    RemoteConnection open(boolean alone) throws LibvirtException;
  }

  /** Opens a stream on a connection of its own, which may be held up and ends with the stream. */
  OwnConnectionStream openAlone(Procedure procedure, XdrWriter arguments) throws LibvirtException {
    RemoteConnection own = again.open(true);
    boolean opened = false;
    try {
      RpcStream stream = own.rpc.open(procedure, arguments, true, _ -> {});
      opened = true;
      return new OwnConnectionStream(own, stream);
    } finally {
      if (!opened) {
        own.close();
      }
    }
  }

  @Override
  public void restore(String path, Optional<String> xml, SaveFlag... flags)
      throws LibvirtException {
    callSlowly(
        Procedure.DOMAIN_RESTORE_FLAGS,
        new XdrWriter()
            .string(path)
            .optional(xml)
            .integer(RemoteObject.bits(SaveFlag::bit, flags)));
  }

  @Override
  public Networks networks() {
    return new RemoteNetworks(this);
  }

  @Override
  public Storage storage() {
    return new RemoteStorage(this);
  }

  @Override
  public Host host() {
    return new RemoteHost(this);
  }

  @Override
  public Optional<String> remoteHost() {
    return remoteHost;
  }

  @Override
  public Optional<HostTunnel> tunnel() {
    return rpc.tunnel();
  }

  @Override
  public RemoteConnection another() throws LibvirtException {
    return again.open(false);
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public String hostname() throws LibvirtException {
    return call(Procedure.CONNECT_GET_HOSTNAME, new XdrWriter(), XdrReader::string);
  }

  @Override
  public Version libvirtVersion() throws LibvirtException {
    return call(Procedure.CONNECT_GET_LIB_VERSION, new XdrWriter(), in -> Version.of(in.hyper()));
  }

  @Override
  public Version hypervisorVersion() throws LibvirtException {
    return call(Procedure.CONNECT_GET_VERSION, new XdrWriter(), in -> Version.of(in.hyper()));
  }

  @Override
  public String hypervisorType() throws LibvirtException {
    return call(Procedure.CONNECT_GET_TYPE, new XdrWriter(), XdrReader::string);
  }

  @Override
  public NodeInfo nodeInfo() throws LibvirtException {
    return call(
        Procedure.NODE_GET_INFO,
        new XdrWriter(),
        in -> {
          // char[32], each one in four bytes
          StringBuilder model = new StringBuilder();
          for (int i = 0; i < 32; i++) {
            int letter = in.integer();
            if (letter > 0 && letter < 128) {
              model.append((char) letter);
            }
          }
          return new NodeInfo(
              model.toString(),
              in.hyper(),
              in.integer(),
              in.integer(),
              in.integer(),
              in.integer(),
              in.integer(),
              in.integer());
        });
  }

  @Override
  public String capabilities() throws LibvirtException {
    return call(Procedure.CONNECT_GET_CAPABILITIES, new XdrWriter(), XdrReader::string);
  }

  @Override
  public List<Domain> domains() throws LibvirtException {
    return List.copyOf(
        call(Procedure.CONNECT_LIST_ALL_DOMAINS, listArguments(0), this::readDomains));
  }

  static XdrWriter listArguments(int flags) {
    return new XdrWriter().integer(1).integer(flags);
  }

  List<RemoteDomain> readDomains(XdrReader in) throws ProtocolException {
    int count = in.count(Limits.DOMAINS, DomainIdentity.LEAST_BYTES, "domains");
    List<RemoteDomain> domains = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      domains.add(readDomain(in));
    }
    return domains;
  }

  RemoteDomain readDomain(XdrReader in) throws ProtocolException {
    return new RemoteDomain(this, DomainIdentity.read(in));
  }

  @Override
  public List<DomainSummary> inventory() throws LibvirtException {
    return new Inventory(this, EnumSet.of(StatsGroup.STATE)).read().domains();
  }

  @Override
  public HostInventory inventory(Set<StatsGroup> groups) throws LibvirtException {
    Set<StatsGroup> withState = EnumSet.noneOf(StatsGroup.class);
    withState.addAll(groups);
    if (!groups.isEmpty()) {
      withState.add(StatsGroup.STATE);
    }
    return new Inventory(this, withState).read();
  }

  @Override
  public Domain domain(String name) throws LibvirtException {
    return call(Procedure.DOMAIN_LOOKUP_BY_NAME, new XdrWriter().string(name), this::readDomain);
  }

  @Override
  public Domain domain(UUID uuid) throws LibvirtException {
    return call(Procedure.DOMAIN_LOOKUP_BY_UUID, new XdrWriter().uuid(uuid), this::readDomain);
  }

  @Override
  public Domain domain(int id) throws LibvirtException {
    return call(Procedure.DOMAIN_LOOKUP_BY_ID, new XdrWriter().integer(id), this::readDomain);
  }

  @Override
  public Domain define(String xml, boolean validate) throws LibvirtException {
    return call(
        Procedure.DOMAIN_DEFINE_XML_FLAGS,
        new XdrWriter().string(xml).integer(validate ? VALIDATE : 0),
        this::readDomain);
  }

  @Override
  public Domain create(String xml, StartFlag... flags) throws LibvirtException {
    int bits = 0;
    for (StartFlag flag : flags) {
      bits |= flag.bit();
    }
    return call(
        Procedure.DOMAIN_CREATE_XML, new XdrWriter().string(xml).integer(bits), this::readDomain);
  }

  @Override
  public List<DomainStats> domainStats(Set<StatsGroup> groups, boolean activeOnly)
      throws LibvirtException {
    return call(
        Procedure.CONNECT_GET_ALL_DOMAIN_STATS,
        statsArguments(groups, activeOnly),
        this::readStats);
  }

  static XdrWriter statsArguments(Set<StatsGroup> groups, boolean activeOnly) {
    int bits = 0;
    for (StatsGroup group : groups) {
      bits |= group.bit();
    }
    return new XdrWriter()
        .integer(0)
        .integer(bits)
        .integer(STATS_NOWAIT | (activeOnly ? ACTIVE : 0));
  }

  List<DomainStats> readStats(XdrReader in) throws ProtocolException {
    int count = in.count(Limits.DOMAINS, DomainIdentity.LEAST_BYTES + 4, "domains' statistics");
    List<DomainStats> stats = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      stats.add(new DomainStats(readDomain(in), TypedParameters.read(in)));
    }
    return stats;
  }

  @Override
  public Subscription onDomainEvent(
      Set<DomainEvent.Kind> kinds, Consumer<? super DomainEvent> listener) throws LibvirtException {
    return subscriptions.add(
        EventFamily.DOMAIN,
        kinds.stream().map(DomainEvents::id).toList(),
        DomainEvent.class,
        listener);
  }

  @Override
  public Subscription onNetworkEvent(Consumer<? super NetworkEvent> listener)
      throws LibvirtException {
    return subscriptions.add(EventFamily.NETWORK, List.of(0), NetworkEvent.class, listener);
  }

  @Override
  public Subscription onStoragePoolEvent(Consumer<? super StoragePoolEvent> listener)
      throws LibvirtException {
    return subscriptions.add(
        EventFamily.STORAGE_POOL, List.of(0, 1), StoragePoolEvent.class, listener);
  }

  @Override
  public Subscription onNodeDeviceEvent(Consumer<? super NodeDeviceEvent> listener)
      throws LibvirtException {
    return subscriptions.add(
        EventFamily.NODE_DEVICE, List.of(0, 1), NodeDeviceEvent.class, listener);
  }

  @Override
  public Subscription onSecretEvent(Consumer<? super SecretEvent> listener)
      throws LibvirtException {
    return subscriptions.add(EventFamily.SECRET, List.of(0, 1), SecretEvent.class, listener);
  }

  @Override
  public void continueSubscriptionsOf(Connection lost) throws LibvirtException {
    if (lost instanceof RemoteConnection other) {
      subscriptions.takeOver(other.subscriptions);
    }
  }

  @Override
  public boolean isOpen() {
    return rpc.isOpen();
  }

  @Override
  public CompletionStage<CloseReason> closed() {
    // Only who wants to be told costs the daemon a callback.
    CompletableFuture<Boolean> _ = closeCallback.register();
    return rpc.closed();
  }

  /** What the daemon was asked to tell. */
  CloseCallback closeCallback() {
    return closeCallback;
  }

  @Override
  public void close() {
    if (rpc.isOpen() && closing.compareAndSet(false, true)) {
      closeCallback.leave();
      subscriptions.sayGoodbye(CLOSE_GRACE);
    }
    rpc.close();
  }

  @Override
  public String toString() {
    return uri;
  }
}
