package io.quantix.agent.request;

import io.quantix.agent.channel.RequestContext;
import io.quantix.agent.channel.RequestHandlers;
import io.quantix.agent.platform.Platform;
import io.quantix.agent.process.ProcessEntry;
import io.quantix.agent.process.ProcessTable;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.GuestIdentity;
import io.quantix.agent.protocol.message.KillProcessRequest;
import io.quantix.agent.protocol.message.ListProcessesRequest;
import io.quantix.agent.protocol.message.ListProcessesResponse;
import io.quantix.agent.protocol.message.ProcessInfo;
import io.quantix.agent.protocol.message.ProcessState;
import io.quantix.agent.protocol.message.TelemetryReport;
import java.io.IOException;

/** What the guest is and does: its metrics, its processes. */
public final class SystemRequests {
  private static final long STARTED = System.nanoTime();

  private final Platform platform;
  private final Admission admission;
  private final String version;

  /**
   * Of that platform.
   *
   * @param version the agent's
   */
  public SystemRequests(Platform platform, Admission admission, String version) {
    this.platform = platform;
    this.admission = admission;
    this.version = version;
  }

  /** Takes the requests that it can do. */
  public void register(RequestHandlers handlers) {
    handlers
        .on(PayloadCase.PING, (message, context) -> pong(message.getPing().getSequence()))
        .on(
            PayloadCase.GET_TELEMETRY,
            (message, context) -> AgentMessage.newBuilder().setGetTelemetryResponse(measure()))
        .on(PayloadCase.GET_HARDWARE_INFO, this::hardware)
        .on(PayloadCase.LIST_PROCESSES, this::list)
        .on(PayloadCase.KILL_PROCESS, this::kill);
  }

  private AgentMessage.Builder pong(long sequence) {
    AgentMessage.Builder answer = AgentMessage.newBuilder();
    answer
        .getPongBuilder()
        .setVersion(version)
        .setUptimeSeconds((System.nanoTime() - STARTED) / 1_000_000_000)
        .setSequence(sequence)
        .setQuiesced(platform.freezer().frozen());
    return answer;
  }

  /** Who the guest is, as the protocol has it. */
  public static GuestIdentity identity(Platform platform) {
    io.quantix.agent.system.GuestIdentity self = platform.identity();
    return GuestIdentity.newBuilder()
        .setHostname(self.hostname())
        .setOsId(self.osId())
        .setOsName(self.osName())
        .setOsVersion(self.osVersion())
        .setKernel(self.kernel())
        .setArchitecture(self.architecture())
        .setOsFamily(self.osFamily())
        .build();
  }

  private TelemetryReport measure() throws AgentException {
    try {
      return TelemetryReports.of(platform.telemetry(), identity(platform));
    } catch (IOException e) {
      throw new AgentException(
          ErrorCode.INTERNAL_ERROR, "The guest's metrics cannot be read: " + e.getMessage(), e);
    }
  }

  private AgentMessage.Builder hardware(AgentMessage message, RequestContext context)
      throws AgentException {
    try {
      return AgentMessage.newBuilder()
          .setGetHardwareInfoResponse(HardwareReports.of(platform.hardware()));
    } catch (IOException e) {
      throw new AgentException(
          ErrorCode.INTERNAL_ERROR, "The guest's hardware cannot be read: " + e.getMessage(), e);
    }
  }

  private AgentMessage.Builder list(AgentMessage message, RequestContext context)
      throws AgentException {
    ListProcessesRequest request = message.getListProcesses();
    ProcessTable.Listing found;
    try {
      found =
          platform.processes(
              request.getFilter(), request.getIncludeThreads(), request.getMaxEntries());
    } catch (IOException e) {
      throw new AgentException(
          ErrorCode.INTERNAL_ERROR, "The processes cannot be read: " + e.getMessage(), e);
    }
    ListProcessesResponse.Builder answer =
        ListProcessesResponse.newBuilder().setTotal(found.total());
    found.processes().forEach(entry -> answer.addProcesses(process(entry)));
    return AgentMessage.newBuilder().setListProcessesResponse(answer);
  }

  private static ProcessInfo process(ProcessEntry entry) {
    return ProcessInfo.newBuilder()
        .setPid(entry.pid())
        .setPpid(entry.parent())
        .setName(entry.name())
        .setCommandLine(entry.commandLine())
        .setUser(entry.user())
        .setCpuPercent(entry.cpuPercent())
        .setMemoryBytes(entry.memoryBytes())
        .setState(state(entry.state()))
        .setStartedAt(Timestamps.of(entry.started()))
        .setWorkingDirectory(entry.workingDirectory())
        .setThreads(entry.threads())
        .setStartTicks(entry.startTicks())
        .build();
  }

  private static ProcessState state(ProcessEntry.State state) {
    return switch (state) {
      case RUNNING -> ProcessState.PROCESS_STATE_RUNNING;
      case SLEEPING -> ProcessState.PROCESS_STATE_SLEEPING;
      case STOPPED -> ProcessState.PROCESS_STATE_STOPPED;
      case ZOMBIE -> ProcessState.PROCESS_STATE_ZOMBIE;
      case WAITING -> ProcessState.PROCESS_STATE_WAITING;
      case IDLE -> ProcessState.PROCESS_STATE_IDLE;
      case UNKNOWN -> ProcessState.PROCESS_STATE_UNKNOWN;
    };
  }

  private AgentMessage.Builder kill(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    KillProcessRequest request = message.getKillProcess();
    admission.audited(
        "process_kill",
        request.getSignal() + " " + Integer.toUnsignedString(request.getPid()),
        "",
        context,
        () -> {
          platform.signal(request.getPid(), request.getSignal(), request.getStartTicks());
          return true;
        });
    AgentMessage.Builder answer = AgentMessage.newBuilder();
    answer.getKillProcessResponseBuilder();
    return answer;
  }
}
