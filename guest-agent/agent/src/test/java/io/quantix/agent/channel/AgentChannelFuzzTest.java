package io.quantix.agent.channel;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.SessionNonces;
import io.quantix.agent.protocol.message.AgentHello;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.StreamChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a host sends, without a session and inside of one: the agent ends no thread of its own,
 * sends nothing that is no frame, and hears the next SYNC, and a ping after it.
 */
@Timeout(300)
class AgentChannelFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void anyBytesAndAnyMessages(byte[] host) throws Exception {
    survives(host);
  }

  @Test
  void messagesThatWereDamaged() throws Exception {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      byte[] script = script();
      for (int i = random.nextInt(5); i >= 0; i--) {
        int at = random.nextInt(script.length);
        script[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (script[at] ^ 1);
      }
      survives(Arrays.copyOf(script, random.nextInt(script.length) + 1));
    }
  }

  /** Each message with its length before it, as {@link #survives} takes them. */
  private static byte[] script() {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    AgentMessage.Builder message = AgentMessage.newBuilder().setMessageId("1");
    message.getHostHelloBuilder().setProtocolMajor(1).setUser("ada");
    add(script, message);
    message.clear().setMessageId("2").getPingBuilder().setSequence(9);
    add(script, message);
    message.clear().setMessageId("3").getFileWriteBuilder().setPath("/x").setStreamId(1);
    add(script, message);
    message
        .clear()
        .getStreamDataBuilder()
        .setStreamId(1)
        .setData(com.google.protobuf.ByteString.copyFromUtf8("some bytes"));
    add(script, message);
    message.clear().getStreamCreditBuilder().setStreamId(1).setBytes(100);
    add(script, message);
    message.clear().getStreamEndBuilder().setStreamId(1);
    add(script, message);
    message.clear().getStreamResetBuilder().setStreamId(1).getErrorBuilder().setCode(2007);
    add(script, message);
    message.clear().getCancelBuilder().setMessageId("3");
    add(script, message);
    message.clear().setMessageId("4").getFileReadBuilder().setPath("/x").setStreamId(2);
    add(script, message);
    message.clear().setMessageId("5").getThawBuilder();
    add(script, message);
    return script.toByteArray();
  }

  private static void add(ByteArrayOutputStream script, AgentMessage.Builder message) {
    byte[] bytes = message.build().toByteArray();
    script.write(bytes.length);
    script.writeBytes(bytes);
  }

  private static AgentMessage.Builder copy(AgentMessage request, RequestContext context)
      throws AgentException, InterruptedException {
    boolean write = request.hasFileWrite();
    int id = write ? request.getFileWrite().getStreamId() : request.getFileRead().getStreamId();
    AgentStream stream = context.openStream(id, 0, 0);
    AgentMessage.Builder answer = AgentMessage.newBuilder();
    byte[] piece = new byte[1024];
    try {
      if (write) {
        long total = 0;
        for (int n = stream.read(piece, 0, piece.length);
            n > 0;
            n = stream.read(piece, 0, piece.length)) {
          total += n;
        }
        answer.getFileWriteResponseBuilder().setBytesWritten(total);
      } else {
        stream.write(StreamChannel.STREAM_CHANNEL_MAIN, piece, 0, piece.length);
        answer.getFileReadResponseBuilder();
      }
    } catch (IOException e) {
      throw new AgentException(ErrorCode.STREAM_FAILED, "It broke off", e);
    }
    return answer;
  }

  private static void survives(byte[] host) throws Exception {
    RequestHandlers handlers =
        new RequestHandlers()
            .on(
                PayloadCase.PING,
                (request, context) -> {
                  AgentMessage.Builder pong = AgentMessage.newBuilder();
                  pong.getPongBuilder().setSequence(request.getPing().getSequence());
                  return pong;
                })
            .on(PayloadCase.FILE_WRITE, AgentChannelFuzzTest::copy)
            .on(PayloadCase.FILE_READ, AgentChannelFuzzTest::copy);
    MemoryPort port = new MemoryPort();
    Throwable[] failure = new Throwable[1];
    try (AgentChannel channel = new AgentChannel(port, handlers, AgentHello::newBuilder)) {
      Thread agent =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try {
                  channel.run();
                } catch (IOException | RuntimeException | Error e) {
                  failure[0] = e;
                }
              });
      port.send(host);
      SessionNonces session = port.synchronise();
      for (int at = 0; at < host.length; ) {
        int length = Math.min(host[at] & 0xff, host.length - at - 1);
        port.send(MemoryPort.frame(Arrays.copyOfRange(host, at + 1, at + 1 + length), session));
        at += 1 + length;
      }
      port.send(host);
      session = port.synchronise();
      AgentMessage.Builder ping = AgentMessage.newBuilder().setMessageId("last");
      ping.getPingBuilder().setSequence(42);
      port.send(MemoryPort.frame(ping.build().toByteArray(), session));
      AgentMessage pong = port.answer("last");
      port.hangUp();
      agent.join(60_000);
      if (agent.isAlive() || failure[0] != null || pong.getPong().getSequence() != 42) {
        throw new AssertionError("The agent did not survive: " + pong, failure[0]);
      }
    }
    if (port.broken() != null) {
      throw new AssertionError("What the agent sent is no frame: " + port.broken());
    }
  }
}
