package io.quantix.desktop.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.Inventory;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.vm.VmListModel.StateFilter;
import io.quantix.libvirt.DomainState;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VmListModelTest {
  private final Inventory inventory = new Inventory();
  private final HostModel host = new HostModel("qemu:///system", "one");
  private final VmListModel model = new VmListModel(inventory);

  private VmModel vm(HostModel on, String name, DomainState state) {
    VmModel vm = new VmModel(on, UUID.randomUUID(), name);
    vm.stateProperty().set(state);
    on.vms().add(vm);
    return vm;
  }

  @Test
  void followsHostsAndTheirVms() {
    VmModel early = vm(host, "early", DomainState.RUNNING);
    inventory.hosts().add(host);
    VmModel late = vm(host, "late", DomainState.SHUT_OFF);
    assertThat(model.shown()).containsExactly(early, late);
    host.vms().remove(early);
    assertThat(model.shown()).containsExactly(late);
    inventory.hosts().remove(host);
    assertThat(model.shown()).isEmpty();
    vm(host, "after", DomainState.RUNNING);
    assertThat(model.shown()).isEmpty();
  }

  @Test
  void filtersByTextStateAndHost() {
    HostModel other = new HostModel("qemu:///session", "two");
    inventory.hosts().addAll(host, other);
    VmModel web = vm(host, "Web-01", DomainState.RUNNING);
    VmModel mail = vm(host, "mail", DomainState.PAUSED);
    VmModel elsewhere = vm(other, "web-02", DomainState.SHUT_OFF);
    model.textProperty().set(" WEB ");
    assertThat(model.shown()).containsExactly(web, elsewhere);
    model.scopeProperty().set(Optional.of(host));
    assertThat(model.shown()).containsExactly(web);
    model.textProperty().set("");
    model.stateFilterProperty().set(StateFilter.PAUSED);
    assertThat(model.shown()).containsExactly(mail);
    assertThat(model.count(StateFilter.ALL).get()).isEqualTo(2);
    model.textProperty().set(elsewhere.uuid().toString().substring(0, 8));
    model.scopeProperty().set(Optional.empty());
    model.stateFilterProperty().set(StateFilter.ALL);
    assertThat(model.shown()).containsExactly(elsewhere);
  }

  @Test
  void aChangeOfStateMovesAVmBetweenTheFilters() {
    inventory.hosts().add(host);
    VmModel vm = vm(host, "vm", DomainState.SHUT_OFF);
    model.stateFilterProperty().set(StateFilter.RUNNING);
    assertThat(model.shown()).isEmpty();
    vm.stateProperty().set(DomainState.RUNNING);
    assertThat(model.shown()).containsExactly(vm);
    assertThat(model.count(StateFilter.RUNNING).get()).isEqualTo(1);
    assertThat(model.count(StateFilter.OFF).get()).isZero();
  }
}
