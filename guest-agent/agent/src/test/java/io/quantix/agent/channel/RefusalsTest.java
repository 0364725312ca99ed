package io.quantix.agent.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.Limits;
import io.quantix.agent.protocol.SessionNonces;
import io.quantix.agent.protocol.message.AgentHello;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the agent's main loop refuses, with which code, and that it goes on. */
@Timeout(180)
class RefusalsTest {
  private final MemoryPort port = new MemoryPort();
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final AtomicBoolean frozen = new AtomicBoolean();
  private AgentChannel channel;
  private SessionNonces session;

  @BeforeEach
  void begin() throws Exception {
    RequestHandlers handlers =
        new RequestHandlers()
            .refuseWhile(frozen::get)
            .on(
                PayloadCase.PING,
                (request, context) -> {
                  AgentMessage.Builder pong = AgentMessage.newBuilder();
                  pong.getPongBuilder();
                  return pong;
                })
            .on(
                PayloadCase.THAW,
                (request, context) -> {
                  AgentMessage.Builder thawed = AgentMessage.newBuilder();
                  thawed.getThawResponseBuilder();
                  return thawed;
                })
            .on(
                PayloadCase.SHUTDOWN,
                (request, context) -> {
                  mayAnswer.await();
                  AgentMessage.Builder done = AgentMessage.newBuilder();
                  done.getShutdownResponseBuilder();
                  return done;
                })
            .on(
                PayloadCase.EXECUTE,
                (request, context) -> {
                  AgentMessage.Builder large = AgentMessage.newBuilder();
                  large.getExecuteResponseBuilder().setStdout("x".repeat(Limits.MAX_FRAME));
                  return large;
                })
            .on(
                PayloadCase.FILE_DELETE,
                (request, context) -> {
                  throw new IllegalStateException("a fault of ours");
                })
            .on(
                PayloadCase.FILE_READ,
                (request, context) -> {
                  context.openStream(0, 0, 0);
                  throw new AgentException(ErrorCode.FILE_IO_FAILED, "not reached");
                });
    channel = new AgentChannel(port, handlers, AgentHello::newBuilder);
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            channel.run();
          } catch (IOException e) {
            // The test is over.
          }
        });
    session = port.synchronise();
  }

  @AfterEach
  void end() {
    mayAnswer.countDown();
    port.hangUp();
    channel.close();
  }

  private void send(AgentMessage.Builder message) {
    port.send(MemoryPort.frame(message.build().toByteArray(), session));
  }

  private ErrorCode code(String id) throws Exception {
    AgentMessage answer = port.answer(id);
    assertThat(answer.hasError()).as(answer.toString()).isTrue();
    return ErrorCode.of(answer.getError().getCode()).orElseThrow();
  }

  private static AgentMessage.Builder request(String id) {
    return AgentMessage.newBuilder().setMessageId(id);
  }

  private void ping(String id) throws Exception {
    AgentMessage.Builder ping = request(id);
    ping.getPingBuilder();
    send(ping);
    assertThat(port.answer(id).hasPong()).isTrue();
  }

  @Test
  void aFrameThatIsNoMessage() throws Exception {
    port.send(MemoryPort.frame(new byte[] {0x0A, 0x7F, 1, 2}, session));
    assertThat(code("")).isEqualTo(ErrorCode.INVALID_MESSAGE);
    ping("after");
  }

  @Test
  void anotherVersionOfTheProtocol() throws Exception {
    AgentMessage.Builder hello = request("hello");
    hello.getHostHelloBuilder().setProtocolMajor(2);
    send(hello);
    assertThat(port.answer("hello").getAgentHello().getProtocolMajor()).isEqualTo(Limits.MAJOR);
    AgentMessage.Builder ping = request("ping");
    ping.getPingBuilder();
    send(ping);
    assertThat(code("ping")).isEqualTo(ErrorCode.INVALID_MESSAGE);
  }

  @Test
  void namesOfRequests() throws Exception {
    AgentMessage.Builder ping = request("");
    ping.getPingBuilder();
    send(ping);
    assertThat(code("")).isEqualTo(ErrorCode.INVALID_MESSAGE_ID);
    send(ping.setMessageId("x".repeat(65)));
    assertThat(code("x".repeat(64))).isEqualTo(ErrorCode.INVALID_MESSAGE_ID);
    AgentMessage.Builder slow = request("slow");
    slow.getShutdownBuilder();
    send(slow);
    send(slow);
    assertThat(code("slow")).isEqualTo(ErrorCode.INVALID_MESSAGE_ID);
    mayAnswer.countDown();
    assertThat(port.answer("slow").hasShutdownResponse()).isTrue();
  }

  @Test
  void tooManyRequestsButThereIsRoomToThaw() throws Exception {
    for (int i = 0; i < Limits.MAX_REQUESTS; i++) {
      AgentMessage.Builder slow = request("slow " + i);
      slow.getShutdownBuilder();
      send(slow);
    }
    AgentMessage.Builder more = request("more");
    more.getExecuteBuilder().setCommand("x");
    send(more);
    AgentMessage refused = port.answer("more");
    assertThat(refused.getError().getCode()).isEqualTo(ErrorCode.RATE_LIMIT_EXCEEDED.number());
    assertThat(refused.getError().getRetryAfterMs()).isPositive();
    ping("ping");
    AgentMessage.Builder thaw = request("thaw");
    thaw.getThawBuilder();
    send(thaw);
    assertThat(port.answer("thaw").hasThawResponse()).isTrue();
  }

  @Test
  void anAnswerThatNoFrameHoldsAndAFaultOfOurs() throws Exception {
    AgentMessage.Builder large = request("large");
    large.getExecuteBuilder().setCommand("x");
    send(large);
    assertThat(code("large")).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
    AgentMessage.Builder fault = request("fault");
    fault.getFileDeleteBuilder().setPath("/x");
    send(fault);
    assertThat(code("fault")).isEqualTo(ErrorCode.INTERNAL_ERROR);
    AgentMessage.Builder stream = request("stream");
    stream.getFileReadBuilder().setPath("/x");
    send(stream);
    assertThat(code("stream")).isEqualTo(ErrorCode.INVALID_REQUEST);
    ping("after");
  }

  @Test
  void whatWritesWhileFileSystemsAreFrozen() throws Exception {
    frozen.set(true);
    AgentMessage.Builder execute = request("execute");
    execute.getExecuteBuilder().setCommand("x");
    send(execute);
    assertThat(code("execute")).isEqualTo(ErrorCode.ALREADY_QUIESCED);
    ping("ping");
    frozen.set(false);
    send(execute.setMessageId("again"));
    assertThat(code("again")).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
  }

  @Test
  void aCancelledRequestSaysSo() throws Exception {
    AgentMessage.Builder slow = request("slow");
    slow.getShutdownBuilder();
    send(slow);
    AgentMessage.Builder cancel = AgentMessage.newBuilder();
    cancel.getCancelBuilder().setMessageId("slow");
    send(cancel);
    assertThat(code("slow")).isEqualTo(ErrorCode.CANCELLED);
  }
}
