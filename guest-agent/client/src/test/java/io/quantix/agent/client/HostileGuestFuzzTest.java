package io.quantix.agent.client;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.ByteString;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ControlFrame;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.FrameReader;
import io.quantix.agent.protocol.LargeAnswers;
import io.quantix.agent.protocol.Nonce;
import io.quantix.agent.protocol.SessionNonces;
import io.quantix.agent.protocol.message.AgentMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a guest sends, before its session and in answer to each request: a session opens or says
 * why not, each request is answered or fails with a reason of its own, and nothing hangs.
 */
@Timeout(300)
class HostileGuestFuzzTest {
  private static final AgentOptions OPTIONS =
      AgentOptions.of("test")
          .withHandshake(Duration.ofSeconds(60))
          .withSilence(Duration.ZERO)
          .withoutReconnecting();

  @FuzzTest(maxDuration = "30s")
  void anyBytesAndAnyAnswers(byte[] guest) throws Exception {
    survives(guest);
  }

  @Test
  void answersThatWereDamaged() throws Exception {
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

  private static byte[] script() {
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    AgentMessage.Builder message = AgentMessage.newBuilder();
    message.getAgentHelloBuilder().setProtocolMajor(1).getGuestBuilder().setHostname("h\u202eost");
    add(script, message);
    message.clear().getProgressBuilder().setDone(-1).setTotal(-5).setText("\u001b[2J");
    add(script, message);
    message.clear().getStreamOpenedBuilder().setStreamId(1).setTotalBytes(-1);
    add(script, message);
    message.clear().getStreamDataBuilder().setStreamId(1).setData(ByteString.copyFromUtf8("data"));
    add(script, message);
    message.clear().getStreamCreditBuilder().setStreamId(1).setBytes(-1);
    add(script, message);
    message.clear().setMore(true).getListProcessesResponseBuilder().addProcessesBuilder().setPid(1);
    add(script, message);
    message.clear().getErrorBuilder().setCode(4_000_000).setMessage("\u0000");
    add(script, message);
    message.clear().getTelemetryBuilder().setCpuPercent(Double.NaN);
    add(script, message);
    message.clear().getFileReadResponseBuilder().setTotalBytes(-7);
    add(script, message);
    return script.toByteArray();
  }

  private static void add(ByteArrayOutputStream script, AgentMessage.Builder message) {
    byte[] bytes = message.build().toByteArray();
    script.write(bytes.length);
    script.writeBytes(bytes);
  }

  private static void survives(byte[] script) throws Exception {
    try (AgentSession session = AgentSession.open(() -> new HostileChannel(script), OPTIONS)) {
      for (int i = 0; i < 4; i++) {
        AgentMessage.Builder list = AgentMessage.newBuilder();
        list.getListProcessesBuilder();
        try {
          session.request(list, Duration.ofMillis(50));
        } catch (AgentException e) {
          typed(e);
        }
        AgentMessage.Builder read = AgentMessage.newBuilder();
        read.getFileReadBuilder().setPath("/x");
        try (PendingRequest request = session.beginStreamed(read, (done, total, text) -> {})) {
          request.await(Duration.ofMillis(50));
        } catch (AgentException e) {
          typed(e);
        }
      }
    } catch (AgentException e) {
      typed(e);
    }
  }

  /** A failure of ours would be one of these, with its cause. */
  private static void typed(AgentException e) {
    boolean ours = e.getCause() instanceof RuntimeException || e.getCause() instanceof Error;
    if (ours || (e.code() == ErrorCode.INTERNAL_ERROR && e.getCause() != null)) {
      throw new AssertionError("no reason of its own", e);
    }
  }

  /**
   * A guest that says the script's bytes first, then begins a session as it must, and then answers
   * each message of the host with the next of the script, under the id that it came with. After the
   * last it says the bytes once more, as they are, and closes the channel.
   */
  private static final class HostileChannel implements ByteChannel, FrameReader.Sink {
    private static final byte[] END = new byte[0];

    private final byte[] script;
    private final FrameReader reader = new FrameReader(this);
    private final BlockingQueue<byte[]> toHost = new LinkedBlockingQueue<>();
    private ByteBuffer piece = ByteBuffer.allocate(0);
    private SessionNonces session = new SessionNonces(new Nonce(0, 0), new Nonce(0, 0));
    private int at;
    private boolean over;
    private volatile boolean open = true;

    HostileChannel(byte[] script) {
      this.script = script;
      // The first bytes alone: all of them may hold a length that swallows the acknowledgement.
      say(Arrays.copyOf(script, Math.min(3, script.length)));
    }

    private void say(byte[] bytes) {
      if (bytes.length > 0) {
        toHost.add(bytes.clone());
      }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      if (!piece.hasRemaining()) {
        try {
          piece = ByteBuffer.wrap(toHost.take());
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        if (!piece.hasRemaining()) {
          return -1;
        }
      }
      int count = Math.min(into.remaining(), piece.remaining());
      into.put(piece.slice(piece.position(), count));
      piece.position(piece.position() + count);
      return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      if (!open) {
        throw new IOException("closed");
      }
      byte[] bytes = new byte[from.remaining()];
      from.get(bytes);
      reader.accept(bytes, 0, bytes.length);
      return bytes.length;
    }

    @Override
    public void control(ControlFrame frame) {
      if (frame instanceof ControlFrame.Sync sync) {
        session = new SessionNonces(sync.host(), Nonce.random());
        say(new ControlFrame.Acknowledgement(session).bytes());
        reader.begin(session);
      }
    }

    @Override
    public void frame(byte[] frame, int offset, int length) {
      String id = "";
      try {
        id = LargeAnswers.parse(frame, offset, length).getMessageId();
      } catch (AgentException e) {
        throw new AssertionError(e);
      }
      byte[] name = AgentMessage.newBuilder().setMessageId(id).build().toByteArray();
      if (at < script.length) {
        int size = Math.min(script[at] & 0xff, script.length - at - 1);
        byte[] message = Arrays.copyOf(name, name.length + size);
        System.arraycopy(script, at + 1, message, name.length, size);
        at += 1 + size;
        say(framed(message));
      } else if (!over) {
        over = true;
        say(script);
        toHost.add(END);
      }
    }

    private byte[] framed(byte[] message) {
      ByteBuffer frame = ByteBuffer.allocate(4 + message.length + 5);
      frame.putInt(message.length + 5).put(message).put((byte) 0x4D);
      frame
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(session.checksum(frame.array(), 4, message.length));
      return frame.array();
    }

    @Override
    public void lost(String why) {
      throw new AssertionError(why);
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
      toHost.add(END);
    }
  }
}
