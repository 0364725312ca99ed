package io.quantix.agent.platform;

import io.quantix.agent.account.Passwords;
import io.quantix.agent.clipboard.Clipboard;
import io.quantix.agent.clock.ClockSync;
import io.quantix.agent.command.Commands;
import io.quantix.agent.config.AgentConfig;
import io.quantix.agent.display.Displays;
import io.quantix.agent.file.GuestFiles;
import io.quantix.agent.freeze.FileSystemFreezer;
import io.quantix.agent.network.NetworkConfigurator;
import io.quantix.agent.os.AccountDatabase;
import io.quantix.agent.os.Programs;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.policy.CommandPolicy;
import io.quantix.agent.policy.PathPolicy;
import io.quantix.agent.power.Power;
import io.quantix.agent.process.ProcessTable;
import io.quantix.agent.process.Signals;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.service.ServiceManager;
import io.quantix.agent.session.DesktopSession;
import io.quantix.agent.session.UserSession;
import io.quantix.agent.session.UserSessions;
import io.quantix.agent.software.SoftwareInventory;
import io.quantix.agent.system.GuestIdentity;
import io.quantix.agent.system.Hardware;
import io.quantix.agent.system.HardwareInventory;
import io.quantix.agent.system.SystemInformation;
import io.quantix.agent.system.Telemetry;
import io.quantix.agent.system.TelemetryCollector;
import io.quantix.agent.terminal.Terminals;
import io.quantix.agent.volume.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Linux, of whichever distribution: what it runs is found out when it is asked for. */
public final class LinuxPlatform implements Platform {
  /**
   * Tells an agent that starts what an earlier one left frozen; in memory, and gone with the boot.
   */
  public static final Path FREEZE_NOTE = Path.of("/run/limiquantix/frozen");

  private final SystemFiles system = SystemFiles.running();
  private final Programs programs = Programs.system();
  private final AccountDatabase accounts = new AccountDatabase(system);
  private final SystemInformation information = new SystemInformation(system);
  private final TelemetryCollector telemetry = new TelemetryCollector(system);
  private final ProcessTable processes = new ProcessTable(system, accounts);
  private final Signals signals = new Signals();
  private final SoftwareInventory software = new SoftwareInventory(system, programs);
  private final Passwords passwords = new Passwords(accounts, programs);
  private final ClockSync clock = new ClockSync(programs);
  private final NetworkConfigurator network = new NetworkConfigurator(system, programs);
  private final Volumes volumes = new Volumes(system, programs);
  private final int ownUid = ownUid();
  private final Commands commands;
  private final Terminals terminals;
  private final GuestFiles files;
  private final FileSystemFreezer freezer;
  private final Power power;

  /**
   * With a configuration.
   *
   * @param frozen told when file systems are frozen and thawed
   * @param late told of failures that nobody waits for an answer about
   */
  public LinuxPlatform(
      AgentConfig config, FileSystemFreezer.Listener frozen, Consumer<AgentException> late) {
    commands =
        new Commands(new CommandPolicy(config.security()), accounts, config.maxExecTimeout());
    terminals = new Terminals(commands, accounts, config.security().terminal());
    files = new GuestFiles(new PathPolicy(config.security()), accounts, config.maxChunkSize());
    freezer =
        new FileSystemFreezer(
            Path.of(config.preFreezeScriptDir()),
            Path.of(config.postThawScriptDir()),
            FREEZE_NOTE,
            frozen);
    power = new Power(programs, late);
  }

  private static int ownUid() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new IllegalStateException("/proc is not there", e);
    }
  }

  @Override
  public GuestIdentity identity() {
    return information.identity();
  }

  @Override
  public String bootId() {
    return information.bootId();
  }

  @Override
  public Duration uptime() {
    return information.uptime();
  }

  @Override
  public Telemetry telemetry() throws IOException {
    return telemetry.collect();
  }

  @Override
  public Hardware hardware() throws IOException {
    return new HardwareInventory(system).read();
  }

  @Override
  public SystemInformation.SecurityState securityState() {
    return information.securityState();
  }

  @Override
  public List<UserSession> users() throws IOException {
    return new UserSessions(system, accounts).list();
  }

  @Override
  public ProcessTable.Listing processes(String filter, boolean threads, int maxEntries)
      throws IOException {
    return processes.list(filter, threads, maxEntries);
  }

  @Override
  public void signal(int pid, int signal, long startTicks) throws AgentException {
    signals.send(pid, signal, startTicks);
  }

  @Override
  public ServiceManager services() throws AgentException {
    return ServiceManager.of(system, programs);
  }

  @Override
  public SoftwareInventory software() {
    return software;
  }

  @Override
  public Commands commands() {
    return commands;
  }

  @Override
  public Terminals terminals() {
    return terminals;
  }

  @Override
  public Displays displays() throws AgentException {
    DesktopSession desktop = desktop();
    return new Displays(desktop.programs(programs, ownUid), desktop.wayland());
  }

  @Override
  public Clipboard clipboard() throws AgentException {
    return new Clipboard(desktop(), programs, ownUid);
  }

  private DesktopSession desktop() throws AgentException {
    try {
      return DesktopSession.find(system, users())
          .orElseThrow(() ->
              new AgentException(
                  ErrorCode.NO_DISPLAY_SERVER, "Nobody is logged in to a desktop of this guest"));
    } catch (IOException e) {
      throw new AgentException(
          ErrorCode.NO_DISPLAY_SERVER, "Who is logged in cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public GuestFiles files() {
    return files;
  }

  @Override
  public FileSystemFreezer freezer() {
    return freezer;
  }

  @Override
  public Power power() {
    return power;
  }

  @Override
  public Passwords passwords() {
    return passwords;
  }

  @Override
  public ClockSync clock() {
    return clock;
  }

  @Override
  public NetworkConfigurator network() {
    return network;
  }

  @Override
  public Volumes volumes() {
    return volumes;
  }

  @Override
  public TelemetryCollector telemetryCollector() {
    return new TelemetryCollector(system);
  }
}
