package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.ListProcessesResponse;
import io.quantix.agent.protocol.message.ListServicesResponse;
import io.quantix.agent.protocol.message.ProcessInfo;
import io.quantix.agent.protocol.message.ServiceAction;
import io.quantix.agent.protocol.message.ServiceInfo;

/** What runs in a guest: its processes, and its services. */
public final class GuestProcesses {
  /** SIGTERM, which a program may handle. */
  public static final int TERMINATE = 15;

  /** SIGKILL, which none can. */
  public static final int KILL = 9;

  private final GuestLink link;

  GuestProcesses(GuestLink link) {
    this.link = link;
  }

  /**
   * The processes.
   *
   * @param filter part of a name or command line; empty for all
   * @param threads whether their threads are listed, too
   * @param maxEntries 0 for as many as the agent gives
   */
  public ListProcessesResponse list(String filter, boolean threads, int maxEntries)
      throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getListProcessesBuilder()
        .setFilter(filter)
        .setIncludeThreads(threads)
        .setMaxEntries(maxEntries);
    AgentMessage answer = link.request(ask);
    if (!answer.hasListProcessesResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getListProcessesResponse();
  }

  /**
   * Sends a signal to that process, and to no later one that has its number.
   *
   * @param signal as the guest's system numbers it
   */
  public void signal(ProcessInfo process, int signal) throws AgentException, InterruptedException {
    signal(process.getPid(), signal, process.getStartTicks());
  }

  /** Sends a signal to whichever process has that number now. */
  public void signal(int pid, int signal) throws AgentException, InterruptedException {
    signal(pid, signal, 0);
  }

  private void signal(int pid, int signal, long startTicks)
      throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getKillProcessBuilder().setPid(pid).setSignal(signal).setStartTicks(startTicks);
    if (!link.request(ask).hasKillProcessResponse()) {
      throw Guest.noAnswer();
    }
  }

  /**
   * The services.
   *
   * @param filter part of a name; empty for all
   * @param disabled whether those that are switched off are listed, too
   */
  public ListServicesResponse services(String filter, boolean disabled)
      throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getListServicesBuilder().setFilter(filter).setIncludeDisabled(disabled);
    AgentMessage answer = link.request(ask);
    if (!answer.hasListServicesResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getListServicesResponse();
  }

  /**
   * Starts, stops, ... a service.
   *
   * @return the service as it is then
   */
  public ServiceInfo control(String service, ServiceAction action)
      throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getServiceControlBuilder().setName(service).setAction(action);
    AgentMessage answer = link.request(ask);
    if (!answer.hasServiceControlResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getServiceControlResponse().getService();
  }
}
