package io.quantix.libvirt.rpc;

import io.quantix.libvirt.DomainState;
import io.quantix.libvirt.DomainStateReason;
import io.quantix.libvirt.DomainStats;
import io.quantix.libvirt.DomainSummary;
import io.quantix.libvirt.HostInventory;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.StatsGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Reads all domains in as few round trips as there can be: what a flag of the list call can tell is
 * asked of all of them at once, states come with one bulk call, and only XML is asked one by one,
 * without waiting in between.
 */
final class Inventory {
  // virConnectListAllDomainsFlags
  private static final int PERSISTENT = 1 << 2;
  private static final int MANAGED_SAVE = 1 << 8;
  private static final int AUTOSTART = 1 << 10;

  private final RemoteConnection connection;
  private final RpcConnection rpc;
  private final Set<StatsGroup> groups;
  private final List<CompletableFuture<XdrReader>> asked = new ArrayList<>();

  /**
   * Prepares to read.
   *
   * @param groups the statistics to ask for: STATE among them, or none for all
   */
  Inventory(RemoteConnection connection, Set<StatsGroup> groups) {
    this.groups = groups;
    this.connection = connection;
    this.rpc = connection.rpc();
  }

  HostInventory read() throws LibvirtException {
    try {
      return readAll();
    } catch (LibvirtException e) {
      // Thousands of calls may wait to be sent, and nobody waits for them any more.
      rpc.abandon(asked);
      throw e;
    }
  }

  private HostInventory readAll() throws LibvirtException {
    CompletableFuture<XdrReader> all = list(0);
    CompletableFuture<XdrReader> persistent = list(PERSISTENT);
    CompletableFuture<XdrReader> autostart = list(AUTOSTART);
    CompletableFuture<XdrReader> saved = list(MANAGED_SAVE);
    CompletableFuture<XdrReader> bulk =
        submit(
            Procedure.CONNECT_GET_ALL_DOMAIN_STATS, RemoteConnection.statsArguments(groups, false));
    List<RemoteDomain> domains =
        connection.await(Procedure.CONNECT_LIST_ALL_DOMAINS, all, connection::readDomains);
    List<CompletableFuture<XdrReader>> xml = new ArrayList<>(domains.size());
    for (RemoteDomain domain : domains) {
      CompletableFuture<XdrReader> reply =
          rpc.submit(Procedure.DOMAIN_GET_XML_DESC, domain.arguments().integer(0));
      asked.add(reply);
      xml.add(reply);
    }
    Set<UUID> isPersistent = uuids(persistent);
    Set<UUID> isAutostart = uuids(autostart);
    Set<UUID> isSaved = uuids(saved);
    List<DomainStats> statistics = statistics(bulk);
    Map<UUID, DomainStateReason> stateOf = new HashMap<>();
    for (DomainStats each : statistics) {
      state(each).ifPresent(state -> stateOf.put(each.domain().uuid(), state));
    }
    List<DomainSummary> summaries = new ArrayList<>(domains.size());
    for (int i = 0; i < domains.size(); i++) {
      RemoteDomain domain = domains.get(i);
      try {
        String text =
            connection.await(Procedure.DOMAIN_GET_XML_DESC, xml.get(i), XdrReader::string);
        DomainStateReason state = stateOf.get(domain.uuid());
        summaries.add(
            new DomainSummary(
                domain,
                state == null ? domain.state() : state,
                isPersistent.contains(domain.uuid()),
                isAutostart.contains(domain.uuid()),
                isSaved.contains(domain.uuid()),
                text));
      } catch (LibvirtException e) {
        if (e.kind() != Kind.NOT_FOUND) {
          throw e;
        }
      }
    }
    return new HostInventory(summaries, statistics);
  }

  private CompletableFuture<XdrReader> list(int flags) {
    return submit(Procedure.CONNECT_LIST_ALL_DOMAINS, RemoteConnection.listArguments(flags));
  }

  private CompletableFuture<XdrReader> submit(Procedure procedure, XdrWriter arguments) {
    CompletableFuture<XdrReader> reply = rpc.submit(procedure, arguments);
    asked.add(reply);
    return reply;
  }

  private Set<UUID> uuids(CompletableFuture<XdrReader> reply) throws LibvirtException {
    Set<UUID> uuids = new HashSet<>();
    for (RemoteDomain domain :
        connection.await(Procedure.CONNECT_LIST_ALL_DOMAINS, reply, connection::readDomains)) {
      uuids.add(domain.uuid());
    }
    return uuids;
  }

  // A driver without bulk statistics is asked domain by domain.
  private List<DomainStats> statistics(CompletableFuture<XdrReader> reply) throws LibvirtException {
    try {
      return connection.await(Procedure.CONNECT_GET_ALL_DOMAIN_STATS, reply, connection::readStats);
    } catch (LibvirtException e) {
      if (e.kind() != Kind.UNSUPPORTED) {
        throw e;
      }
      return List.of();
    }
  }

  private static Optional<DomainStateReason> state(DomainStats stats) {
    OptionalLong state = stats.number("state.state");
    return state.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DomainStateReason(
                DomainState.of((int) state.getAsLong()),
                (int) stats.number("state.reason").orElse(0)));
  }
}
