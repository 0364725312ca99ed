package io.quantix.desktop.host;

import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.VmModel;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.DomainState;
import io.quantix.libvirt.DomainSummary;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.event.DomainEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Keeps one host's VMs as the host says they are: all of them once after connecting, then each one
 * when an event names it.
 */
final class Freshness {
  private record Changed(UUID uuid, OptionalLong startedAtMillis) {}

  // So many VMs are sorted in and counted within a turn of the JavaFX thread.
  private static final int TOGETHER = 250;
  // The first ones run code that has never run before.
  private static final int FIRST_TOGETHER = 40;

  private final HostModel host;
  private final FxBatch fx;
  // Touched on the JavaFX thread only.
  private final Map<UUID, VmModel> vms = new HashMap<>();
  private volatile boolean readBefore;
  private final LinkedBlockingQueue<Changed> changed = new LinkedBlockingQueue<>();

  Freshness(HostModel host, FxBatch fx) {
    this.host = host;
    this.fx = fx;
  }

  /** Takes an event; on the connection's event thread. */
  void onEvent(DomainEvent event) {
    boolean started =
        event instanceof DomainEvent.Lifecycle life
            && life.type() == DomainEvent.LifecycleType.STARTED;
    changed.add(
        new Changed(
            event.uuid(),
            started ? OptionalLong.of(System.currentTimeMillis()) : OptionalLong.empty()));
  }

  /** Reads all VMs and puts them into the model. */
  void readAll(Connection connection) throws LibvirtException {
    List<DomainSummary> inventory = connection.inventory();
    boolean anyRuns = inventory.stream().anyMatch(vm -> vm.state().state().isActive());
    // Only this machine's processes can be seen.
    Map<String, Long> starts =
        anyRuns && connection.remoteHost().isEmpty() ? ProcessStarts.byName() : Map.of();
    List<VmUpdate> updates = new ArrayList<>(inventory.size());
    List<VmModel> fresh = new ArrayList<>(inventory.size());
    for (DomainSummary summary : inventory) {
      Long start = starts.get(summary.domain().name());
      VmUpdate update =
          VmUpdate.of(summary, start == null ? OptionalLong.empty() : OptionalLong.of(start));
      updates.add(update);
      // Made here, since thousands of them take longer than the JavaFX thread may be held.
      fresh.add(update.newModel(host));
    }
    if (!readBefore) {
      int until;
      for (int from = 0; from < fresh.size(); from = until) {
        until = Math.min(from == 0 ? FIRST_TOGETHER : from + TOGETHER, fresh.size());
        List<VmModel> some = fresh.subList(from, until);
        fx.add(() -> addAll(some));
      }
    } else {
      fx.add(() -> replaceAll(updates, fresh));
      // Queued here, before any newer news of the same VMs, and one by one: thousands of them take
      // longer than the JavaFX thread may be held.
      for (VmUpdate update : updates) {
        fx.add(() -> put(update));
      }
    }
    readBefore = true;
  }

  private void addAll(List<VmModel> fresh) {
    for (VmModel vm : fresh) {
      vms.put(vm.uuid(), vm);
    }
    host.vms().addAll(fresh);
  }

  private void replaceAll(List<VmUpdate> updates, List<VmModel> fresh) {
    Set<UUID> present = new HashSet<>();
    List<VmModel> added = new ArrayList<>();
    for (int i = 0; i < updates.size(); i++) {
      VmUpdate update = updates.get(i);
      present.add(update.uuid());
      if (!vms.containsKey(update.uuid())) {
        vms.put(update.uuid(), fresh.get(i));
        added.add(fresh.get(i));
      }
    }
    if (vms.keySet().retainAll(present)) {
      host.vms().removeIf(vm -> !present.contains(vm.uuid()));
    }
    if (!added.isEmpty()) {
      host.vms().addAll(added);
    }
  }

  /** Waits for events and reads what they name, until interrupted or the connection ends. */
  void follow(Connection connection) throws InterruptedException, LibvirtException {
    while (true) {
      Map<UUID, OptionalLong> batch = new LinkedHashMap<>();
      Changed first = changed.take();
      while (first != null) {
        OptionalLong started = first.startedAtMillis();
        batch.merge(first.uuid(), started, (a, b) -> b.isPresent() ? b : a);
        first = changed.poll();
      }
      for (Map.Entry<UUID, OptionalLong> each : batch.entrySet()) {
        readOne(connection, each.getKey(), each.getValue());
      }
    }
  }

  private void readOne(Connection connection, UUID uuid, OptionalLong startedAt)
      throws LibvirtException {
    try {
      Domain domain = connection.domain(uuid);
      VmUpdate update = VmUpdate.of(domain.summary(), startedAt);
      fx.add(() -> put(update));
    } catch (LibvirtException e) {
      if (e.kind() != LibvirtException.Kind.NOT_FOUND) {
        throw e;
      }
      fx.add(() -> remove(uuid));
    }
  }

  private void put(VmUpdate update) {
    VmModel known = vms.get(update.uuid());
    if (known == null) {
      VmModel vm = update.newModel(host);
      vms.put(update.uuid(), vm);
      host.vms().add(vm);
    } else {
      update.apply(known);
    }
  }

  private void remove(UUID uuid) {
    VmModel gone = vms.remove(uuid);
    if (gone != null) {
      host.vms().remove(gone);
    }
  }

  /** Puts a VM's addresses into the model. */
  void applyAddresses(UUID uuid, List<String> addresses) {
    fx.add(() -> {
      VmModel vm = vms.get(uuid);
      if (vm != null && vm.stateProperty().get().isActive()) {
        vm.addressesProperty().set(addresses);
      }
    });
  }

  /** Puts loads into the model. */
  void apply(List<StatsSampler.Load> loads) {
    for (StatsSampler.Load load : loads) {
      fx.add(() -> {
        VmModel vm = vms.get(load.uuid());
        if (vm != null && vm.stateProperty().get() != DomainState.SHUT_OFF) {
          vm.cpuHistory().add(load.cpu());
          vm.memoryHistory().add(load.memory());
          vm.cpuLoadProperty().set(load.cpu());
          vm.memoryLoadProperty().set(load.memory());
          if (load.memoryKib() > 0) {
            vm.memoryKibProperty().set(load.memoryKib());
          }
          vm.sampleCountProperty().set(vm.sampleCountProperty().get() + 1);
        }
      });
    }
  }
}
