package io.quantix.agent.protocol.vsock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.agent.channel.AgentChannel;
import io.quantix.agent.channel.HostPort;
import io.quantix.agent.channel.RequestHandlers;
import io.quantix.agent.client.AgentOptions;
import io.quantix.agent.client.AgentSession;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentHello;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Our host's end against our agent's main loop, over the sockets that carry VSOCK; the address
 * family is TCP's, since few machines have a loopback of VSOCK.
 */
@Timeout(120)
class AgentOverVsockTest {
  private static final int AF_INET = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final AgentOptions OPTIONS =
      AgentOptions.of("test").withHandshake(PATIENCE).withSilence(Duration.ZERO);

  private static byte[] loopback(int port) {
    return ByteBuffer.allocate(16)
        .order(ByteOrder.nativeOrder())
        .putShort((short) AF_INET)
        .order(ByteOrder.BIG_ENDIAN)
        .putShort((short) port)
        .put(new byte[] {127, 0, 0, 1})
        .array();
  }

  @Test
  void requestsAreAnsweredAndALostSessionComesBack() throws Exception {
    RequestHandlers handlers =
        new RequestHandlers()
            .on(
                PayloadCase.PING,
                (request, context) -> {
                  AgentMessage.Builder answer = AgentMessage.newBuilder();
                  answer.getPongBuilder().setSequence(request.getPing().getSequence());
                  return answer;
                })
            .on(
                PayloadCase.EXECUTE,
                (request, context) -> {
                  AgentMessage.Builder answer = AgentMessage.newBuilder();
                  answer
                      .getExecuteResponseBuilder()
                      .setStdout("x".repeat(request.getExecute().getTimeoutSeconds()));
                  return answer;
                });
    AtomicBoolean done = new AtomicBoolean();
    try (VsockListener listener = VsockListener.open(AF_INET, loopback(0), 0)) {
      Thread agent = Thread.ofPlatform().daemon().start(() -> serve(listener, handlers, done));
      int port = ByteBuffer.wrap(listener.name()).getShort(2) & 0xffff;
      VsockAddress name = new VsockAddress(VsockAddress.LOCAL, port);
      VsockChannel[] last = new VsockChannel[1];
      try (AgentSession session =
          AgentSession.open(
              () -> last[0] = VsockChannel.connect(AF_INET, loopback(port), name, PATIENCE),
              OPTIONS)) {
        for (int i = 0; i < 20; i++) {
          session.ping();
          AgentMessage.Builder large = AgentMessage.newBuilder();
          large.getExecuteBuilder().setTimeoutSeconds(200_000);
          assertThat(session.request(large, PATIENCE).getExecuteResponse().getStdout())
              .hasSize(200_000);
        }
        last[0].close();
        // Either the loss is noticed by it, or before it.
        while (true) {
          try {
            session.awaitConnected(PATIENCE);
            session.ping();
            break;
          } catch (AgentException e) {
            assertThat(e.code())
                .isIn(ErrorCode.CONNECTION_LOST, ErrorCode.READ_FAILED, ErrorCode.WRITE_FAILED);
          }
        }
      }
      done.set(true);
      agent.join();
    }
  }

  private static void serve(VsockListener listener, RequestHandlers handlers, AtomicBoolean done) {
    while (!done.get()) {
      try {
        VsockChannel host = listener.accept(Duration.ofMillis(100));
        if (host != null) {
          try (AgentChannel channel =
              new AgentChannel(
                  HostPort.socket(host),
                  handlers,
                  () -> AgentHello.newBuilder().setAgentVersion("0.1.0-test"))) {
            channel.run();
          }
        }
      } catch (IOException e) {
        // The host went away in its own manner.
      }
    }
  }

  @Test
  void aSystemWithoutVsockSaysSo() {
    assertThatThrownBy(() ->
            AgentSession.open(
                () -> {
                  throw new VsockUnavailableException("This system has no VSOCK (error 97)");
                },
                OPTIONS))
        .isInstanceOfSatisfying(
            AgentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.VSOCK_UNAVAILABLE));
  }
}
