package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.ConfigureNetworkRequest;
import io.quantix.agent.protocol.message.ConfigureNetworkResponse;
import io.quantix.agent.protocol.message.ShutdownType;
import io.quantix.agent.protocol.message.SyncTimeResponse;
import java.time.Duration;
import java.time.Instant;

/** What an administrator does to a guest as a whole. */
public final class GuestControl {
  private final GuestLink link;

  GuestControl(GuestLink link) {
    this.link = link;
  }

  /**
   * Asks the guest to shut down; it has agreed when this returns, and does it then.
   *
   * @param message for whoever works in it; may be empty
   */
  public void shutdown(ShutdownType type, Duration delay, String message)
      throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getShutdownBuilder()
        .setType(type)
        .setDelaySeconds((int) Math.min(delay.toSeconds(), Integer.MAX_VALUE))
        .setMessage(message);
    if (!link.request(ask).hasShutdownResponse()) {
      throw Guest.noAnswer();
    }
  }

  /** Gives a user another password. */
  public void setPassword(String user, String password)
      throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getResetPasswordBuilder().setUsername(user).setNewPassword(password);
    if (!link.request(ask).hasResetPasswordResponse()) {
      throw Guest.noAnswer();
    }
  }

  /**
   * Sets the guest's clock to the host's, if they differ.
   *
   * @param force however little they differ
   */
  public SyncTimeResponse synchroniseTime(boolean force)
      throws AgentException, InterruptedException {
    Instant now = Instant.now();
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getSyncTimeBuilder()
        .setForce(force)
        .getHostTimeBuilder()
        .setSeconds(now.getEpochSecond())
        .setNanos(now.getNano());
    AgentMessage answer = link.request(ask);
    if (!answer.hasSyncTimeResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getSyncTimeResponse();
  }

  /**
   * Gives a network interface another address, which lasts. Whoever reaches the guest by the old
   * one loses it; the agent's channel does not need it.
   *
   * @param request with {@code dhcp}, or an address and a netmask
   * @return what was changed
   */
  public ConfigureNetworkResponse configureNetwork(ConfigureNetworkRequest request)
      throws AgentException, InterruptedException {
    AgentMessage answer =
        link.request(AgentMessage.newBuilder().setConfigureNetwork(request), Duration.ofMinutes(5));
    if (!answer.hasConfigureNetworkResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getConfigureNetworkResponse();
  }
}
