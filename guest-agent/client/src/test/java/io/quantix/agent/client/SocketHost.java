package io.quantix.agent.client;

import io.quantix.agent.protocol.ControlFrame;
import io.quantix.agent.protocol.FrameReader;
import io.quantix.agent.protocol.FrameWriter;
import io.quantix.agent.protocol.LargeAnswers;
import io.quantix.agent.protocol.Limits;
import io.quantix.agent.protocol.Nonce;
import io.quantix.agent.protocol.SessionNonces;
import io.quantix.agent.protocol.message.AgentMessage;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A host by hand: it reads and writes only when it is told to. */
final class SocketHost implements AutoCloseable, FrameReader.Sink {
  /** So often nothing is taken before the agent is said to read no more. */
  private static final int PATIENCE = 40;

  /** More than any queue between here and the agent holds. */
  private static final int MOST = 50_000;

  private final SocketChannel channel;
  private final FrameReader reader = new FrameReader(this);
  private Nonce nonce = Nonce.random();
  private final List<AgentMessage> arrived = new ArrayList<>();
  private final List<String> answered = new ArrayList<>();
  private ByteBuffer unsent = ByteBuffer.allocate(0);
  private @Nullable SessionNonces session;

  private SocketHost(SocketChannel channel) {
    this.channel = channel;
  }

  /** Begins a session. */
  static SocketHost connect(Path socket) throws Exception {
    SocketHost host = new SocketHost(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    host.write(ByteBuffer.wrap(new ControlFrame.Sync(host.nonce).bytes()));
    while (host.session == null) {
      host.read();
    }
    return host;
  }

  /** Another session on the same channel, whatever the agent is in the middle of. */
  void beginAnother() throws Exception {
    reader.end();
    session = null;
    nonce = Nonce.random();
    byte[] padding = new byte[Limits.PADDING];
    Arrays.fill(padding, (byte) -1);
    write(ByteBuffer.wrap(padding));
    write(ByteBuffer.wrap(new ControlFrame.Sync(nonce).bytes()));
    while (session == null) {
      read();
    }
  }

  void sendBytes(byte[] bytes) throws IOException {
    write(ByteBuffer.wrap(bytes));
  }

  void sendBytes(byte[] bytes, int count) throws IOException {
    write(ByteBuffer.wrap(bytes, 0, count));
  }

  SessionNonces session() {
    SessionNonces now = session;
    if (now == null) {
      throw new IllegalStateException("There is no session");
    }
    return now;
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  void send(AgentMessage message) throws Exception {
    write(ByteBuffer.wrap(FrameWriter.encode(message, session())));
  }

  /** Sends one after the other until the agent takes no more; gives how many, the last one cut. */
  int sendUntilItWaits(IntFunction<AgentMessage> messages) throws Exception {
    channel.configureBlocking(false);
    int sent = 0;
    int refused = 0;
    while (refused < PATIENCE && sent < MOST) {
      if (!unsent.hasRemaining()) {
        unsent = ByteBuffer.wrap(FrameWriter.encode(messages.apply(sent++), session()));
      }
      if (channel.write(unsent) > 0) {
        refused = 0;
      } else {
        refused++;
        Thread.sleep(25);
      }
    }
    return sent;
  }

  /** Sends the rest of the one that was cut, and one more, as the agent takes it. */
  void finishSending(AgentMessage last) throws Exception {
    byte[] frame = FrameWriter.encode(last, session());
    ByteBuffer all = ByteBuffer.allocate(unsent.remaining() + frame.length);
    all.put(unsent).put(frame).flip();
    ByteBuffer bytes = ByteBuffer.allocate(65_536);
    while (all.hasRemaining()) {
      channel.write(all);
      if (channel.read(bytes.clear()) > 0) {
        reader.accept(bytes.array(), 0, bytes.position());
      }
    }
    channel.configureBlocking(true);
  }

  private void read() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(65_536);
    if (channel.read(bytes) < 0) {
      throw new IOException("The agent has closed the channel");
    }
    reader.accept(bytes.array(), 0, bytes.position());
  }

  /** Reads until that request is answered. */
  AgentMessage readUntil(String id) throws Exception {
    while (!answered.contains(id)) {
      read();
    }
    return arrived.stream()
        .filter(message -> message.getMessageId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Reads until so many were answered: which, in that order. */
  List<String> readAnswers(int count) throws Exception {
    while (answered.size() < count) {
      read();
    }
    return answered;
  }

  @Override
  public void frame(byte[] frame, int offset, int length) {
    try {
      AgentMessage message = LargeAnswers.parse(frame, offset, length);
      if (!message.getMore() && !message.getMessageId().isEmpty()) {
        arrived.add(message);
        answered.add(message.getMessageId());
      }
    } catch (io.quantix.agent.protocol.AgentException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void control(ControlFrame frame) {
    if (frame instanceof ControlFrame.Acknowledgement acknowledgement
        && acknowledgement.nonces().host().equals(nonce)) {
      session = acknowledgement.nonces();
      reader.begin(acknowledgement.nonces());
    }
  }

  @Override
  public void lost(String why) {
    throw new AssertionError(why);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
