package io.quantix.agent.client;

import io.quantix.agent.audit.AuditLog;
import io.quantix.agent.channel.RequestHandlers;
import io.quantix.agent.clipboard.Clipboard;
import io.quantix.agent.command.Commands;
import io.quantix.agent.config.AgentConfig;
import io.quantix.agent.config.ConfigReader;
import io.quantix.agent.config.LoadedConfig;
import io.quantix.agent.config.Places;
import io.quantix.agent.display.Displays;
import io.quantix.agent.os.AccountDatabase;
import io.quantix.agent.os.Programs;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.platform.Desktop;
import io.quantix.agent.policy.CommandPolicy;
import io.quantix.agent.policy.ForwardPolicy;
import io.quantix.agent.policy.RateLimits;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.request.Admission;
import io.quantix.agent.request.ClipboardFeed;
import io.quantix.agent.request.DesktopRequests;
import io.quantix.agent.request.ForwardRequests;
import io.quantix.agent.request.TerminalRequests;
import io.quantix.agent.session.DesktopSession;
import io.quantix.agent.terminal.Terminals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** This machine as a guest: the agent's own handlers, with a policy, behind a socket. */
final class RealAgent implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path audit;
  private final AuditLog log;
  private final SocketGuest agent;

  /**
   * Starts it.
   *
   * @param policy lines of the section {@code security}
   */
  RealAgent(Path folder, String policy) throws IOException, AgentException {
    this(folder, policy, Optional.empty());
  }

  /** The same, with a desktop that somebody uses. */
  RealAgent(Path folder, String policy, Optional<DesktopSession> desktop)
      throws IOException, AgentException {
    LoadedConfig loaded =
        new ConfigReader(Places.LINUX).read("security:\n" + policy.indent(2), Map.of());
    if (!loaded.problems().isEmpty()) {
      throw new IllegalArgumentException(loaded.problems().toString());
    }
    AgentConfig.Security security = loaded.config().security();
    audit = folder.resolve("audit.log");
    log = AuditLog.open(audit, 1 << 20, 2);
    Admission admission = new Admission(Optional.of(log));
    AccountDatabase accounts = new AccountDatabase(SystemFiles.running());
    Commands commands = new Commands(new CommandPolicy(security), accounts, Duration.ofMinutes(5));
    RequestHandlers handlers = new RequestHandlers();
    new TerminalRequests(
            new Terminals(commands, accounts, security.terminal()),
            new RateLimits(security),
            admission)
        .register(handlers);
    new ForwardRequests(new ForwardPolicy(security), admission).register(handlers);
    Desktop used = new UsedDesktop(desktop);
    new DesktopRequests(used, admission, new ClipboardFeed(used, true)).register(handlers);
    agent = new SocketGuest(handlers);
  }

  /** Not looked for among the processes of this machine, which are other tests', too. */
  private record UsedDesktop(Optional<DesktopSession> session) implements Desktop {
    @Override
    public Displays displays() throws AgentException {
      return new Displays(used().programs(Programs.system(), used().uid()), used().wayland());
    }

    @Override
    public Clipboard clipboard() throws AgentException {
      return new Clipboard(used(), Programs.system(), used().uid());
    }

    private DesktopSession used() throws AgentException {
      return session.orElseThrow(() ->
          new AgentException(ErrorCode.NO_DISPLAY_SERVER, "Nobody is logged in to a desktop"));
    }
  }

  /** A host of it. */
  Guest connect() throws AgentException, InterruptedException {
    return new Guest(
        AgentSession.open(
            agent.opener(),
            AgentOptions.of("test").withHandshake(PATIENCE).withSilence(Duration.ZERO)));
  }

  /** As if its channel broke. */
  void dropHost() {
    agent.dropHost();
  }

  /** The audit log's lines, once there are so many. */
  List<String> audited(int lines) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> now = Files.readAllLines(audit);
    while (now.size() < lines && System.nanoTime() < deadline) {
      Thread.sleep(20);
      now = Files.readAllLines(audit);
    }
    return now;
  }

  @Override
  public void close() throws IOException, AgentException {
    agent.close();
    log.close();
  }
}
