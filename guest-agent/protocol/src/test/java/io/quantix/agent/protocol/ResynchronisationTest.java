package io.quantix.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.FileWriteRequest;
import io.quantix.agent.protocol.message.PongResponse;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host that goes away at any byte, and one that comes back in the middle of what was said. */
class ResynchronisationTest {
  private static final byte[] PADDING = new byte[Limits.PADDING];

  static {
    Arrays.fill(PADDING, (byte) -1);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** What a host does: SYNC, and if nobody answers, padding and SYNC once more. */
  private static SessionNonces connect(AgentModel agent, int piece) {
    Nonce nonce = Nonce.random();
    byte[] sync = new ControlFrame.Sync(nonce).bytes();
    agent.receive(sync, piece);
    SessionNonces session = agent.acknowledged(nonce);
    if (session == null) {
      agent.receive(join(PADDING, sync), Math.max(piece, 4096));
      session = agent.acknowledged(nonce);
    }
    assertThat(session).as("acknowledged").isNotNull();
    return java.util.Objects.requireNonNull(session);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096})
  void anAgentRecoversFromACutAtAnyByteAndRunsNothingTwiceOrLate(int piece) {
    List<String> commands = List.of("a", "bb", "c".repeat(60), "d", "e".repeat(31));
    int total = 0;
    int cut = 0;
    do {
      AgentModel agent = new AgentModel();
      SessionNonces old = connect(agent, piece);
      List<byte[]> frames = new ArrayList<>();
      frames.add(new byte[4]);
      List<Integer> ends = new ArrayList<>();
      int at = 4;
      for (String command : commands) {
        byte[] frame = AgentModel.request(command, old);
        frames.add(frame);
        at += frame.length;
        ends.add(at);
      }
      // The old host's own new SYNC may be cut as well.
      frames.add(new ControlFrame.Sync(Nonce.random()).bytes());
      byte[] said = join(frames.toArray(byte[][]::new));
      total = said.length;
      agent.receive(Arrays.copyOf(said, cut), piece);
      int whole = 0;
      for (int end : ends) {
        whole += end <= cut ? 1 : 0;
      }
      assertThat(agent.executed).as("cut at %d", cut).isEqualTo(commands.subList(0, whole));

      SessionNonces next = connect(agent, piece);
      agent.receive(AgentModel.request("new", next), piece);
      List<String> expected = new ArrayList<>(commands.subList(0, whole));
      expected.add("new");
      assertThat(agent.executed).as("cut at %d", cut).isEqualTo(expected);
    } while (cut++ < total);
    assertThat(total).isGreaterThan(200);
  }

  /** Else the first byte of a control frame would complete a frame that lacks its last one. */
  @Test
  void noFrameEndsAsAControlFrameBegins() {
    for (int i = 0; i < 2000; i++) {
      byte[] frame =
          AgentModel.request(
              "command " + i, new SessionNonces(new Nonce(i, ~i), new Nonce(-i, 7L * i)));
      assertThat(frame[frame.length - 1]).isNotEqualTo((byte) -1);
    }
  }

  @Test
  void aCutInALargeFrameIsRecoveredFromWherever() {
    RandomGenerator random = new Random(5);
    AgentModel agent = new AgentModel();
    for (int i = 0; i < 100; i++) {
      SessionNonces session = connect(agent, 8192);
      byte[] large = AgentModel.request("x".repeat(random.nextInt(1, 250_000)), session);
      int before = agent.executed.size();
      agent.receive(Arrays.copyOf(large, random.nextInt(large.length)), 8192);
      SessionNonces next = connect(agent, 8192);
      agent.receive(AgentModel.request("new", next), 8192);
      assertThat(agent.executed.subList(before, agent.executed.size())).containsExactly("new");
    }
  }

  @Test
  void aHostIgnoresEverythingBeforeItsOwnAcknowledgement() throws AgentException {
    SessionNonces old = new SessionNonces(Nonce.random(), Nonce.random());
    byte[] stale =
        join(
            new ControlFrame.Acknowledgement(old).bytes(),
            pong(1, old),
            pong(2, old),
            new ControlFrame.Lost().bytes(),
            pong(3, old));
    for (int from = 0; from <= stale.length; from++) {
      SessionNonces mine = new SessionNonces(Nonce.random(), Nonce.random());
      HostModel host = new HostModel(mine.host());
      host.reader.accept(stale, from, stale.length - from);
      byte[] fresh = join(new ControlFrame.Acknowledgement(mine).bytes(), pong(9, mine));
      host.reader.accept(fresh, 0, fresh.length);
      assertThat(host.pongs).as("from byte %d", from).containsExactly(9L);
    }
  }

  @Test
  void framesOfAnotherSessionAreNeverExecuted() {
    AgentModel agent = new AgentModel();
    SessionNonces old = connect(agent, 100);
    byte[] late = AgentModel.request("late", old);
    SessionNonces next = connect(agent, 100);
    agent.receive(late, 100);
    assertThat(agent.executed).isEmpty();
    assertThat(agent.said).endsWith(new ControlFrame.Lost());
    agent.receive(AgentModel.request("not after what was unreadable", next), 100);
    assertThat(agent.executed).isEmpty();
  }

  @Test
  void whatIsInAFileIsNeverExecutedEvenByAnAgentThatStartsInItsMiddle() throws AgentException {
    // The file's author knows the protocol, but not what the agent will give to a session.
    Nonce chosen = Nonce.random();
    SessionNonces guessed = new SessionNonces(chosen, new Nonce(0, 0));
    byte[] file =
        join(
            new ControlFrame.Sync(chosen).bytes(),
            AgentModel.request("evil", guessed),
            new ControlFrame.Acknowledgement(guessed).bytes(),
            AgentModel.request("evil", guessed));
    SessionNonces real = new SessionNonces(Nonce.random(), Nonce.random());
    byte[] upload =
        FrameWriter.encode(
            AgentMessage.newBuilder()
                .setMessageId("upload")
                .setFileWrite(
                    FileWriteRequest.newBuilder()
                        .setData(com.google.protobuf.ByteString.copyFrom(file)))
                .build(),
            real);
    for (int from = 0; from < upload.length; from++) {
      AgentModel agent = new AgentModel();
      agent.receive(Arrays.copyOfRange(upload, from, upload.length), 50);
      assertThat(agent.executed).isEmpty();
      SessionNonces session = connect(agent, 50);
      agent.receive(AgentModel.request("good", session), 50);
      assertThat(agent.executed).containsExactly("good");
    }
  }

  @Test
  void theSameSyncTwiceBeginsOneSession() {
    AgentModel agent = new AgentModel();
    Nonce nonce = Nonce.random();
    byte[] sync = new ControlFrame.Sync(nonce).bytes();
    agent.receive(join(sync, PADDING, sync), 1000);
    assertThat(agent.said).hasSize(2);
    assertThat(agent.said.get(0)).isEqualTo(agent.said.get(1));
    SessionNonces session = agent.acknowledged(nonce);
    agent.receive(AgentModel.request("once", java.util.Objects.requireNonNull(session)), 1000);
    assertThat(agent.executed).containsExactly("once");
  }

  private static byte[] pong(long sequence, SessionNonces session) throws AgentException {
    return FrameWriter.encode(
        AgentMessage.newBuilder().setPong(PongResponse.newBuilder().setSequence(sequence)).build(),
        session);
  }

  /** The rules of the host's end. */
  private static final class HostModel implements FrameReader.Sink {
    final List<Long> pongs = new ArrayList<>();
    final FrameReader reader = new FrameReader(this);
    private @Nullable Nonce waitsFor;

    HostModel(Nonce nonce) {
      waitsFor = nonce;
    }

    @Override
    public void frame(byte[] frame, int offset, int length) {
      try {
        pongs.add(AgentMessage.parser().parseFrom(frame, offset, length).getPong().getSequence());
      } catch (com.google.protobuf.InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void control(ControlFrame frame) {
      if (frame instanceof ControlFrame.Acknowledgement acknowledgement
          && acknowledgement.nonces().host().equals(waitsFor)) {
        waitsFor = null;
        reader.begin(acknowledgement.nonces());
      }
    }

    @Override
    public void lost(String why) {
      throw new AssertionError(why);
    }
  }
}
