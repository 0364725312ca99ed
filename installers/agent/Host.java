import io.quantix.agent.client.AgentOptions;
import io.quantix.agent.client.AgentSession;
import io.quantix.agent.client.ChannelOpener;
import io.quantix.agent.client.GuestCommands;
import io.quantix.agent.client.GuestFileTransfer;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.ExecuteRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A host that listens at a UNIX socket, which stands for the channel of an agent whose {@code device_path}
 * it is: {@code Host.java SOCKET [ROUNDS]}. It greets the agent, asks it for what hosts ask for, and
 * prints one line: the agent's version, and when it had greeted, in milliseconds since 1970. It ends with status
 * 0 if all was as it must be. More rounds train an AOT cache.
 */
final class Host {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Host() {}

  public static void main(String[] args) throws Exception {
    Path path = Path.of(args[0]);
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 1;
    Files.deleteIfExists(path);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      ChannelOpener accepted = server::accept;
      AgentOptions options =
          AgentOptions.of("packaging").withHandshake(PATIENCE).withSilence(Duration.ZERO);
      try (AgentSession session = AgentSession.open(accepted, options)) {
        long ready = System.currentTimeMillis();
        for (int round = 0; round < rounds; round++) {
          ask(session);
        }
        System.out.println(session.hello().getAgentVersion() + " " + ready);
      }
    } finally {
      Files.deleteIfExists(path);
    }
  }

  private static void ask(AgentSession session) throws Exception {
    for (int i = 0; i < 20; i++) {
      session.ping();
    }
    AgentMessage.Builder message = AgentMessage.newBuilder();
    message.getGetTelemetryBuilder();
    check(session.request(message, PATIENCE).getGetTelemetryResponse().getMemory().getTotalBytes() > 0);
    message = AgentMessage.newBuilder();
    message.getListProcessesBuilder();
    check(session.request(message, PATIENCE).getListProcessesResponse().getProcessesCount() > 0);
    message = AgentMessage.newBuilder();
    message.getListDirectoryBuilder().setPath("/etc");
    check(session.request(message, PATIENCE).getListDirectoryResponse().getEntriesCount() > 0);

    // A name that is none in ASCII: the agent's own encoding must not depend on the system's.
    String name = "/tmp/quantix-\u00fcber-\u65e5\u672c-" + ProcessHandle.current().pid();
    byte[] content = new byte[300_000];
    GuestFileTransfer files = new GuestFileTransfer(session);
    files.upload(name, 0600, new ByteArrayInputStream(content), content.length, (done, total, text) -> {});
    ByteArrayOutputStream back = new ByteArrayOutputStream();
    files.download(name, 0, back, (done, total, text) -> {});
    check(back.size() == content.length);
    GuestCommands commands = new GuestCommands(session);
    check(
        commands
                .run(
                    ExecuteRequest.newBuilder().setCommand("ls").addAllArgs(List.of("--", name)).build(),
                    PATIENCE)
                .getExitCode()
            == 0);
    message = AgentMessage.newBuilder();
    message.getFileDeleteBuilder().setPath(name);
    check(session.request(message, PATIENCE).getFileDeleteResponse().getDeleted() == 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    commands.stream(
        ExecuteRequest.newBuilder().setCommand("cat").build(),
        new ByteArrayInputStream("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        out,
        new ByteArrayOutputStream(),
        PATIENCE);
    check(out.size() == 5);
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new AssertionError("the agent's answer is not what it must be");
    }
  }
}
