package io.quantix.desktop.host;

import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.VmModel;
import io.quantix.libvirt.DomainState;
import io.quantix.libvirt.DomainSummary;
import io.quantix.libvirt.xml.DomainDescription;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What was read of a VM, parsed and ready to be put into the model.
 *
 * @param startedAtMillis when it was started, if this reading knows it
 */
record VmUpdate(
    UUID uuid,
    String name,
    int id,
    DomainState state,
    int reason,
    boolean persistent,
    boolean autostart,
    boolean saved,
    Optional<DomainDescription> description,
    OptionalLong startedAtMillis) {

  static VmUpdate of(DomainSummary summary, OptionalLong startedAtMillis) {
    Optional<DomainDescription> description;
    try {
      description = Optional.of(DomainDescription.parse(summary.xml()));
    } catch (IllegalArgumentException e) {
      description = Optional.empty(); // one VM's odd XML must not hide the others
    }
    return new VmUpdate(
        summary.domain().uuid(),
        summary.domain().name(),
        summary.domain().id().orElse(-1),
        summary.state().state(),
        summary.state().reason(),
        summary.persistent(),
        summary.autostart(),
        summary.managedSave(),
        description,
        startedAtMillis);
  }

  VmModel newModel(HostModel host) {
    VmModel vm = new VmModel(host, uuid, name);
    apply(vm);
    return vm;
  }

  void apply(VmModel vm) {
    boolean wasOn = vm.stateProperty().get().isActive();
    vm.nameProperty().set(name);
    vm.idProperty().set(id);
    vm.stateReasonProperty().set(reason);
    vm.persistentProperty().set(persistent);
    vm.autostartProperty().set(autostart);
    vm.savedProperty().set(saved);
    description.ifPresent(found -> {
      vm.vcpusProperty().set(found.vcpus());
      vm.memoryKibProperty().set(found.memoryKib());
      vm.maxMemoryKibProperty().set(found.memoryKib());
      vm.descriptionProperty().set(Optional.of(found));
    });
    if (!state.isActive()) {
      vm.startedAtMillisProperty().set(-1);
      vm.addressesProperty().set(List.of());
      if (wasOn) {
        vm.cpuHistory().clear();
        vm.memoryHistory().clear();
        vm.cpuLoadProperty().set(0);
        vm.memoryLoadProperty().set(0);
        vm.sampleCountProperty().set(vm.sampleCountProperty().get() + 1);
      }
    } else if (startedAtMillis.isPresent()) {
      vm.startedAtMillisProperty().set(startedAtMillis.getAsLong());
    }
    vm.stateProperty().set(state);
  }
}
