package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.GetHardwareInfoResponse;
import io.quantix.agent.protocol.message.GetSecurityStateResponse;
import io.quantix.agent.protocol.message.ListInstalledSoftwareResponse;
import io.quantix.agent.protocol.message.TelemetryReport;
import io.quantix.agent.protocol.message.UserSession;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

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

  /** What it is made of. */
  public GetHardwareInfoResponse hardware() throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getGetHardwareInfoBuilder();
    AgentMessage answer = link.request(ask);
    if (!answer.hasGetHardwareInfoResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getGetHardwareInfoResponse();
  }

  /**
   * Has the guest send its metrics by itself, to {@link AgentEvents#telemetry}: as long as this
   * session lasts, so that it is to be asked again after another one has begun.
   *
   * @param interval between two of them; zero: none
   * @param clipboard whether the clipboard's changes are told, too
   * @return what the interval is: not shorter than the guest's owner allows
   */
  public Duration subscribe(Duration interval, boolean clipboard)
      throws AgentException, InterruptedException {
    if (link.session().isPresent()) {
      // Which asks again when it was lost.
      return link.session().get().subscribe(interval, clipboard);
    }
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getSubscribeBuilder()
        .setTelemetryIntervalSecs(Math.clamp(interval.toSeconds(), 0, Integer.MAX_VALUE))
        .setClipboard(clipboard);
    AgentMessage answer = link.request(ask);
    if (!answer.hasSubscribeResponse()) {
      throw Guest.noAnswer();
    }
    return Duration.ofSeconds(
        Integer.toUnsignedLong(answer.getSubscribeResponse().getTelemetryIntervalSecs()));
  }

  /**
   * The words that host and guest leave for each other, after changes to them.
   *
   * @param set names and their new values; empty: nothing is changed
   * @param remove names that are taken out
   * @return all, as they are then; a stranger's texts
   */
  public Map<String, String> metadata(Map<String, String> set, Collection<String> remove)
      throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getMetadataBuilder().putAllSet(set).addAllRemove(remove);
    AgentMessage answer = link.request(ask);
    if (!answer.hasMetadataResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getMetadataResponse().getValuesMap();
  }
}
