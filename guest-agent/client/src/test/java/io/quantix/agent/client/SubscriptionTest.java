package io.quantix.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.agent.channel.RequestHandlers;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.SubscribeRequest;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SubscriptionTest {
  private static final AgentOptions OPTIONS =
      AgentOptions.of("test").withHandshake(Duration.ofSeconds(60)).withSilence(Duration.ZERO);

  private final BlockingQueue<SubscribeRequest> asked = new LinkedBlockingQueue<>();
  private final RequestHandlers handlers =
      new RequestHandlers()
          .on(
              PayloadCase.SUBSCRIBE,
              (message, context) -> {
                SubscribeRequest request = message.getSubscribe();
                asked.add(request);
                AgentMessage.Builder answer = AgentMessage.newBuilder();
                answer
                    .getSubscribeResponseBuilder()
                    .setTelemetryIntervalSecs(request.getTelemetryIntervalSecs() == 0 ? 0 : 5);
                return answer;
              });

  @Test
  void whatWasSubscribedToHoldsForLaterSessions() throws Exception {
    try (SocketGuest guest = new SocketGuest(handlers);
        AgentSession session = AgentSession.open(guest.opener(), OPTIONS)) {
      assertThat(session.subscribe(Duration.ofMillis(10), true)).isEqualTo(Duration.ofSeconds(5));
      SubscribeRequest first = asked.take();
      assertThat(first.getTelemetryIntervalSecs()).isOne();
      assertThat(first.getClipboard()).isTrue();
      guest.dropHost();
      // Nobody asks for it: the session does by itself.
      assertThat(asked.take()).isEqualTo(first);
      session.awaitConnected(Duration.ofSeconds(60));
      assertThat(session.subscribe(Duration.ZERO, false)).isZero();
      assertThat(asked.take()).isEqualTo(SubscribeRequest.getDefaultInstance());
    }
  }
}
