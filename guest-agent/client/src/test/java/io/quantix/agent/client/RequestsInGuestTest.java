package io.quantix.agent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.Capability;
import io.quantix.agent.protocol.message.DirectoryEntry;
import io.quantix.agent.protocol.message.ExecuteResponse;
import io.quantix.agent.protocol.message.GetCapabilitiesResponse;
import io.quantix.agent.protocol.message.GetHardwareInfoResponse;
import io.quantix.agent.protocol.message.ListDirectoryResponse;
import io.quantix.agent.protocol.message.NetworkInterface;
import io.quantix.agent.protocol.message.PongResponse;
import io.quantix.agent.protocol.message.ProcessInfo;
import io.quantix.agent.protocol.message.QuiesceResponse;
import io.quantix.agent.protocol.message.ServiceAction;
import io.quantix.agent.protocol.message.TelemetryReport;
import io.quantix.agent.protocol.message.ThawResponse;
import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each request of the protocol to the agent in a real guest, through real virtio-serial. */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RequestsInGuestTest {
  @RegisterExtension static final LabHost HOST = LabHost.create();

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final BlockingQueue<TelemetryReport> REPORTS = new LinkedBlockingQueue<>();

  private static LabGuest guest;
  private static AgentSession session;

  @BeforeAll
  static void startGuest() throws Exception {
    guest =
        HOST.createGuest("quantix-lab-requests", GuestSpec.tiny().withoutGraphics().withAgent());
    guest.start();
    AgentEvents events =
        new AgentEvents() {
          @Override
          public void telemetry(TelemetryReport report) {
            REPORTS.add(report);
          }
        };
    session =
        AgentSession.open(
            ChannelOpener.socket(guest.agentSocket()),
            AgentOptions.of("test")
                .withHandshake(PATIENCE)
                .withSilence(Duration.ZERO)
                .withEvents(events));
  }

  @AfterAll
  static void disconnect() {
    session.close();
  }

  private static AgentMessage ask(AgentMessage.Builder message) throws Exception {
    return session.request(message, PATIENCE);
  }

  private static AgentMessage.Builder message() {
    return AgentMessage.newBuilder();
  }

  private static AgentException refused(AgentMessage.Builder message) {
    return catchThrowableOfType(
        AgentException.class,
        () -> {
          throw new AssertionError("It was answered: " + ask(message));
        });
  }

  private static ErrorCode code(AgentMessage.Builder message) {
    return refused(message).code();
  }

  private static AgentMessage.Builder shell(String line) {
    AgentMessage.Builder message = message();
    message.getExecuteBuilder().setCommand("sh").addArgs("-c").addArgs(line);
    return message;
  }

  private static String run(String line) throws Exception {
    ExecuteResponse done = ask(shell(line)).getExecuteResponse();
    assertThat(done.getExitCode()).as(line + ": " + done.getStderr()).isZero();
    return done.getStdout();
  }

  private static AgentMessage.Builder write(String path, String text) {
    AgentMessage.Builder message = message();
    message
        .getFileWriteBuilder()
        .setPath(path)
        .setTruncate(true)
        .setData(ByteString.copyFromUtf8(text));
    return message;
  }

  private static AgentMessage.Builder read(String path) {
    AgentMessage.Builder message = message();
    message.getFileReadBuilder().setPath(path);
    return message;
  }

  private static String text(String path) throws Exception {
    return ask(read(path)).getFileReadResponse().getData().toStringUtf8();
  }

  private static PongResponse pong() throws Exception {
    AgentMessage.Builder message = message();
    message.getPingBuilder().setSequence(7);
    return ask(message).getPong();
  }

  /** A process whose end kills the agent, which does not end itself; told by its number. */
  private static ProcessInfo fuse() throws Exception {
    session.begin(shell("sleep 987654 & wait $!; kill -9 $PPID"));
    AgentMessage.Builder list = message();
    list.getListProcessesBuilder().setFilter("sleep 987654");
    while (true) {
      for (ProcessInfo found : ask(list).getListProcessesResponse().getProcessesList()) {
        if (found.getName().equals("sleep")) {
          return found;
        }
      }
      Thread.sleep(20);
    }
  }

  /** Kills the agent, and waits for the next one. */
  private static void restartAgent(ProcessInfo fuse) throws Exception {
    String before = session.hello().getInstanceId();
    AgentMessage.Builder kill = message();
    kill.getKillProcessBuilder()
        .setPid(fuse.getPid())
        .setStartTicks(fuse.getStartTicks())
        .setSignal(9);
    try {
      ask(kill);
    } catch (AgentException e) {
      // The agent was killed before it could answer.
      assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
    }
    while (session.hello().getInstanceId().equals(before)) {
      session.awaitConnected(PATIENCE);
      Thread.sleep(20);
    }
  }

  private static void configure(String yaml) throws Exception {
    AgentMessage.Builder folder = message();
    folder.getCreateDirectoryBuilder().setPath("/etc/limiquantix");
    AgentException there = refusedOrNull(folder);
    assertThat(there == null || there.code() == ErrorCode.FILE_ALREADY_EXISTS).isTrue();
    ask(write("/etc/limiquantix/agent.yaml", yaml));
    restartAgent(fuse());
  }

  @Test
  @Order(1)
  void saysWhatItCanDoAndWhyNot() throws Exception {
    AgentMessage.Builder message = message();
    message.getGetCapabilitiesBuilder();
    GetCapabilitiesResponse answer = ask(message).getGetCapabilitiesResponse();
    assertThat(answer.getOs()).isEqualTo("linux");
    assertThat(answer.getArchitecture()).isEqualTo("x86_64");
    assertThat(answer.getCapabilitiesList())
        .contains(
            "telemetry",
            "execute",
            "file_read",
            "file_write",
            "file_list",
            "file_delete",
            "directory_create",
            "shutdown",
            "reboot",
            "reset_password",
            "quiesce",
            "thaw",
            "sync_time",
            "process_list",
            "process_kill",
            "hardware_info",
            "software_list",
            "volume_resize",
            "metadata")
        .doesNotContain("service_list", "configure_network");
    assertThat(answer.getAllList())
        .filteredOn(one -> one.getName().equals("service_list"))
        .singleElement()
        .satisfies(one -> {
          assertThat(one.getAvailable()).isFalse();
          assertThat(one.getReason()).contains("systemd");
        });
    assertThat(answer.getFeaturesMap())
        .containsEntry("fsfreeze", "true")
        .containsEntry("telemetry_interval_secs", "5");
    assertThat(session.hello().getCapabilitiesList())
        .extracting(Capability::getName)
        .containsExactlyElementsOf(answer.getAllList().stream().map(Capability::getName).toList());
  }

  @Test
  @Order(2)
  void knowsItsHardwareUsersSoftwareAndSecurity() throws Exception {
    AgentMessage.Builder message = message();
    message.getGetHardwareInfoBuilder();
    GetHardwareInfoResponse hardware = ask(message).getGetHardwareInfoResponse();
    assertThat(hardware.getCpu().getThreads()).isOne();
    assertThat(hardware.getCpu().getModel()).isNotEmpty();
    assertThat(hardware.getMemory().getTotalBytes()).isGreaterThan(300L << 20);
    assertThat(hardware.getOs().getHostname()).isEqualTo("quantix-lab-requests");
    assertThat(hardware.getOs().hasBootedAt()).isTrue();
    assertThat(hardware.getBios().getSystemVendor()).isEqualTo("QEMU");
    message.clear().getListUsersBuilder();
    assertThat(ask(message).hasListUsersResponse()).isTrue();
    message.clear().getGetSecurityStateBuilder();
    assertThat(ask(message).hasGetSecurityStateResponse()).isTrue();
    message.clear().getListServicesBuilder();
    assertThat(code(message)).isEqualTo(ErrorCode.SYSTEMCTL_NOT_FOUND);
    message.clear().getServiceControlBuilder().setName("sshd").setAction(ServiceAction.START);
    assertThat(code(message)).isEqualTo(ErrorCode.SYSTEMCTL_NOT_FOUND);
    message
        .clear()
        .getSyncTimeBuilder()
        .setForce(true)
        .getHostTimeBuilder()
        .setSeconds(System.currentTimeMillis() / 1000);
    assertThat(ask(message).getSyncTimeResponse().getMethod()).isNotEmpty();
    message.clear().getResetPasswordBuilder().setUsername("nobody-at-all").setNewPassword("x");
    assertThat(code(message)).isEqualTo(ErrorCode.PASSWORD_RESET_FAILED);
  }

  @Test
  @Order(3)
  void filesHaveNamesOfAllLanguages() throws Exception {
    String folder = "/tmp/grüße 日本";
    AgentMessage.Builder message = message();
    message.getCreateDirectoryBuilder().setPath(folder).setMode(0755);
    assertThat(ask(message).getCreateDirectoryResponse().getCreated()).isTrue();
    assertThat(code(message)).isEqualTo(ErrorCode.FILE_ALREADY_EXISTS);
    for (String name : List.of("ärger", "мир", "plain", "😀")) {
      ask(write(folder + "/" + name, name));
    }
    assertThat(run("cat '" + folder + "/мир'")).isEqualTo("мир");
    List<String> names = new ArrayList<>();
    AgentMessage.Builder list = message();
    list.getListDirectoryBuilder().setPath(folder).setMaxEntries(3);
    ListDirectoryResponse page = ask(list).getListDirectoryResponse();
    assertThat(page.getEntriesCount()).isEqualTo(3);
    page.getEntriesList().stream().map(DirectoryEntry::getName).forEach(names::add);
    list.getListDirectoryBuilder().setContinuationToken(page.getContinuationToken());
    page = ask(list).getListDirectoryResponse();
    page.getEntriesList().stream().map(DirectoryEntry::getName).forEach(names::add);
    assertThat(page.getContinuationToken()).isEmpty();
    assertThat(names).containsExactlyInAnyOrder("ärger", "мир", "plain", "😀");
    message.clear().getFileDeleteBuilder().setPath(folder);
    assertThat(code(message)).isEqualTo(ErrorCode.DELETE_FAILED);
    message.getFileDeleteBuilder().setRecursive(true);
    assertThat(ask(message).getFileDeleteResponse().getDeleted()).isEqualTo(5);
    message.clear().getFileStatBuilder().setPath(folder);
    assertThat(code(message)).isEqualTo(ErrorCode.FILE_NOT_FOUND);
  }

  @Test
  @Order(4)
  void wordsAreKeptForWhoeverWorksInTheGuest() throws Exception {
    AgentMessage.Builder message = message();
    message
        .getMetadataBuilder()
        .putSet("owner", "Ada")
        .putSet("note", "two\nlines \\ and a backslash");
    assertThat(ask(message).getMetadataResponse().getValuesMap()).hasSize(2);
    assertThat(run("cat /var/lib/limiquantix/metadata"))
        .isEqualTo("note=two\\nlines \\\\ and a backslash\nowner=Ada\n");
    run("echo from.guest=here >> /var/lib/limiquantix/metadata");
    message.clear().getMetadataBuilder().addRemove("owner");
    assertThat(ask(message).getMetadataResponse().getValuesMap())
        .hasSize(2)
        .containsEntry("note", "two\nlines \\ and a backslash")
        .containsEntry("from.guest", "here");
    message.clear().getMetadataBuilder().putSet("../name", "x");
    assertThat(code(message)).isEqualTo(ErrorCode.INVALID_REQUEST);
    message.clear().getMetadataBuilder().putSet("large", "x".repeat(5_000));
    assertThat(code(message)).isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  @Test
  @Order(5)
  void anInterfaceIsConfigured() throws Exception {
    AgentMessage.Builder message = message();
    message
        .getConfigureNetworkBuilder()
        .setInterface("dummy0")
        .setIpAddress("192.0.2.7")
        .setNetmask("255.255.255.0");
    assertThat(code(message)).isEqualTo(ErrorCode.NETWORK_CONFIG_FAILED);
    loadModules();
    run(
        "mkdir -p /etc/network/if-up.d /etc/network/if-pre-up.d /etc/network/if-down.d "
            + "/etc/network/if-post-down.d /var/run");
    assertThat(ask(message).getConfigureNetworkResponse().getBackend()).isEqualTo("ifupdown");
    message.clear().getGetTelemetryBuilder();
    assertThat(ask(message).getGetTelemetryResponse().getInterfacesList())
        .filteredOn(one -> one.getName().equals("dummy0"))
        .flatExtracting(NetworkInterface::getIpAddressesList)
        .contains("192.0.2.7/24");
  }

  private static void loadModules() throws Exception {
    run(
        "for m in $(cat /modules/later); do grep -q \"^${m%.ko} \" /proc/modules || "
            + "insmod /modules/$m; done");
  }

  private static void mountDisk() throws Exception {
    loadModules();
    run(
        "grep -q ' /mnt ' /proc/mounts || "
            + "{ mkdir -p /mnt; mke2fs /dev/ram0 && mount -t ext4 /dev/ram0 /mnt; }");
  }

  private static AgentMessage.Builder freeze(int seconds) {
    AgentMessage.Builder message = message();
    message.getQuiesceBuilder().addMountPoints("/mnt").setTimeoutSeconds(seconds);
    return message;
  }

  private static AgentMessage.Builder thaw() {
    AgentMessage.Builder message = message();
    message.getThawBuilder();
    return message;
  }

  private static PendingRequest count() throws Exception {
    return session.begin(
        shell("i=0; while [ -d /mnt ]; do i=$((i + 1)); echo $i > /mnt/count; sleep 0.01; done"));
  }

  /** Until the count goes on. */
  private static void awaitCounting() throws Exception {
    String before = text("/mnt/count");
    while (text("/mnt/count").equals(before)) {
      Thread.sleep(20);
    }
  }

  @Test
  @Order(6)
  void aFileSystemIsFrozenAndAnswersGoOn() throws Exception {
    mountDisk();
    assertThat(code(thaw())).isEqualTo(ErrorCode.NOT_QUIESCED);
    PendingRequest counting = count();
    try {
      while (refusedOrNull(read("/mnt/count")) != null) {
        Thread.sleep(20);
      }
      awaitCounting();
      AgentMessage.Builder all = message();
      all.getQuiesceBuilder();
      QuiesceResponse frozen = ask(all).getQuiesceResponse();
      assertThat(frozen.getFrozenList()).containsExactly("/mnt");
      assertThat(frozen.getThawsInMs()).isPositive();
      String held = text("/mnt/count");
      for (int i = 0; i < 20; i++) {
        assertThat(pong().getQuiesced()).isTrue();
        Thread.sleep(20);
      }
      // What a program reads is what it wrote last; it waits in its next write.
      assertThat(text("/mnt/count")).isIn(held, "");
      assertThat(code(freeze(30))).isEqualTo(ErrorCode.ALREADY_QUIESCED);
      assertThat(code(write("/tmp/x", "x"))).isEqualTo(ErrorCode.ALREADY_QUIESCED);
      assertThat(code(shell("true"))).isEqualTo(ErrorCode.ALREADY_QUIESCED);
      AgentMessage.Builder telemetry = message();
      telemetry.getGetTelemetryBuilder();
      assertThat(ask(telemetry).getGetTelemetryResponse().getDisksList())
          .anySatisfy(disk -> assertThat(disk.getMountPoint()).isEqualTo("/mnt"));
      ThawResponse thawed = ask(thaw()).getThawResponse();
      assertThat(thawed.getThawedList()).containsExactly("/mnt");
      assertThat(thawed.getWasThawedByWatchdog()).isFalse();
      assertThat(pong().getQuiesced()).isFalse();
      awaitCounting();
    } finally {
      counting.close();
    }
    AgentMessage.Builder elsewhere = message();
    elsewhere.getQuiesceBuilder().addMountPoints("/proc");
    assertThat(code(elsewhere)).isEqualTo(ErrorCode.QUIESCE_FAILED);
  }

  private static AgentException refusedOrNull(AgentMessage.Builder message) throws Exception {
    try {
      ask(message);
      return null;
    } catch (AgentException e) {
      return e;
    }
  }

  @Test
  @Order(7)
  void nobodyThawsAndItThawsByItself() throws Exception {
    mountDisk();
    ask(freeze(1));
    while (pong().getQuiesced()) {
      Thread.sleep(20);
    }
    ThawResponse thawed = ask(thaw()).getThawResponse();
    assertThat(thawed.getWasThawedByWatchdog()).isTrue();
    run("echo again > /mnt/file");
  }

  @Test
  @Order(8)
  void anAgentThatStartsThawsWhatTheOneThatWasKilledLeft() throws Exception {
    mountDisk();
    ProcessInfo fuse = fuse();
    ask(freeze(600));
    restartAgent(fuse);
    assertThat(pong().getQuiesced()).isFalse();
    assertThat(code(thaw())).isEqualTo(ErrorCode.NOT_QUIESCED);
    run("echo once more > /mnt/file");
  }

  @Test
  @Order(9)
  void aVolumeIsLookedAt() throws Exception {
    mountDisk();
    AgentMessage.Builder message = message();
    message.getVolumeResizeBuilder().setMountPoint("/nowhere");
    assertThat(code(message)).isEqualTo(ErrorCode.INVALID_REQUEST);
    message.getVolumeResizeBuilder().setMountPoint("/proc");
    assertThat(code(message)).isEqualTo(ErrorCode.NOT_AVAILABLE);
    // The lab's guest has no resize2fs.
    message.getVolumeResizeBuilder().setMountPoint("/mnt");
    assertThat(refused(message))
        .satisfies(e -> {
          assertThat(e.code()).isEqualTo(ErrorCode.NOT_AVAILABLE);
          assertThat(e.context()).hasValue("resize2fs");
        });
  }

  @Test
  @Order(10)
  void telemetryComesByItself() throws Exception {
    configure("telemetry_interval_secs: 1\n");
    AgentMessage.Builder sleep = message();
    sleep.getExecuteBuilder().setCommand("sleep").addArgs("600").setTimeoutSeconds(1);
    assertThat(ask(sleep).getExecuteResponse().getTimedOut()).isTrue();
    AgentMessage.Builder message = message();
    message.getSubscribeBuilder().setTelemetryIntervalSecs(1);
    assertThat(ask(message).getSubscribeResponse().getTelemetryIntervalSecs()).isOne();
    TelemetryReport first = REPORTS.poll(180, TimeUnit.SECONDS);
    TelemetryReport second = REPORTS.poll(180, TimeUnit.SECONDS);
    assertThat(first).isNotNull();
    assertThat(second).isNotNull();
    assertThat(first.getIntervalMs()).isZero();
    assertThat(second.getIntervalMs()).isPositive();
    assertThat(second.getMemory().getTotalBytes()).isPositive();
    message.getSubscribeBuilder().setTelemetryIntervalSecs(0);
    assertThat(ask(message).getSubscribeResponse().getTelemetryIntervalSecs()).isZero();
  }

  @Test
  @Order(11)
  void configurationsThatMeanNothingAreSaidAndDefaultsHold() throws Exception {
    configure("telemetry_interval_secs: often\n");
    AgentMessage.Builder message = message();
    message.getSubscribeBuilder().setTelemetryIntervalSecs(1);
    assertThat(ask(message).getSubscribeResponse().getTelemetryIntervalSecs()).isEqualTo(5);
    assertThat(guest.serialLog()).contains("QXGA-9002");
    message.getSubscribeBuilder().setTelemetryIntervalSecs(0);
    ask(message);
  }

  @Test
  @Order(12)
  void theOwnerOfTheGuestHasTheLastWord() throws Exception {
    configure(
        """
        log_level: debug
        log_file: /var/log/agent.log
        security:
          command_blocklist: [/bin/dd]
          allow_file_write_paths: [/tmp, /etc/limiquantix]
          deny_file_read_paths: [/etc/group]
          audit_logging: true
          terminal: false
          port_forward_targets: []
        """);
    AgentMessage.Builder dd = message();
    dd.getExecuteBuilder().setCommand("dd");
    assertThat(code(dd)).isEqualTo(ErrorCode.COMMAND_BLOCKED);
    assertThat(code(write("/root-file", "x"))).isEqualTo(ErrorCode.WRITE_PATH_BLOCKED);
    assertThat(code(read("/etc/group"))).isEqualTo(ErrorCode.READ_PATH_BLOCKED);
    AgentMessage.Builder capabilities = message();
    capabilities.getGetCapabilitiesBuilder();
    assertThat(ask(capabilities).getGetCapabilitiesResponse().getAllList())
        .filteredOn(one -> one.getName().equals("terminal") || one.getName().equals("forward"))
        .allSatisfy(one -> assertThat(one.getAvailable()).isFalse());
    assertThat(text("/var/log/limiquantix/audit.log").lines())
        .anySatisfy(line ->
            assertThat(line)
                .contains("\"operation\":\"execute\"", "\"command\":\"dd\"", "\"allowed\":false"));
    assertThat(text("/var/log/agent.log")).contains("listens to its host");
  }

  @Test
  @Order(13)
  void theGuestShutsDown() throws Exception {
    AgentMessage.Builder message = message();
    message.getShutdownBuilder().setDelaySeconds(3_000_000);
    assertThat(code(message)).isEqualTo(ErrorCode.INVALID_REQUEST);
    message.getShutdownBuilder().setDelaySeconds(0);
    try {
      assertThat(ask(message).hasShutdownResponse()).isTrue();
    } catch (AgentException e) {
      // The channel may go before the answer does.
      assertThat(e.code()).isIn(ErrorCode.CONNECTION_LOST, ErrorCode.READ_FAILED);
    }
    while (!guest.state().equals("shut off")) {
      Thread.sleep(100);
    }
  }
}
