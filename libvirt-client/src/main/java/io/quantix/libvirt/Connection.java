package io.quantix.libvirt;

import io.quantix.libvirt.event.DomainEvent;
import io.quantix.libvirt.event.NetworkEvent;
import io.quantix.libvirt.event.NodeDeviceEvent;
import io.quantix.libvirt.event.SecretEvent;
import io.quantix.libvirt.event.StoragePoolEvent;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One open connection to one libvirt daemon. All methods may be called from many threads at once;
 * calls are pipelined on the one connection. Every method throws {@link LibvirtException} of kind
 * {@link LibvirtException.Kind#CONNECTION_LOST} once the connection has ended.
 */
public interface Connection extends AutoCloseable {
  /** The URI that was asked for, as it was given. */
  String uri();

  /** The host's name as the host knows it. */
  String hostname() throws LibvirtException;

  /** The version of libvirt that the daemon runs. */
  Version libvirtVersion() throws LibvirtException;

  /** The version of the hypervisor, for instance QEMU's. */
  Version hypervisorVersion() throws LibvirtException;

  /** The hypervisor driver's name, {@code QEMU} or {@code Test}. */
  String hypervisorType() throws LibvirtException;

  /** The host's processors and memory. */
  NodeInfo nodeInfo() throws LibvirtException;

  /** What host and hypervisor can do, as libvirt's capabilities XML. */
  String capabilities() throws LibvirtException;

  /** All domains, active and inactive, in the daemon's order. */
  List<Domain> domains() throws LibvirtException;

  /**
   * All domains with what a list shows of them: a few calls for all of them and one for each one's
   * XML, pipelined. A domain that goes away meanwhile is left out.
   */
  List<DomainSummary> inventory() throws LibvirtException;

  /**
   * The same with the statistics of all of them, asked for together: a call and a round trip less
   * than {@link #inventory()} and {@link #domainStats} one after the other.
   *
   * @param groups what the statistics are to tell beside the state; empty for all that the
   *     hypervisor has
   */
  default HostInventory inventory(Set<StatsGroup> groups) throws LibvirtException {
    Set<StatsGroup> all = EnumSet.of(StatsGroup.STATE);
    all.addAll(groups);
    return new HostInventory(inventory(), domainStats(groups.isEmpty() ? groups : all, false));
  }

  /**
   * Finds a domain by its name.
   *
   * @throws LibvirtException of kind NOT_FOUND if there is none
   */
  Domain domain(String name) throws LibvirtException;

  /**
   * Finds a domain by its UUID.
   *
   * @throws LibvirtException of kind NOT_FOUND if there is none
   */
  Domain domain(UUID uuid) throws LibvirtException;

  /** Finds a running domain by its id. */
  Domain domain(int id) throws LibvirtException;

  /**
   * Defines a persistent domain, or redefines the one of the same UUID, without starting it.
   *
   * @param xml domain XML
   * @param validate refuse XML that libvirt's schema does not know instead of dropping what is
   *     unknown
   */
  Domain define(String xml, boolean validate) throws LibvirtException;

  /** Starts a transient domain from XML: it is gone once it is off. */
  Domain create(String xml, StartFlag... flags) throws LibvirtException;

  /**
   * Starts a domain from a file that {@link Domain#save} wrote.
   *
   * @param xml what it is to be now; empty for what it was
   */
  void restore(String path, Optional<String> xml, SaveFlag... flags) throws LibvirtException;

  /** Its virtual networks. */
  Networks networks();

  /** Its storage pools and volumes. */
  Storage storage();

  /** The machine itself. */
  Host host();

  /** The host's name or address as the URI has it; empty for this machine. */
  Optional<String> remoteHost();

  /** A way to open further streams to the host over the same connection, where it is remote. */
  Optional<HostTunnel> tunnel();

  /**
   * Opens another connection to the same daemon in the same way: for what must not hold up this
   * one, or once this one is lost.
   */
  Connection another() throws LibvirtException;

  /**
   * Statistics of all domains, or of all active ones, in one call. The call never waits for a busy
   * domain: what such a domain cannot tell at once is left out.
   *
   * @param groups what to tell; empty for all that the hypervisor has
   */
  List<DomainStats> domainStats(Set<StatsGroup> groups, boolean activeOnly) throws LibvirtException;

  /**
   * Asks for domain events of the given kinds; those that this daemon does not know are left out.
   * Events are delivered in the order in which the daemon sent them, one at a time, on a thread of
   * this connection that may take its time without holding up calls or keepalive. An exception from
   * the listener is logged and the next event delivered.
   *
   * @return closing it ends the subscription; no event is delivered once close has returned, unless
   *     close is called by the listener itself
   */
  Subscription onDomainEvent(Set<DomainEvent.Kind> kinds, Consumer<? super DomainEvent> listener)
      throws LibvirtException;

  /** The same for virtual networks. */
  Subscription onNetworkEvent(Consumer<? super NetworkEvent> listener) throws LibvirtException;

  /** The same for storage pools. */
  Subscription onStoragePoolEvent(Consumer<? super StoragePoolEvent> listener)
      throws LibvirtException;

  /** The same for the host's devices. */
  Subscription onNodeDeviceEvent(Consumer<? super NodeDeviceEvent> listener)
      throws LibvirtException;

  /** The same for secrets. */
  Subscription onSecretEvent(Consumer<? super SecretEvent> listener) throws LibvirtException;

  /**
   * Lets every subscription of a connection that was lost go on with this one: the listeners and
   * the {@link Subscription}s stay as they are. What happened meanwhile is not told; ask for it.
   */
  void continueSubscriptionsOf(Connection lost) throws LibvirtException;

  /** Whether the connection can still be used. */
  boolean isOpen();

  /** Completes once, when the connection has ended for whatever reason, {@link #close} included. */
  CompletionStage<CloseReason> closed();

  /**
   * Ends the connection. Never hangs: a daemon that does not answer is cut off. Calls that wait end
   * with a {@link LibvirtException} of kind CONNECTION_LOST. Closing twice does nothing.
   */
  @Override
  void close();
}
