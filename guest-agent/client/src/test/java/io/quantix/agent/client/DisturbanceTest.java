package io.quantix.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.quantix.agent.channel.RequestHandlers;
import io.quantix.agent.protocol.ControlFrame;
import io.quantix.agent.protocol.FrameWriter;
import io.quantix.agent.protocol.Nonce;
import io.quantix.agent.protocol.SessionNonces;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts that vanish at any byte of any message, and hosts that want the channel at once. */
@Timeout(300)
class DisturbanceTest {
  private static final AgentOptions OPTIONS =
      AgentOptions.of("test").withHandshake(Duration.ofSeconds(60)).withSilence(Duration.ZERO);

  private final List<String> executed = Collections.synchronizedList(new ArrayList<>());
  private SocketGuest guest;

  @BeforeEach
  void start() throws Exception {
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
                  executed.add(request.getExecute().getCommand());
                  AgentMessage.Builder answer = AgentMessage.newBuilder();
                  answer.getExecuteResponseBuilder().setStdout(request.getExecute().getCommand());
                  return answer;
                })
            .on(
                PayloadCase.FILE_WRITE,
                (request, context) -> {
                  AgentMessage.Builder answer = AgentMessage.newBuilder();
                  answer.getFileWriteResponseBuilder();
                  return answer;
                });
    guest = new SocketGuest(handlers);
  }

  @AfterEach
  void stop() throws Exception {
    guest.close();
  }

  private static AgentMessage command(String command) {
    AgentMessage.Builder message = AgentMessage.newBuilder().setMessageId("id of " + command);
    message.getExecuteBuilder().setCommand(command);
    return message.build();
  }

  /** What a host says in a session, one after the other, the last of it never whole. */
  private static byte[] conversation(Random random, SessionNonces session, String last)
      throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = random.nextInt(4); i > 0; i--) {
      AgentMessage.Builder message = AgentMessage.newBuilder().setMessageId("m" + i);
      switch (random.nextInt(5)) {
        case 0 -> message.getHostHelloBuilder().setProtocolMajor(1).setUser("ada");
        case 1 -> message.getPingBuilder().setSequence(random.nextLong());
        case 2 ->
            message
                .getFileWriteBuilder()
                .setPath("/x")
                .setData(ByteString.copyFrom(new byte[random.nextInt(60_000)]));
        case 3 -> message.getCancelBuilder().setMessageId("m" + random.nextInt(4));
        default -> message.getStreamDataBuilder().setStreamId(random.nextInt(3));
      }
      bytes.writeBytes(FrameWriter.encode(message.build(), session));
    }
    byte[] command = FrameWriter.encode(command(last), session);
    bytes.write(command, 0, random.nextInt(command.length));
    return bytes.toByteArray();
  }

  @Test
  void hostsThatVanishAtAnyByteOfAnyMessageLeaveTheNextOneInPeace() throws Exception {
    List<String> mustBe = new ArrayList<>();
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      try (SocketHost rude = SocketHost.connect(guest.socket())) {
        rude.sendBytes(conversation(random, rude.session(), "never " + seed));
        if (random.nextBoolean()) {
          rude.sendBytes(new ControlFrame.Sync(Nonce.random()).bytes(), random.nextInt(28));
        }
      }
      if (seed % 8 == 0) {
        String after = "after " + seed;
        try (AgentSession next = AgentSession.open(guest.opener(), OPTIONS)) {
          assertThat(next.request(command(after).toBuilder()).getExecuteResponse().getStdout())
              .isEqualTo(after);
        }
        mustBe.add(after);
      }
    }
    assertThat(executed).isEqualTo(mustBe);
  }

  /** One channel for all of them, as virtio-serial is: whoever comes last has the agent. */
  @Test
  void onOneChannelAFrameOfASessionThatIsOverIsNeverExecuted() throws Exception {
    try (SocketHost host = SocketHost.connect(guest.socket())) {
      for (int seed = 0; seed < 300; seed++) {
        Random random = new Random(seed);
        SessionNonces old = host.session();
        host.sendBytes(conversation(random, old, "cut " + seed));
        host.beginAnother();
        // Late words of the host before: whole, and right for its session. The session is over.
        host.sendBytes(FrameWriter.encode(command("late " + seed), old));
        host.beginAnother();
        AgentMessage.Builder ping = AgentMessage.newBuilder().setMessageId("ping " + seed);
        ping.getPingBuilder().setSequence(seed);
        host.send(ping.build());
        assertThat(host.readUntil("ping " + seed).getPong().getSequence()).isEqualTo(seed);
      }
    }
    assertThat(executed).isEmpty();
  }

  @Test
  void hostsThatWantTheChannelAtOnceGetItOneAfterTheOther() throws Exception {
    int hosts = 6;
    AtomicInteger answered = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(hosts);
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < hosts; i++) {
      int number = i;
      Thread.ofVirtual()
          .start(() -> {
            try {
              for (int round = 0; round < 5; round++) {
                try (AgentSession session = AgentSession.open(guest.opener(), OPTIONS)) {
                  String word = number + "/" + round;
                  if (session
                      .request(command(word).toBuilder())
                      .getExecuteResponse()
                      .getStdout()
                      .equals(word)) {
                    answered.incrementAndGet();
                  }
                }
              }
            } catch (Exception e) {
              failures.add(e);
            } finally {
              done.countDown();
            }
          });
    }
    assertThat(done.await(240, TimeUnit.SECONDS)).isTrue();
    assertThat(failures).isEmpty();
    assertThat(answered).hasValue(hosts * 5);
    assertThat(executed).hasSize(hosts * 5).doesNotHaveDuplicates();
  }

  @Test
  void aChannelThatIsClosedBeforeAWordCostsNothing() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (ByteChannel channel = guest.opener().open()) {
        channel.write(ByteBuffer.allocate(i));
      }
    }
    try (AgentSession session = AgentSession.open(guest.opener(), OPTIONS)) {
      session.ping();
    }
  }
}
