package io.quantix.agent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentHello;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.ExecuteRequest;
import io.quantix.agent.protocol.message.ExecuteResponse;
import io.quantix.agent.protocol.message.ListInstalledSoftwareResponse;
import io.quantix.agent.protocol.message.ListServicesResponse;
import io.quantix.agent.protocol.message.ServiceAction;
import io.quantix.agent.protocol.message.ServiceInfo;
import io.quantix.agent.protocol.message.ServiceState;
import io.quantix.agent.protocol.message.ShutdownType;
import io.quantix.agent.protocol.message.SoftwarePackage;
import io.quantix.lab.DebianGuest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** The agent's package in a real Debian with systemd: installed by dpkg while it runs. */
@Timeout(3600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DebianGuestTrial {
  /** For one answer, and for the whole start: an emulated Debian on a busy machine is slow. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration START = Duration.ofMinutes(15);

  private static @Nullable DebianGuest guest;
  private static @Nullable AgentSession session;

  @BeforeAll
  static void start() throws Exception {
    String missing = DebianGuest.missing().orElse("");
    assumeTrue(missing.isEmpty(), missing);
    DebianGuest started = DebianGuest.start();
    guest = started;
    AgentOptions options = AgentOptions.of("test").withHandshake(START).withSilence(Duration.ZERO);
    try {
      session = AgentSession.open(ChannelOpener.socket(started.agentSocket()), options);
    } catch (AgentException e) {
      throw new AssertionError("No agent answered; the guest said: " + started.log(), e);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    AgentSession open = session;
    if (open != null) {
      open.close();
    }
    DebianGuest running = guest;
    if (running != null) {
      running.close();
    }
  }

  private static AgentSession session() {
    AgentSession open = session;
    assertThat(open).isNotNull();
    return java.util.Objects.requireNonNull(open);
  }

  private static ExecuteResponse run(ExecuteRequest.Builder request) throws Exception {
    return new GuestCommands(session()).run(request.build(), PATIENCE);
  }

  private static ExecuteResponse shell(String line) throws Exception {
    return run(ExecuteRequest.newBuilder().setCommand("sh").addArgs("-c").addArgs(line));
  }

  @Test
  @Order(1)
  void systemdHasStartedItForItsChannel() throws Exception {
    AgentHello hello = session().hello();
    assertThat(hello.getGuest().getHostname()).isEqualTo("quantix-lab-debian");
    assertThat(hello.getGuest().getOsFamily()).isEqualTo("linux");
    assertThat(hello.getGuest().getOsId()).isIn("debian", "ubuntu");
    ExecuteResponse unit =
        shell(
            "systemctl show --value -p ActiveState -p UnitFileState quantix-agent.service;"
                + " systemctl show --value -p MainPID quantix-agent.service; echo $PPID");
    assertThat(unit.getStdout().lines().toList()).as(unit.toString()).contains("active", "enabled");
    List<String> lines = unit.getStdout().lines().toList();
    assertThat(lines.get(lines.size() - 2)).isEqualTo(lines.getLast());
    assertThat(shell("systemd-analyze verify quantix-agent.service 2>&1").getStdout())
        .doesNotContain("quantix-agent.service:");
  }

  @Test
  @Order(2)
  void dpkgsListHasThePackage() throws Exception {
    AgentMessage.Builder list = AgentMessage.newBuilder();
    list.getListInstalledSoftwareBuilder();
    ListInstalledSoftwareResponse software =
        session().request(list, PATIENCE).getListInstalledSoftwareResponse();
    assertThat(software.getManager()).isEqualTo("dpkg");
    assertThat(software.getPackagesList())
        .extracting(SoftwarePackage::getName)
        .contains("systemd", "cron", "quantix-agent");
    assertThat(
            software.getPackagesList().stream()
                .filter(found -> found.getName().equals("quantix-agent")))
        .singleElement()
        .satisfies(
            found -> assertThat(found.getVersion()).isEqualTo(session().hello().getAgentVersion()));
  }

  private static ServiceInfo service(String name) throws Exception {
    AgentMessage.Builder list = AgentMessage.newBuilder();
    list.getListServicesBuilder().setFilter(name);
    ListServicesResponse services = session().request(list, PATIENCE).getListServicesResponse();
    assertThat(services.getManager()).isEqualTo("systemd");
    return services.getServicesList().stream()
        .filter(found -> found.getName().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  private static ServiceState control(String name, ServiceAction action) throws Exception {
    AgentMessage.Builder control = AgentMessage.newBuilder();
    control.getServiceControlBuilder().setName(name).setAction(action);
    return session().request(control, PATIENCE).getServiceControlResponse().getService().getState();
  }

  @Test
  @Order(2)
  void servicesOfSystemdAreListedAndControlled() throws Exception {
    assertThat(service("quantix-agent").getState()).isEqualTo(ServiceState.SERVICE_STATE_RUNNING);
    assertThat(service("cron").getState()).isEqualTo(ServiceState.SERVICE_STATE_RUNNING);
    assertThat(control("cron.service", ServiceAction.STOP))
        .isEqualTo(ServiceState.SERVICE_STATE_STOPPED);
    assertThat(service("cron").getState()).isEqualTo(ServiceState.SERVICE_STATE_STOPPED);
    assertThat(control("cron.service", ServiceAction.START))
        .isEqualTo(ServiceState.SERVICE_STATE_RUNNING);
    assertThatThrownBy(() -> control("no-such.service", ServiceAction.START))
        .isInstanceOfSatisfying(
            AgentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE_NOT_FOUND));
  }

  @Test
  @Order(2)
  void commandsRunAsAnotherUser() throws Exception {
    assertThat(shell("useradd -m -s /bin/sh tester").getExitCode()).isZero();
    assertThat(
            run(ExecuteRequest.newBuilder()
                    .setCommand("sh")
                    .addArgs("-c")
                    .addArgs("id -un; id -gn; cat /etc/shadow")
                    .setRunAsUser("tester")
                    .setIncludeSupplementaryGroups(true))
                .getStdout())
        .isEqualTo("tester\ntester\n");
    AgentMessage.Builder list = AgentMessage.newBuilder();
    list.getListUsersBuilder();
    assertThat(session().request(list, PATIENCE).getListUsersResponse().getSessionsList())
        .as("nobody has logged in")
        .isEmpty();
  }

  @Test
  @Order(2)
  void aFileWithANameInAnyLanguageArrives() throws Exception {
    byte[] content = "Grüße\n".getBytes(StandardCharsets.UTF_8);
    String path = "/root/Grüße-日本.txt";
    new GuestFileTransfer(session())
        .upload(
            path,
            0600,
            new ByteArrayInputStream(content),
            content.length,
            (done, total, text) -> {});
    ExecuteResponse listed = shell("ls /root; cat /root/Gr*");
    assertThat(listed.getStdout()).contains("Grüße-日本.txt\n").endsWith("Grüße\n");
  }

  @Test
  @Order(3)
  void thePackageIsInstalledAgainThroughTheAgentItself() throws Exception {
    String before = session().hello().getInstanceId();
    try {
      shell("dpkg -i /package.deb >/root/dpkg.log 2>&1");
    } catch (AgentException e) {
      // It was restarted before it could tell how that ended.
      assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
    }
    while (session().hello().getInstanceId().equals(before)) {
      Thread.sleep(100);
      session().awaitConnected(PATIENCE);
    }
    String state;
    long from = System.nanoTime();
    do {
      state = shell("dpkg-query -W -f '${db:Status-Status}' quantix-agent").getStdout();
    } while (!state.equals("installed") && System.nanoTime() - from < PATIENCE.toNanos());
    assertThat(state).as(shell("cat /root/dpkg.log").getStdout()).isEqualTo("installed");
  }

  @Test
  @Order(4)
  void itSwitchesTheGuestOff() throws Exception {
    AgentMessage.Builder off = AgentMessage.newBuilder();
    off.getShutdownBuilder().setType(ShutdownType.POWEROFF);
    try {
      session().request(off, PATIENCE);
    } catch (AgentException e) {
      // The channel may go before the answer is through.
      assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
    }
    DebianGuest running = java.util.Objects.requireNonNull(guest);
    assertThat(running.awaitOff(PATIENCE)).as(running.log()).isTrue();
  }
}
