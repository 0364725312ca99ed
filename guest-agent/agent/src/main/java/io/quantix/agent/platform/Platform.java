package io.quantix.agent.platform;

import io.quantix.agent.account.Passwords;
import io.quantix.agent.clock.ClockSync;
import io.quantix.agent.command.Commands;
import io.quantix.agent.file.GuestFiles;
import io.quantix.agent.freeze.FileSystemFreezer;
import io.quantix.agent.network.NetworkConfigurator;
import io.quantix.agent.power.Power;
import io.quantix.agent.process.ProcessTable;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.service.ServiceManager;
import io.quantix.agent.session.UserSession;
import io.quantix.agent.software.SoftwareInventory;
import io.quantix.agent.system.GuestIdentity;
import io.quantix.agent.system.Hardware;
import io.quantix.agent.system.SystemInformation;
import io.quantix.agent.system.Telemetry;
import io.quantix.agent.system.TelemetryCollector;
import io.quantix.agent.terminal.Terminals;
import io.quantix.agent.volume.Volumes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The guest's system, as the agent's requests need it. All of it is safe to use from several
 * threads at a time, and within the policy of the configuration that it was made with.
 */
public interface Platform extends Desktop {
  /** Who the guest is. */
  GuestIdentity identity();

  /** Changes with each boot. */
  String bootId();

  /** Since the boot. */
  Duration uptime();

  /** How the guest is doing, and what changed since this was asked last. */
  Telemetry telemetry() throws IOException;

  /** What the guest is made of. */
  Hardware hardware() throws IOException;

  /** Which module confines programs. */
  SystemInformation.SecurityState securityState();

  /** Who is logged in. */
  List<UserSession> users() throws IOException;

  /** What runs. */
  ProcessTable.Listing processes(String filter, boolean threads, int maxEntries) throws IOException;

  /**
   * Sends a signal to a process.
   *
   * @param signal 0: SIGTERM
   * @param startTicks of the process that is meant; 0: whichever has the number
   */
  void signal(int pid, int signal, long startTicks) throws AgentException;

  /**
   * What starts and stops services.
   *
   * @throws AgentException {@link ErrorCode#SYSTEMCTL_NOT_FOUND} if nothing does
   */
  ServiceManager services() throws AgentException;

  /** What is installed. */
  SoftwareInventory software();

  /** Runs commands. */
  Commands commands();

  /** Opens terminals. */
  Terminals terminals();

  /** Reads and writes files. */
  GuestFiles files();

  /** Freezes file systems. */
  FileSystemFreezer freezer();

  /** Shuts down. */
  Power power();

  /** Sets passwords. */
  Passwords passwords();

  /** Sets the clock. */
  ClockSync clock();

  /** Configures the network. */
  NetworkConfigurator network();

  /** Grows file systems. */
  Volumes volumes();

  /** Measures as {@link #telemetry} does, with a memory of its own for the differences. */
  TelemetryCollector telemetryCollector();
}
