package io.quantix.desktop.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.HostState;
import io.quantix.desktop.model.Inventory;
import io.quantix.desktop.model.NoticeBoard;
import io.quantix.desktop.model.Task;
import io.quantix.desktop.model.TaskList;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.model.VmModel;
import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.DomainState;
import io.quantix.libvirt.Libvirt;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.Prompter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session against a real daemon; one thread stands for JavaFX's. */
class HostSessionTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();

  private final ExecutorService fx = Executors.newSingleThreadExecutor();
  private final Inventory inventory = new Inventory();
  private final TaskList tasks = new TaskList();
  private final NoticeBoard notices = new NoticeBoard();
  private final Hosts hosts = new Hosts(inventory, tasks, notices, Prompter.none(), fx);
  private HostModel host = new HostModel("", "");

  @BeforeEach
  void connect() throws Exception {
    host = onFx(() -> hosts.add(LAB.uri(), "lab", true));
    onFx(() -> {
      hosts.connectOnStart();
      return host;
    });
    await(() -> host.stateProperty().get() == HostState.CONNECTED);
  }

  @AfterEach
  void close() throws Exception {
    onFx(() -> {
      hosts.close();
      return host;
    });
    fx.shutdown();
    assertThat(fx.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  private <T> T onFx(Callable<T> work) throws Exception {
    return fx.submit(work).get(60, TimeUnit.SECONDS);
  }

  private void await(Callable<Boolean> condition) throws Exception {
    for (int i = 0; i < 3000; i++) {
      if (onFx(condition)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new AssertionError(
        "it did not come to be; host "
            + onFx(() -> host.stateProperty().get() + " " + host.noticeProperty().get()));
  }

  private Optional<VmModel> vm(String name) {
    return host.vms().stream().filter(vm -> vm.nameProperty().get().equals(name)).findFirst();
  }

  private boolean is(String name, DomainState state) {
    return vm(name).filter(vm -> vm.stateProperty().get() == state).isPresent();
  }

  private void run(VmCommand command, String name) throws Exception {
    CompletableFuture<Void> done =
        onFx(() -> hosts.session(host).run(command, vm(name).orElseThrow()));
    done.get(60, TimeUnit.SECONDS);
  }

  @Test
  void whatVirshDoesShowsHere() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-followed", GuestSpec.tiny());
    await(() -> is(guest.name(), DomainState.SHUT_OFF));
    guest.start();
    await(() -> is(guest.name(), DomainState.RUNNING));
    // The host says that it runs a little before it says that it was started.
    await(() -> vm(guest.name()).orElseThrow().startedAtMillisProperty().get() > 0);
    LAB.virsh("suspend", guest.name());
    await(() -> is(guest.name(), DomainState.PAUSED));
    LAB.virsh("destroy", guest.name());
    await(() -> is(guest.name(), DomainState.SHUT_OFF));
    LAB.virsh("undefine", guest.name());
    await(() -> vm(guest.name()).isEmpty());
  }

  @Test
  void aVmCanBeSetToStartWithItsHost() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-early", GuestSpec.tiny());
    await(() -> is(guest.name(), DomainState.SHUT_OFF));
    VmModel vm = onFx(() -> vm(guest.name()).orElseThrow());
    onFx(() -> hosts.session(host).setAutostart(vm, true)).get(60, TimeUnit.SECONDS);
    assertThat(LAB.virsh("list", "--all", "--autostart", "--name")).contains(guest.name());
    assertThat(onFx(() -> vm.autostartProperty().get())).isTrue();
    onFx(() -> hosts.session(host).setAutostart(vm, false)).get(60, TimeUnit.SECONDS);
    assertThat(LAB.virsh("list", "--all", "--autostart", "--name")).doesNotContain(guest.name());
    LAB.virsh("undefine", guest.name());
    await(() -> vm(guest.name()).isEmpty());
    CompletableFuture<Void> gone = onFx(() -> hosts.session(host).setAutostart(vm, true));
    await(gone::isCompletedExceptionally);
    assertThat(onFx(() -> notices.notices().getLast().title())).contains(guest.name());
  }

  @Test
  void aHostThatLibvirtItselfDrivesIsFollowedToo() throws Exception {
    host = onFx(() -> hosts.add("test:///default", "in this process", true));
    onFx(() -> {
      hosts.connectOnStart();
      return host;
    });
    await(() -> is("test", DomainState.RUNNING));
    try (Connection other = Libvirt.connect("test:///default", ConnectOptions.defaults())) {
      other.domain("test").suspend();
      await(() -> is("test", DomainState.PAUSED));
      run(VmCommand.RESUME, "test");
      assertThat(other.domain("test").state().state()).isEqualTo(DomainState.RUNNING);
      await(() -> is("test", DomainState.RUNNING));
    }
  }

  @Test
  void theEndOfTheProgramWaitsForTheGoodbye() throws Exception {
    LibvirtHostSession session = (LibvirtHostSession) onFx(() -> hosts.session(host));
    onFx(() -> {
      hosts.close();
      return host;
    });
    assertThat(session.awaitGoodbye(java.time.Duration.ofMinutes(1))).isTrue();
    LibvirtException gone =
        catchThrowableOfType(LibvirtException.class, () -> session.work().hostname());
    assertThat(gone.kind()).isEqualTo(LibvirtException.Kind.CONNECTION_LOST);
  }

  @Test
  void whatIsDoneHereShowsInVirsh() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-commanded", GuestSpec.tiny());
    await(() -> vm(guest.name()).isPresent());
    run(VmCommand.START, guest.name());
    assertThat(guest.state()).isEqualTo("running");
    await(() -> is(guest.name(), DomainState.RUNNING));
    run(VmCommand.PAUSE, guest.name());
    assertThat(guest.state()).isEqualTo("paused");
    await(() -> is(guest.name(), DomainState.PAUSED));
    run(VmCommand.RESUME, guest.name());
    await(() -> is(guest.name(), DomainState.RUNNING));
    run(VmCommand.SAVE, guest.name());
    await(() -> vm(guest.name()).filter(vm -> vm.savedProperty().get()).isPresent());
    run(VmCommand.START, guest.name());
    run(VmCommand.FORCE_OFF, guest.name());
    await(() -> is(guest.name(), DomainState.SHUT_OFF));
    run(VmCommand.DELETE, guest.name());
    await(() -> vm(guest.name()).isEmpty());
    assertThat(LAB.virsh("list", "--all", "--name")).doesNotContain(guest.name());
    assertThat(
            onFx(() ->
                tasks.tasks().stream().allMatch(t -> t.stageProperty().get() == Task.Stage.DONE)))
        .isTrue();
  }

  @Test
  void aCommandThatFailsIsANoticeAndATask() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-refused", GuestSpec.tiny());
    await(() -> vm(guest.name()).isPresent());
    VmModel vm = onFx(() -> vm(guest.name()).orElseThrow());
    CompletableFuture<Void> done = onFx(() -> hosts.session(host).run(VmCommand.FORCE_OFF, vm));
    assertThat(done.handle((_, e) -> e != null).get(60, TimeUnit.SECONDS)).isTrue();
    assertThat(onFx(() -> notices.notices().getLast().message())).contains("not running");
    assertThat(onFx(() -> tasks.tasks().getFirst().stageProperty().get()))
        .isEqualTo(Task.Stage.FAILED);
    assertThat(onFx(() -> vm.runningCommandProperty().get())).isEmpty();
  }

  @Test
  void aRunningVmIsSampled() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-sampled", GuestSpec.tiny());
    guest.start();
    await(() -> vm(guest.name()).filter(vm -> vm.cpuHistory().size() >= 2).isPresent());
    assertThat(onFx(() -> vm(guest.name()).orElseThrow().memoryLoadProperty().get()))
        .isBetween(0.0, 1.0);
  }

  @Test
  void aKilledDaemonLosesNothingAndIsFoundAgain() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-lasting", GuestSpec.tiny());
    guest.start();
    await(() -> is(guest.name(), DomainState.RUNNING));
    VmModel before = onFx(() -> vm(guest.name()).orElseThrow());
    LAB.killDaemon();
    await(() -> host.stateProperty().get() == HostState.RECONNECTING);
    assertThat(onFx(() -> host.noticeProperty().get())).isPresent();
    assertThat(onFx(() -> is(guest.name(), DomainState.RUNNING))).isTrue();
    LAB.restartDaemon();
    await(() -> host.stateProperty().get() == HostState.CONNECTED);
    assertThat(onFx(() -> vm(guest.name()).orElseThrow())).isSameAs(before);
    LAB.virsh("suspend", guest.name());
    await(() -> is(guest.name(), DomainState.PAUSED));
  }

  @Test
  void aHostThatIsNotThereSaysWhy() throws Exception {
    HostModel nowhere =
        onFx(() -> hosts.add("qemu:///system?socket=/nowhere/sock", "nowhere", true));
    onFx(() -> {
      hosts.session(nowhere).connect();
      return nowhere;
    });
    await(() -> nowhere.stateProperty().get() == HostState.FAILED);
    assertThat(onFx(() -> nowhere.noticeProperty().get().orElseThrow().message()))
        .contains("/nowhere/sock");
    onFx(() -> {
      hosts.remove(nowhere);
      return nowhere;
    });
    assertThat(onFx(() -> inventory.hosts())).doesNotContain(nowhere);
  }

  @Test
  void thousandsOfVmsArrive() throws Exception {
    LAB.defineMany(5000, true);
    HostModel many = onFx(() -> hosts.add(LAB.testDriverUri(), "many", true));
    onFx(() -> {
      hosts.session(many).connect();
      return many;
    });
    await(() -> many.vms().size() >= 5000);
  }
}
