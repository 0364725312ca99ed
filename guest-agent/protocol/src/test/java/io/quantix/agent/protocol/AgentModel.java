package io.quantix.agent.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.ExecuteRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the agent's end, without threads: what it would execute, and what it would answer.
 */
final class AgentModel implements FrameReader.Sink {
  final List<String> executed = new ArrayList<>();
  final List<ControlFrame> said = new ArrayList<>();
  private final FrameReader reader = new FrameReader(this);
  private @Nullable SessionNonces session;

  /** Takes bytes in pieces of a size. */
  void receive(byte[] bytes, int piece) {
    for (int at = 0; at < bytes.length; at += piece) {
      reader.accept(bytes, at, Math.min(piece, bytes.length - at));
    }
  }

  /** The session that it acknowledged last, if that is of this nonce. */
  @Nullable SessionNonces acknowledged(Nonce host) {
    SessionNonces now = session;
    return now != null && now.host().equals(host) && reader.inSession() ? now : null;
  }

  @Override
  public void frame(byte[] frame, int offset, int length) {
    try {
      executed.add(
          AgentMessage.parser().parseFrom(frame, offset, length).getExecute().getCommand());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("A frame with the right checksum is no message", e);
    }
  }

  @Override
  public void control(ControlFrame frame) {
    if (frame instanceof ControlFrame.Sync sync) {
      SessionNonces now = session;
      if (now == null || !reader.inSession() || !now.host().equals(sync.host())) {
        now = new SessionNonces(sync.host(), Nonce.random());
        session = now;
        reader.begin(now);
      }
      said.add(new ControlFrame.Acknowledgement(now));
    }
  }

  @Override
  public void lost(String why) {
    said.add(new ControlFrame.Lost());
  }

  /** A request of a session, as its frame. */
  static byte[] request(String command, SessionNonces session) {
    try {
      return FrameWriter.encode(
          AgentMessage.newBuilder()
              .setMessageId("1")
              .setExecute(ExecuteRequest.newBuilder().setCommand(command))
              .build(),
          session);
    } catch (AgentException e) {
      throw new AssertionError(e);
    }
  }
}
