package io.quantix.desktop.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.ProcessInfo;
import io.quantix.agent.protocol.message.ServiceAction;
import io.quantix.agent.protocol.message.ServiceInfo;
import io.quantix.agent.protocol.message.ServiceState;
import io.quantix.desktop.host.GuestAccess.ChannelAdded;
import io.quantix.desktop.host.NoAgentException;
import io.quantix.desktop.host.NoAgentException.Missing;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.window.Fx;
import io.quantix.libvirt.DomainState;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the page of a guest follows its VM, and what becomes of what it asks. */
class GuestModelTest {
  private final ScriptedGuest guest = new ScriptedGuest("process_list", "process_kill");
  private final VmModel vm = new VmModel(new HostModel("test:///x", "x"), UUID.randomUUID(), "v");
  private GuestModel model;

  @BeforeEach
  void make() throws Exception {
    Fx.on(() -> {
      vm.stateProperty().set(DomainState.RUNNING);
      model = new GuestModel(guest, vm, Platform::runLater);
      return model;
    });
  }

  @AfterEach
  void close() throws Exception {
    Fx.on(() -> {
      model.close();
      return model;
    });
  }

  private void open() throws Exception {
    Fx.on(() -> {
      model.open();
      return model;
    });
    Fx.await("open", () -> model.stateProperty().get() instanceof GuestState.Open);
  }

  @Test
  void itIsClosedWithItsVmAndComesBackWithIt() throws Exception {
    open();
    Fx.on(() -> {
      vm.stateProperty().set(DomainState.SHUT_OFF);
      return vm;
    });
    assertThat(Fx.on(() -> model.stateProperty().get())).isInstanceOf(GuestState.Off.class);
    Fx.await("closed", () -> guest.closed.get() == 1);
    Fx.on(() -> {
      vm.stateProperty().set(DomainState.RUNNING);
      return vm;
    });
    Fx.await("open", () -> model.stateProperty().get() instanceof GuestState.Open);
  }

  @Test
  void anAgentThatComesLaterIsFound() throws Exception {
    guest.refusal = Optional.of(new NoAgentException(Missing.AGENT, "none", ""));
    Fx.on(() -> {
      model.open();
      return model;
    });
    Fx.await(
        "none", () -> model.stateProperty().get().equals(new GuestState.NoAgent(Missing.AGENT)));
    guest.refusal = Optional.empty();
    Fx.await("open", () -> model.stateProperty().get() instanceof GuestState.Open);
  }

  @Test
  void whatTheWishForAChannelCameToIsTold() throws Exception {
    guest.refusal = Optional.of(new NoAgentException(Missing.CHANNEL, "none", ""));
    Fx.on(() -> {
      model.open();
      model.addChannel();
      return model;
    });
    Fx.await(
        "added",
        () -> model.channelProperty().get().equals(Optional.of(ChannelAdded.AT_NEXT_START)));
  }

  @Test
  void aLostAgentIsToldAndLookedForAgain() throws Exception {
    open();
    guest.events.ended("the channel broke");
    Fx.await(
        "told",
        () ->
            model.stateProperty().get() instanceof GuestState.Failed(GuestFailure why)
                && why.message().equals("the channel broke"));
    Fx.await("open", () -> model.stateProperty().get() instanceof GuestState.Open);
  }

  @Test
  void anAnswerThatComesAfterItsGuestHasGoneIsNotShown() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    guest.answers.put(
        PayloadCase.LIST_PROCESSES,
        request -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return processes(1, "late");
        });
    open();
    GuestList<ProcessInfo> list = Fx.on(() -> Processes.list(model));
    Fx.on(() -> {
      list.shown(true);
      return list;
    });
    begun.await();
    assertThat(Fx.on(() -> list.askingProperty().get())).isTrue();
    Fx.on(() -> {
      list.shown(false);
      vm.stateProperty().set(DomainState.SHUT_OFF);
      return vm;
    });
    interrupted.await();
    assertThat(Fx.on(() -> list.askingProperty().get())).isFalse();
    assertThat(Fx.on(() -> list.total())).isZero();
  }

  private static AgentMessage.Builder processes(int pid, String... names) {
    AgentMessage.Builder answer = AgentMessage.newBuilder();
    int next = pid;
    for (String name : names) {
      answer
          .getListProcessesResponseBuilder()
          .addProcesses(ProcessInfo.newBuilder().setPid(next++).setName(name).setStartTicks(77));
    }
    return answer;
  }

  @Test
  void processesAreFilteredAndTheOneThatIsMeantGetsTheSignal() throws Exception {
    guest.answers.put(
        PayloadCase.LIST_PROCESSES, request -> processes(5, "init", "Shell", "shelf"));
    guest.answers.put(
        PayloadCase.KILL_PROCESS,
        request -> {
          AgentMessage.Builder answer = AgentMessage.newBuilder();
          answer.getKillProcessResponseBuilder();
          return answer;
        });
    open();
    GuestList<ProcessInfo> list = Fx.on(() -> Processes.list(model));
    Fx.on(() -> {
      list.shown(true);
      return list;
    });
    Fx.await("listed", () -> list.total() == 3);
    Fx.on(() -> {
      list.filterProperty().set(" SHEL ");
      return list;
    });
    assertThat(Fx.on(() -> list.shown().stream().map(ProcessInfo::getName).toList()))
        .containsExactly("Shell", "shelf");
    Fx.on(() -> {
      Processes.signal(list, list.shown().getFirst(), 15);
      return list;
    });
    Fx.await(
        "asked for anew",
        () ->
            guest.asked.stream().filter(AgentMessage::hasListProcesses).count() == 2
                && !list.askingProperty().get());
    assertThat(guest.asked.stream().filter(AgentMessage::hasKillProcess).toList())
        .singleElement()
        .satisfies(kill -> {
          assertThat(kill.getKillProcess().getPid()).isEqualTo(6);
          assertThat(kill.getKillProcess().getStartTicks()).isEqualTo(77);
          assertThat(kill.getKillProcess().getSignal()).isEqualTo(15);
        });
  }

  @Test
  void aRefusalIsShownInWordsThatAreFitToBeShown() throws Exception {
    guest.answers.put(
        PayloadCase.LIST_PROCESSES,
        request -> {
          throw new AgentException(
              ErrorCode.FILE_ACCESS_DENIED, "no\u001b[31m entry", "/x", "Ask its owner", null);
        });
    open();
    GuestList<ProcessInfo> list = Fx.on(() -> Processes.list(model));
    Fx.on(() -> {
      list.shown(true);
      return list;
    });
    Fx.await("refused", () -> list.failureProperty().get().isPresent());
    assertThat(Fx.on(() -> list.failureProperty().get().orElseThrow().text()))
        .isEqualTo("no\ufffd[31m entry: /x. Ask its owner.");
    assertThat(Fx.on(list::isSettled)).isTrue();
  }

  @Test
  void aServiceIsShownAsItIsAfterItsAction() throws Exception {
    guest.answers.put(
        PayloadCase.LIST_SERVICES,
        request -> {
          AgentMessage.Builder answer = AgentMessage.newBuilder();
          answer
              .getListServicesResponseBuilder()
              .addServices(
                  ServiceInfo.newBuilder()
                      .setName("web")
                      .setDescription("Web server")
                      .setState(ServiceState.SERVICE_STATE_STOPPED));
          return answer;
        });
    guest.answers.put(
        PayloadCase.SERVICE_CONTROL,
        request -> {
          AgentMessage.Builder answer = AgentMessage.newBuilder();
          answer
              .getServiceControlResponseBuilder()
              .getServiceBuilder()
              .setName(request.getServiceControl().getName())
              .setState(ServiceState.SERVICE_STATE_RUNNING);
          return answer;
        });
    open();
    GuestList<ServiceInfo> list = Fx.on(() -> Services.list(model));
    Fx.on(() -> {
      list.shown(true);
      return list;
    });
    Fx.await("listed", () -> list.total() == 1);
    ServiceInfo web = Fx.on(() -> list.shown().getFirst());
    assertThat(Services.fits(ServiceAction.START, web)).isTrue();
    assertThat(Services.fits(ServiceAction.STOP, web)).isFalse();
    Fx.on(() -> {
      Services.control(list, web, ServiceAction.START);
      return list;
    });
    Fx.await(
        "running", () -> list.shown().getFirst().getState() == ServiceState.SERVICE_STATE_RUNNING);
    assertThat(Fx.on(() -> list.shown().getFirst().getDescription())).isEqualTo("Web server");
  }

  @Test
  void aPartThatTheGuestsOwnerHasSwitchedOffSaysSo() throws Exception {
    guest.cannot("software_list", "switched off in its configuration");
    open();
    assertThat(Section.SOFTWARE.missingIn(model.guest().orElseThrow()).orElseThrow())
        .contains("switched off in its configuration");
    assertThat(Section.PROCESSES.missingIn(model.guest().orElseThrow())).isEmpty();
    assertThat(Section.SERVICES.missingIn(model.guest().orElseThrow()).orElseThrow())
        .contains("QEMU");
  }
}
