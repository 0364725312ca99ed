package io.quantix.agent;

import io.quantix.agent.audit.AuditLog;
import io.quantix.agent.channel.AgentChannel;
import io.quantix.agent.channel.HostPort;
import io.quantix.agent.channel.HostPorts;
import io.quantix.agent.channel.RequestHandlers;
import io.quantix.agent.config.AgentConfig;
import io.quantix.agent.config.ConfigCheck;
import io.quantix.agent.config.ConfigFile;
import io.quantix.agent.config.LoadedConfig;
import io.quantix.agent.config.Places;
import io.quantix.agent.log.AgentLog;
import io.quantix.agent.metadata.Metadata;
import io.quantix.agent.os.Program;
import io.quantix.agent.platform.LinuxPlatform;
import io.quantix.agent.platform.Platform;
import io.quantix.agent.policy.ForwardPolicy;
import io.quantix.agent.policy.RateLimits;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentHello;
import io.quantix.agent.request.Admission;
import io.quantix.agent.request.ClipboardFeed;
import io.quantix.agent.request.CommandRequests;
import io.quantix.agent.request.DesktopRequests;
import io.quantix.agent.request.EventRequests;
import io.quantix.agent.request.FileRequests;
import io.quantix.agent.request.ForwardRequests;
import io.quantix.agent.request.ManagementRequests;
import io.quantix.agent.request.StorageRequests;
import io.quantix.agent.request.SystemRequests;
import io.quantix.agent.request.TelemetryFeed;
import io.quantix.agent.request.TerminalRequests;
import io.quantix.agent.request.UpdateRequests;
import io.quantix.agent.update.SelfUpdate;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The guest agent's program: reads its configuration, and serves the host at the channel's port
 * until it is ended. A port that is not there yet, or is taken, is tried again.
 */
public final class GuestAgent {
  /** The agent's version, which its package gives it. */
  public static final String VERSION = System.getProperty("quantix.agent.version", "0.1.0");

  private static final String PORT = "/dev/virtio-ports/org.limiquantix.agent.0";
  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration LAST_WAIT = Duration.ofSeconds(5);

  private final AgentConfig config;
  private final AgentLog log;
  private final RequestHandlers handlers = new RequestHandlers();
  private final Supplier<AgentHello.Builder> hello;

  private GuestAgent(AgentConfig config, PrintStream out) throws AgentException {
    this.config = config;
    log =
        new AgentLog(
            config.logLevel(),
            config.logFormat(),
            out,
            config.logFile().map(Path::of),
            config.logMaxSize(),
            config.logMaxFiles());
    Optional<AuditLog> audit = audit();
    Admission admission = new Admission(audit);
    RateLimits limits = new RateLimits(config.security());
    Platform platform =
        new LinuxPlatform(config, new WhileFrozen(log, audit), late -> log.error(words(late)));
    List<String> left = platform.freezer().recover();
    if (!left.isEmpty()) {
      log.warn("Thawed what an earlier agent had left frozen: " + String.join(", ", left));
    }
    handlers.logTo(log).refuseWhile(() -> platform.freezer().frozen());
    new SystemRequests(platform, admission, VERSION).register(handlers);
    new CommandRequests(platform.commands(), limits, admission).register(handlers);
    new TerminalRequests(platform.terminals(), limits, admission).register(handlers);
    new ForwardRequests(new ForwardPolicy(config.security()), admission).register(handlers);
    ClipboardFeed clipboard = new ClipboardFeed(platform, config.clipboardMonitoring());
    new DesktopRequests(platform, admission, clipboard).register(handlers);
    new FileRequests(platform.files(), limits, admission).register(handlers);
    new ManagementRequests(platform, limits, admission).register(handlers);
    new StorageRequests(platform, limits, admission, new Metadata(Path.of(Places.LINUX.metadata())))
        .register(handlers);
    new EventRequests(platform, telemetry(platform), VERSION, () -> features(platform))
        .onClipboard(clipboard::subscribe)
        .register(handlers);
    SelfUpdate update = selfUpdate(config);
    new UpdateRequests(update, admission, VERSION, () -> System.exit(0)).register(handlers);
    String instance = UUID.randomUUID().toString();
    String boot = platform.bootId();
    hello =
        () -> {
          update.confirm();
          return AgentHello.newBuilder()
              .setAgentVersion(VERSION)
              .setBootId(boot)
              .setInstanceId(instance)
              .setGuest(SystemRequests.identity(platform))
              .addAllCapabilities(handlers.capabilities());
        };
  }

  /** The start script says where the program and the versions that hosts sent are. */
  private static SelfUpdate selfUpdate(AgentConfig config) {
    return new SelfUpdate(
        Path.of(System.getProperty("quantix.agent.home", "/nonexistent")),
        Path.of(System.getProperty("quantix.agent.state", "/nonexistent")),
        config.security().updateKeyFile().map(Path::of),
        VERSION,
        config.security().selfUpdate());
  }

  private static String words(AgentException e) {
    return e.code().code() + " " + e.reason();
  }

  private TelemetryFeed telemetry(Platform platform) {
    TelemetryFeed feed = TelemetryFeed.of(platform, config.telemetryInterval(), log);
    feed.start();
    if (config.health().enabled()) {
      new HealthWatch(feed, config.health(), log).start();
    }
    return feed;
  }

  /** What a host may want to know beside what can be asked for. */
  private Map<String, String> features(Platform platform) {
    return Map.of(
        "user_context_exec", Boolean.toString(Program.find("setpriv").isPresent()),
        "fsfreeze", "true",
        "network_backend", platform.network().backend().orElse(""),
        "telemetry_interval_secs", Long.toString(config.telemetryInterval().toSeconds()),
        "max_exec_timeout_secs", Long.toString(config.maxExecTimeout().toSeconds()),
        "max_chunk_size", Integer.toString(config.maxChunkSize()),
        "audit_logging", Boolean.toString(config.security().auditLogging()));
  }

  private Optional<AuditLog> audit() throws AgentException {
    AgentConfig.Security security = config.security();
    return security.auditLogging()
        ? Optional.of(
            AuditLog.open(
                Path.of(security.auditLogFile()), config.logMaxSize(), config.logMaxFiles()))
        : Optional.empty();
  }

  /**
   * Runs it.
   *
   * @param args nothing, or {@code --check-config}, or {@code --version}
   */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    if (args.length == 1 && args[0].equals("--version")) {
      out.println(VERSION);
      return;
    }
    Path file = ConfigFile.chosen(Places.LINUX, System.getenv());
    LoadedConfig loaded = ConfigFile.load(file, Places.LINUX, System.getenv());
    if (args.length == 1 && args[0].equals("--check-config")) {
      System.exit(ConfigCheck.report(file.toString(), loaded, out));
    }
    if (args.length != 0) {
      err.println("usage: quantix-agent [--check-config | --version]");
      System.exit(64);
    }
    if (!loaded.problems().isEmpty()) {
      int status = ConfigCheck.report(file.toString(), loaded, err);
      if (!loaded.usable()) {
        System.exit(status);
      }
    }
    if (!namesAreUtf8()) {
      err.println(
          "The agent must be started in a UTF-8 locale, or it cannot reach files whose names are"
              + " not ASCII: this one is "
              + System.getProperty("sun.jnu.encoding")
              + ". Set LC_ALL=C.UTF-8 in its environment.");
      System.exit(78);
    }
    try {
      new GuestAgent(loaded.config(), out).serve();
    } catch (AgentException e) {
      err.println(words(e));
      System.exit(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The JVM takes the encoding of files' names from its locale, and from nothing else. */
  private static boolean namesAreUtf8() {
    return System.getProperty("sun.jnu.encoding", "").equalsIgnoreCase("UTF-8");
  }

  private void serve() throws InterruptedException {
    Path path = Path.of(config.devicePath().orElse(PORT));
    HostPorts ports = new HostPorts(path, config.preferVsock());
    Duration wait = FIRST_WAIT;
    String told = "";
    while (true) {
      try {
        HostPort port = ports.open();
        if (port == null) {
          continue;
        }
        try (AgentChannel channel = new AgentChannel(port, handlers, hello)) {
          wait = FIRST_WAIT;
          told = "";
          log.info("Quantix guest agent " + VERSION + " listens to its host at " + path);
          channel.run();
        }
      } catch (IOException | AgentException e) {
        ErrorCode failure =
            e instanceof AgentException why ? why.code() : ErrorCode.DEVICE_OPEN_FAILED;
        String line = failure.code() + " " + failure.name() + ": " + path + ": " + e.getMessage();
        if (!line.equals(told)) {
          log.warn(line);
          told = line;
        }
      }
      Thread.sleep(wait);
      Duration twice = wait.multipliedBy(2);
      wait = twice.compareTo(LAST_WAIT) > 0 ? LAST_WAIT : twice;
    }
  }
}
