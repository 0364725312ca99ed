package io.quantix.desktop.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.libvirt.DomainState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VmCommandTest {
  private static List<VmCommand> fitting(DomainState state, boolean persistent) {
    return Arrays.stream(VmCommand.values()).filter(c -> c.fits(state, persistent)).toList();
  }

  @Test
  void eachStateHasTheCommandsThatMakeSense() {
    assertThat(fitting(DomainState.SHUT_OFF, true))
        .containsExactly(VmCommand.START, VmCommand.DELETE);
    assertThat(fitting(DomainState.RUNNING, true))
        .containsExactly(
            VmCommand.SHUT_DOWN,
            VmCommand.REBOOT,
            VmCommand.RESET,
            VmCommand.FORCE_OFF,
            VmCommand.PAUSE,
            VmCommand.SAVE);
    assertThat(fitting(DomainState.PAUSED, true))
        .containsExactly(VmCommand.RESET, VmCommand.FORCE_OFF, VmCommand.RESUME, VmCommand.SAVE);
    assertThat(fitting(DomainState.RUNNING, false)).doesNotContain(VmCommand.SAVE);
  }

  @Test
  void nothingIsAllowedWithoutAConnectionOrWhileSomethingIsUnderWay() {
    HostModel host = new HostModel("qemu:///system", "host");
    VmModel vm = new VmModel(host, UUID.randomUUID(), "vm");
    vm.stateProperty().set(DomainState.SHUT_OFF);
    assertThat(vm.allows(VmCommand.START)).isFalse();
    host.stateProperty().set(HostState.CONNECTED);
    assertThat(vm.allows(VmCommand.START)).isTrue();
    vm.runningCommandProperty().set(Optional.of(VmCommand.START));
    assertThat(vm.allows(VmCommand.START)).isFalse();
  }
}
