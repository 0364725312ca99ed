package io.quantix.agent.channel;

import io.quantix.agent.protocol.ControlFrame;
import io.quantix.agent.protocol.FrameReader;
import io.quantix.agent.protocol.LargeAnswers;
import io.quantix.agent.protocol.Limits;
import io.quantix.agent.protocol.Nonce;
import io.quantix.agent.protocol.SessionNonces;
import io.quantix.agent.protocol.message.AgentMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A port in memory with a host by hand at its other end, who reads all that comes. */
final class MemoryPort implements HostPort, FrameReader.Sink {
  private static final byte[] END = new byte[0];

  private final BlockingQueue<byte[]> toAgent = new LinkedBlockingQueue<>();
  private final BlockingQueue<SessionNonces> acknowledged = new LinkedBlockingQueue<>();
  private final BlockingQueue<AgentMessage> messages = new LinkedBlockingQueue<>();
  private final FrameReader reader = new FrameReader(this);
  private volatile @Nullable Nonce wanted;
  private volatile @Nullable String broken;

  void send(byte[] bytes) {
    if (bytes.length > 0) {
      toAgent.add(bytes);
    }
  }

  void hangUp() {
    toAgent.add(END);
  }

  /** A new session, whatever the agent is in the middle of. */
  SessionNonces synchronise() throws InterruptedException {
    Nonce nonce = Nonce.random();
    wanted = nonce;
    byte[] padding = new byte[Limits.PADDING];
    Arrays.fill(padding, (byte) -1);
    send(padding);
    send(new ControlFrame.Sync(nonce).bytes());
    SessionNonces session = acknowledged.poll(60, TimeUnit.SECONDS);
    if (session == null) {
      throw new AssertionError("The SYNC was not heard");
    }
    return session;
  }

  /** Whatever bytes as a frame of the session. */
  static byte[] frame(byte[] message, SessionNonces session) {
    ByteBuffer frame = ByteBuffer.allocate(4 + message.length + 5);
    frame.putInt(message.length + 5).put(message).put((byte) 0x4D);
    frame.order(ByteOrder.LITTLE_ENDIAN).putInt(session.checksum(frame.array(), 4, message.length));
    return frame.array();
  }

  /** The next message of the agent that answers this request. */
  AgentMessage answer(String id) throws InterruptedException {
    while (true) {
      AgentMessage message = messages.poll(60, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError(id + " was not answered");
      }
      if (message.getMessageId().equals(id)) {
        return message;
      }
    }
  }

  /** What was wrong with the agent's bytes, if anything was. */
  @Nullable String broken() {
    return broken;
  }

  @Override
  public InputStream input() {
    return new InputStream() {
      private byte[] piece = END;
      private int at;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (at == piece.length) {
          try {
            piece = toAgent.take();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          at = 0;
          if (piece.length == 0) {
            return -1;
          }
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, count);
        at += count;
        return count;
      }
    };
  }

  @Override
  public OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        reader.accept(bytes, offset, length);
      }
    };
  }

  @Override
  public boolean outlivesItsHost() {
    return false;
  }

  @Override
  public void close() {}

  @Override
  public void frame(byte[] frame, int offset, int length) {
    try {
      messages.add(LargeAnswers.parse(frame, offset, length));
    } catch (io.quantix.agent.protocol.AgentException e) {
      broken = e.reason();
    }
  }

  @Override
  public void control(ControlFrame frame) {
    if (frame instanceof ControlFrame.Acknowledgement acknowledgement) {
      reader.begin(acknowledgement.nonces());
      if (acknowledgement.nonces().host().equals(wanted)) {
        messages.clear();
        acknowledged.add(acknowledgement.nonces());
      }
    } else {
      reader.end();
    }
  }

  @Override
  public void lost(String why) {
    broken = why;
  }
}
