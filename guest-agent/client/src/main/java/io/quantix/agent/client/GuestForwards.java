package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.ForwardRequest;
import java.io.IOException;
import java.util.function.Consumer;

/** TCP connections into a guest over its agent's channel: no network of the guest's is needed. */
public final class GuestForwards {
  private final GuestLink link;

  GuestForwards(GuestLink link) {
    this.link = link;
  }

  /**
   * Has the guest connect to something; close the connection in the end.
   *
   * @param host as the guest knows it; empty: the guest itself
   * @throws AgentException the guest's reason: FEATURE_DISABLED if its owner does not allow that
   *     target, FORWARD_FAILED if nothing takes the connection there
   */
  public GuestConnection connect(String host, int port)
      throws AgentException, InterruptedException {
    AgentMessage.Builder message =
        AgentMessage.newBuilder()
            .setForward(ForwardRequest.newBuilder().setHost(host).setPort(port));
    AgentSession session = Guest.streaming(link, "makes no connections");
    PendingRequest request = session.beginStreamed(message, (done, total, text) -> {});
    try {
      request.awaitStream(session.patience());
      return new GuestConnection(request);
    } catch (AgentException | InterruptedException e) {
      request.close();
      throw e;
    }
  }

  /**
   * Takes connections on this machine's loopback address (which every user of this machine can
   * make) and carries each to one that the guest makes, until it is closed.
   *
   * @param localPort 0: any that is free
   * @param host as the guest knows it; empty: the guest itself
   * @param failed told why a connection that was taken could not go on; must not wait
   * @throws IOException if the local port cannot be had
   */
  public GuestForward listen(int localPort, String host, int port, Consumer<AgentException> failed)
      throws IOException {
    return GuestForward.open(localPort, () -> connect(host, port), failed);
  }
}
