package io.quantix.agent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentHello;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.Capability;
import io.quantix.agent.protocol.message.ExecuteRequest;
import io.quantix.agent.protocol.message.ExecuteResponse;
import io.quantix.agent.protocol.message.ProcessInfo;
import io.quantix.agent.protocol.message.TelemetryReport;
import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Libvirt;
import io.quantix.libvirt.LibvirtException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent in a real guest, through real virtio-serial, by both ways that a host has to it. */
@Timeout(600)
class AgentInGuestTest {
  @RegisterExtension static final LabHost HOST = LabHost.create();

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static LabGuest guest;
  private static Connection libvirt;

  /** How the host reaches the channel. */
  enum Way {
    LIBVIRT {
      @Override
      ChannelOpener opener() {
        return () -> {
          try {
            return libvirt
                .domain(guest.name())
                .openChannel(Optional.of(ChannelOpener.CHANNEL_NAME), true);
          } catch (LibvirtException e) {
            throw new IOException(e);
          }
        };
      }
    },
    SOCKET {
      @Override
      ChannelOpener opener() {
        return ChannelOpener.socket(guest.agentSocket());
      }
    };

    abstract ChannelOpener opener();
  }

  @BeforeAll
  static void startGuest() throws Exception {
    guest = HOST.createGuest("quantix-lab-agent", GuestSpec.tiny().withoutGraphics().withAgent());
    guest.start();
    libvirt = Libvirt.connect(HOST.uri(), ConnectOptions.defaults());
  }

  @AfterAll
  static void disconnect() {
    libvirt.close();
  }

  private static AgentSession open(Way way) throws Exception {
    AgentOptions options =
        AgentOptions.of("test").withHandshake(PATIENCE).withSilence(Duration.ZERO);
    return AgentSession.open(way.opener(), options);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void tellsWhoItIsAndHowItIs(Way way) throws Exception {
    try (AgentSession session = open(way)) {
      AgentHello hello = session.hello();
      assertThat(hello.getAgentVersion()).isEqualTo("0.1.0");
      assertThat(hello.getGuest().getHostname()).isEqualTo("quantix-lab-agent");
      assertThat(hello.getGuest().getOsFamily()).isEqualTo("linux");
      assertThat(hello.getGuest().getArchitecture()).isEqualTo("x86_64");
      assertThat(hello.getBootId()).isNotEmpty();
      assertThat(hello.getCapabilitiesList())
          .extracting(Capability::getName)
          .contains("execute", "file_read", "file_write", "process_list", "telemetry");
      assertThat(session.ping()).isPositive();

      AgentMessage.Builder ask = AgentMessage.newBuilder();
      ask.getGetTelemetryBuilder();
      TelemetryReport report = session.request(ask, PATIENCE).getGetTelemetryResponse();
      assertThat(report.getMemory().getTotalBytes())
          .isBetween(300L * 1024 * 1024, 512L * 1024 * 1024);
      assertThat(report.getCorePercentCount()).isOne();
      assertThat(report.getUptimeSeconds()).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void runsCommands(Way way) throws Exception {
    try (AgentSession session = open(way)) {
      GuestCommands commands = new GuestCommands(session);
      ExecuteResponse done =
          commands.run(
              ExecuteRequest.newBuilder()
                  .setCommand("sh")
                  .addAllArgs(List.of("-c", "echo out $WORD; echo err >&2; pwd; exit 7"))
                  .putEnvironment("WORD", "of the day")
                  .setWorkingDirectory("/tmp")
                  .build(),
              PATIENCE);
      assertThat(done.getStdout()).isEqualTo("out of the day\n/tmp\n");
      assertThat(done.getStderr()).isEqualTo("err\n");
      assertThat(done.getExitCode()).isEqualTo(7);

      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      byte[] input = "one\ntwo\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
      ExecuteResponse streamed =
          commands.stream(
              ExecuteRequest.newBuilder()
                  .setCommand("sh")
                  .addAllArgs(List.of("-c", "cat; echo done >&2"))
                  .build(),
              new ByteArrayInputStream(input),
              out,
              err,
              PATIENCE);
      assertThat(streamed.getExitCode()).isZero();
      assertThat(out.toByteArray()).isEqualTo(input);
      assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("done\n");
      assertThat(streamed.getStdout()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void copiesFilesBothWays(Way way) throws Exception {
    byte[] content = new byte[3_000_017];
    new Random(11).nextBytes(content);
    String path = "/tmp/copied-by-" + way;
    try (AgentSession session = open(way)) {
      GuestFileTransfer files = new GuestFileTransfer(session);
      files.upload(
          path, 0640, new ByteArrayInputStream(content), content.length, (done, total, text) -> {});
      ByteArrayOutputStream back = new ByteArrayOutputStream();
      assertThat(files.download(path, 0, back, (done, total, text) -> {}))
          .isEqualTo(content.length);
      assertThat(back.toByteArray()).isEqualTo(content);
      back.reset();
      files.download(path, 3_000_000, back, (done, total, text) -> {});
      assertThat(back.toByteArray())
          .isEqualTo(Arrays.copyOfRange(content, 3_000_000, content.length));
      AgentMessage.Builder stat = AgentMessage.newBuilder();
      stat.getFileStatBuilder().setPath(path);
      assertThat(session.request(stat, PATIENCE).getFileStatResponse().getEntry())
          .satisfies(entry -> {
            assertThat(entry.getSizeBytes()).isEqualTo(content.length);
            assertThat(entry.getMode() & 0777).isEqualTo(0640);
            assertThat(entry.getOwner()).isEqualTo("root");
          });
    }
  }

  @Test
  void eachFailureHasItsCode() throws Exception {
    try (AgentSession session = open(Way.SOCKET)) {
      AgentMessage.Builder read = AgentMessage.newBuilder();
      read.getFileReadBuilder().setPath("/no/such/file");
      assertCode(session, read, ErrorCode.FILE_NOT_FOUND);
      read.getFileReadBuilder().setPath("/etc/../etc/passwd");
      assertCode(session, read, ErrorCode.PATH_TRAVERSAL_BLOCKED);
      read.getFileReadBuilder().setPath("/etc");
      assertCode(session, read, ErrorCode.NOT_A_FILE);
      read.getFileReadBuilder().setPath("/etc/passwd").setOffset(1_000_000);
      assertCode(session, read, ErrorCode.INVALID_OFFSET);
      AgentMessage.Builder list = AgentMessage.newBuilder();
      list.getListDirectoryBuilder().setPath("/etc/passwd");
      assertCode(session, list, ErrorCode.NOT_A_DIRECTORY);
      AgentMessage.Builder execute = AgentMessage.newBuilder();
      execute.getExecuteBuilder().setCommand("no-such-command");
      assertCode(session, execute, ErrorCode.COMMAND_NOT_FOUND);
      execute.getExecuteBuilder().setCommand("true").setWorkingDirectory("/no/such/place");
      assertCode(session, execute, ErrorCode.WORKING_DIR_NOT_FOUND);
      execute.getExecuteBuilder().setWorkingDirectory("").setRunAsUser("nobody-at-all");
      assertCode(session, execute, ErrorCode.USER_NOT_FOUND);
      AgentMessage.Builder kill = AgentMessage.newBuilder();
      kill.getKillProcessBuilder().setPid(4_000_000);
      assertCode(session, kill, ErrorCode.PROCESS_NOT_FOUND);
      session.ping();
    }
  }

  private static void assertCode(
      AgentSession session, AgentMessage.Builder message, ErrorCode expected) {
    assertThatThrownBy(() -> session.request(message, PATIENCE))
        .as(message.toString())
        .isInstanceOfSatisfying(
            AgentException.class, e -> assertThat(e.code()).isEqualTo(expected));
  }

  @Test
  void aProcessIsListedAndKilled() throws Exception {
    try (AgentSession session = open(Way.SOCKET)) {
      AgentMessage.Builder sleep = AgentMessage.newBuilder();
      sleep.getExecuteBuilder().setCommand("sleep").addArgs("987654");
      PendingRequest sleeping = session.begin(sleep);
      ProcessInfo found = find(session, "sleep 987654", sleeping);
      assertThat(found.getUser()).isEqualTo("root");
      AgentMessage.Builder kill = AgentMessage.newBuilder();
      kill.getKillProcessBuilder()
          .setPid(found.getPid())
          .setStartTicks(found.getStartTicks())
          .setSignal(9);
      session.request(kill, PATIENCE);
      assertThat(sleeping.await(PATIENCE).getExecuteResponse().getExitCode()).isEqualTo(128 + 9);
    }
  }

  private static ProcessInfo find(AgentSession session, String commandLine, PendingRequest running)
      throws Exception {
    while (!running.answered()) {
      AgentMessage.Builder list = AgentMessage.newBuilder();
      list.getListProcessesBuilder().setFilter("sleep");
      for (ProcessInfo process :
          session.request(list, PATIENCE).getListProcessesResponse().getProcessesList()) {
        if (process.getCommandLine().endsWith(commandLine)) {
          return process;
        }
      }
    }
    throw new AssertionError("It has ended: " + running.await(PATIENCE));
  }

  @Test
  void hostsThatVanishInTheMiddleOfAMessageLeaveTheNextOneInPeace() throws Exception {
    Random random = new Random(3);
    byte[] large = new byte[100_000];
    for (int i = 0; i < 10; i++) {
      AgentSession rude = open(Way.SOCKET);
      AgentMessage.Builder write = AgentMessage.newBuilder();
      write
          .getFileWriteBuilder()
          .setPath("/tmp/rude")
          .setData(ByteString.copyFrom(large, 0, random.nextInt(1, large.length)));
      rude.begin(write);
      // The writer is cut wherever it is.
      rude.close();
      try (AgentSession next = open(i % 2 == 0 ? Way.SOCKET : Way.LIBVIRT)) {
        AgentMessage.Builder echo = AgentMessage.newBuilder();
        echo.getExecuteBuilder().setCommand("echo").addArgs("after " + i);
        assertThat(next.request(echo, PATIENCE).getExecuteResponse().getStdout())
            .isEqualTo("after " + i + "\n");
      }
    }
  }

  @Test
  void anAgentThatIsKilledComesBackAndTheSessionWithIt() throws Exception {
    try (AgentSession session = open(Way.SOCKET)) {
      String before = session.hello().getInstanceId();
      AgentMessage.Builder kill = AgentMessage.newBuilder();
      kill.getExecuteBuilder().setCommand("sh").addArgs("-c").addArgs("kill -9 $PPID");
      assertThatThrownBy(() -> session.request(kill, PATIENCE)).isInstanceOf(AgentException.class);
      while (session.hello().getInstanceId().equals(before)) {
        session.awaitConnected(PATIENCE);
      }
      session.ping();
    }
  }
}
