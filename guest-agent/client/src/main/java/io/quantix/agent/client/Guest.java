package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentHello;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.Capability;
import io.quantix.agent.protocol.message.GuestIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A guest, as its agent lets a host see and use it. Any number of threads may ask at a time.
 *
 * <p>What it answers are the protocol's messages. Their texts are a stranger's: show them only
 * through {@link GuestText}, and use no name of theirs as a path here.
 */
public final class Guest implements AutoCloseable {
  private final GuestLink link;

  /** The guest at the other end; it is this one's to close. */
  public Guest(GuestLink link) {
    this.link = link;
  }

  /** What it is reached by. */
  public GuestLink link() {
    return link;
  }

  /** Whether it is Quantix's agent, and not QEMU's. */
  public boolean complete() {
    return link.session().isPresent();
  }

  /** The agent and its version, to be shown. */
  public String agent() {
    return (complete() ? "Quantix agent " : "QEMU guest agent ")
        + GuestText.line(link.hello().getAgentVersion());
  }

  /** Who the guest is. */
  public GuestIdentity identity() {
    return link.hello().getGuest();
  }

  /**
   * Whether the agent can do that: "execute", "file_read", ... as docs/agent-protocol.md has it.
   */
  public boolean can(String capability) {
    return capability(capability).map(Capability::getAvailable).orElse(false);
  }

  /** Why it cannot, to be shown; empty if it can, or nobody said why. */
  public String reasonWithout(String capability) {
    return capability(capability)
        .filter(found -> !found.getAvailable())
        .map(found -> GuestText.line(found.getReason()))
        .orElse("");
  }

  private Optional<Capability> capability(String name) {
    AgentHello hello = link.hello();
    return hello.getCapabilitiesList().stream()
        .filter(found -> found.getName().equals(name))
        .findFirst();
  }

  /** All that the agent says it may be able to do. */
  public List<Capability> capabilities() {
    return link.hello().getCapabilitiesList();
  }

  /**
   * Asks the agent for a sign of life.
   *
   * @return how long it took
   */
  public Duration ping() throws AgentException, InterruptedException {
    AgentMessage.Builder ping = AgentMessage.newBuilder();
    ping.getPingBuilder();
    long from = System.nanoTime();
    AgentMessage answer = link.request(ping);
    if (!answer.hasPong()) {
      throw noAnswer();
    }
    return Duration.ofNanos(System.nanoTime() - from);
  }

  /** What the guest is and how it does. */
  public GuestSystem system() {
    return new GuestSystem(link);
  }

  /** What runs in it. */
  public GuestProcesses processes() {
    return new GuestProcesses(link);
  }

  /** Its files. */
  public GuestFiles files() {
    return new GuestFiles(link);
  }

  /** Commands that run in it. */
  public GuestCommands commands() {
    return new GuestCommands(link);
  }

  /** Shutting down, passwords, the clock. */
  public GuestControl control() {
    return new GuestControl(link);
  }

  /** Interactive terminals in it. */
  public GuestTerminals terminals() {
    return new GuestTerminals(link);
  }

  /** TCP connections into it. */
  public GuestForwards forwards() {
    return new GuestForwards(link);
  }

  /** The screens of whoever uses it. */
  public GuestDisplay display() {
    return new GuestDisplay(link);
  }

  /** The clipboard of whoever uses it. */
  public GuestClipboard clipboard() {
    return new GuestClipboard(link);
  }

  /** The session of an agent that has streams. */
  static AgentSession streaming(GuestLink link, String otherwise) throws AgentException {
    return link.session()
        .orElseThrow(() ->
            new AgentException(
                ErrorCode.NOT_AVAILABLE, "QEMU's agent, which runs in this guest, " + otherwise));
  }

  /** Freezing its file systems, and growing them. */
  public GuestStorage storage() {
    return new GuestStorage(link);
  }

  /** An answer that is none to its question. */
  static AgentException noAnswer() {
    return new AgentException(
        ErrorCode.INVALID_MESSAGE, "The guest answered something else than it was asked");
  }

  @Override
  public void close() {
    link.close();
  }
}
