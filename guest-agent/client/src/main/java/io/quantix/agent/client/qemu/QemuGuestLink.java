package io.quantix.agent.client.qemu;

import io.quantix.agent.client.AgentOptions;
import io.quantix.agent.client.AgentSession;
import io.quantix.agent.client.GuestLink;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentHello;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.Capability;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What QEMU's guest agent can do of what Quantix's can: who the guest is, its addresses, file
 * systems and users, commands, files, freezing, shutting down, passwords and the clock. The
 * commands are those of QEMU's documentation, "QEMU Guest Agent Protocol Reference"; the ones that
 * came later than QEMU 2.10 are used if the agent says that it has them.
 */
public final class QemuGuestLink implements GuestLink {
  /** Carries one command to the agent; libvirt's virDomainQemuAgentCommand does. */
  @FunctionalInterface
  public interface Commands {
    /**
     * Sends a command and waits for its answer.
     *
     * @param json the command, in one line
     * @param timeout zero not to wait for an answer
     * @return the answer as it came; empty if there is none
     * @throws AgentException if there is no agent or it refused; {@link #refusal} makes that
     */
    Optional<String> run(String json, Duration timeout) throws AgentException, InterruptedException;
  }

  private final QemuCalls calls;
  private final QemuFacts facts;
  private final QemuFiles files;
  private final QemuCommandRuns runs;
  private final QemuControl control;
  private final AgentOptions options;
  private final AgentHello hello;

  private QemuGuestLink(QemuCalls calls, AgentOptions options)
      throws AgentException, InterruptedException {
    this.calls = calls;
    this.options = options;
    facts = new QemuFacts(calls);
    files = new QemuFiles(calls);
    runs = new QemuCommandRuns(calls);
    control = new QemuControl(calls);
    hello = greet();
  }

  /**
   * Asks the agent who it is.
   *
   * @throws AgentException if none answers
   */
  public static QemuGuestLink open(Commands commands, AgentOptions options)
      throws AgentException, InterruptedException {
    return new QemuGuestLink(new QemuCalls(commands, options.answer()), options);
  }

  private AgentHello greet() throws AgentException, InterruptedException {
    QemuFacts.AgentItself info = facts.info();
    AgentHello.Builder answer =
        AgentHello.newBuilder().setAgentVersion(info.version()).setGuest(facts.identity(info));
    capability(answer, info, "telemetry", "guest-network-get-interfaces");
    capability(answer, info, "list_users", "guest-get-users");
    capability(answer, info, "execute", "guest-exec", "guest-exec-status");
    capability(answer, info, "file_read", "guest-file-open", "guest-file-read");
    capability(answer, info, "file_write", "guest-file-open", "guest-file-write");
    capability(answer, info, "quiesce", "guest-fsfreeze-freeze");
    capability(answer, info, "thaw", "guest-fsfreeze-thaw");
    capability(answer, info, "shutdown", "guest-shutdown");
    capability(answer, info, "reset_password", "guest-set-user-password");
    capability(answer, info, "sync_time", "guest-set-time");
    return answer.build();
  }

  private static void capability(
      AgentHello.Builder hello, QemuFacts.AgentItself info, String name, String... commands) {
    Capability.Builder capability =
        Capability.newBuilder().setName(name).setVersion(1).setAvailable(true);
    for (String command : commands) {
      if (!info.enabled().contains(command)) {
        capability
            .setAvailable(false)
            .setReason(
                info.known().contains(command)
                    ? command + " is switched off in this guest"
                    : "this agent has no " + command);
      }
    }
    hello.addCapabilities(capability);
  }

  /**
   * What a refusal of the agent means, which it says in words alone.
   *
   * @param message as the agent, or libvirt for it, put it
   */
  public static AgentException refusal(String message, Throwable cause) {
    String words = message.toLowerCase(Locale.ROOT);
    ErrorCode code =
        words.contains("has been disabled") || words.contains("not allowed")
            ? ErrorCode.FEATURE_DISABLED
            : words.contains("has not been found") || words.contains("not supported")
                ? ErrorCode.NOT_AVAILABLE
                : words.contains("not connected") || words.contains("not responding")
                    ? ErrorCode.NO_ANSWER
                    : ErrorCode.INTERNAL_ERROR;
    return new AgentException(code, message, "", code.resolution(), cause);
  }

  @Override
  public AgentHello hello() {
    return hello;
  }

  @Override
  public AgentMessage request(AgentMessage.Builder message, Duration atMost)
      throws AgentException, InterruptedException {
    return switch (message.getPayloadCase()) {
      case PING -> {
        calls.call("guest-ping", atMost);
        AgentMessage.Builder pong = AgentMessage.newBuilder();
        pong.getPongBuilder()
            .setSequence(message.getPing().getSequence())
            .setVersion(hello.getAgentVersion());
        yield pong.build();
      }
      case GET_TELEMETRY -> facts.telemetry(hello.getGuest());
      case LIST_USERS -> facts.users();
      case EXECUTE -> runs.run(message.getExecute(), atMost);
      case FILE_READ -> files.read(message.getFileRead());
      case FILE_WRITE -> files.write(message.getFileWrite());
      case QUIESCE -> control.freeze(message.getQuiesce());
      case THAW -> control.thaw();
      case SHUTDOWN -> control.shutdown(message.getShutdown());
      case RESET_PASSWORD -> control.password(message.getResetPassword());
      case SYNC_TIME -> control.time(message.getSyncTime());
      default ->
          throw new AgentException(
              ErrorCode.NOT_AVAILABLE,
              "QEMU's guest agent cannot do %s"
                  .formatted(message.getPayloadCase().name().toLowerCase(Locale.ROOT)),
              "",
              QUANTIX_CAN,
              null);
    };
  }

  private static final String QUANTIX_CAN = "Install Quantix's agent in the guest";

  @Override
  public Duration patience() {
    return options.answer();
  }

  @Override
  public Optional<AgentSession> session() {
    return Optional.empty();
  }

  /** Nothing is kept open. */
  @Override
  public void close() {}
}
