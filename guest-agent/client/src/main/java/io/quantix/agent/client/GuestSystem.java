package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.GetSecurityStateResponse;
import io.quantix.agent.protocol.message.ListInstalledSoftwareResponse;
import io.quantix.agent.protocol.message.TelemetryReport;
import io.quantix.agent.protocol.message.UserSession;
import java.util.List;

/** What a guest is and how it does. */
public final class GuestSystem {
  private final GuestLink link;

  GuestSystem(GuestLink link) {
    this.link = link;
  }

  /** Its processors, memory, disks and network, now; differences are since the last report. */
  public TelemetryReport telemetry() throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getGetTelemetryBuilder();
    AgentMessage answer = link.request(ask);
    if (!answer.hasGetTelemetryResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getGetTelemetryResponse();
  }

  /** Who is logged in. */
  public List<UserSession> users() throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getListUsersBuilder();
    AgentMessage answer = link.request(ask);
    if (!answer.hasListUsersResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getListUsersResponse().getSessionsList();
  }

  /**
   * What is installed.
   *
   * @param filter part of a name; empty for all
   * @param maxEntries 0 for as many as the agent gives
   */
  public ListInstalledSoftwareResponse software(String filter, int maxEntries)
      throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getListInstalledSoftwareBuilder().setFilter(filter).setMaxEntries(maxEntries);
    AgentMessage answer = link.request(ask);
    if (!answer.hasListInstalledSoftwareResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getListInstalledSoftwareResponse();
  }

  /** What confines its programs. */
  public GetSecurityStateResponse securityState() throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getGetSecurityStateBuilder();
    AgentMessage answer = link.request(ask);
    if (!answer.hasGetSecurityStateResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getGetSecurityStateResponse();
  }
}
