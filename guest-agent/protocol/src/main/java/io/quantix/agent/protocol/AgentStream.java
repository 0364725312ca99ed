package io.quantix.agent.protocol;

import com.google.protobuf.ByteString;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.StreamChannel;
import io.quantix.agent.protocol.message.StreamCredit;
import io.quantix.agent.protocol.message.StreamEnd;
import io.quantix.agent.protocol.message.StreamReset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One end of a stream of a session: bytes in both directions, each sent only as the other end takes
 * them. One thread may read while others write.
 *
 * <p>Both ends begin with {@link Limits#WINDOW} bytes of credit. Whoever reads gives credit back
 * for what was read, a chunk at a time; whoever sends more than that breaks the protocol.
 */
public final class AgentStream implements AutoCloseable {
  /** Some bytes, and on which channel they came. */
  public record Chunk(StreamChannel channel, ByteString data) {}

  private final int id;
  private final Streams streams;
  private final OutgoingFrames out;
  private final SessionNonces session;
  private final ArrayDeque<Chunk> arrived = new ArrayDeque<>();

  /** Sent by the other end and not yet credited back. */
  private int uncredited;

  /** Read here and not yet credited back. */
  private int toCredit;

  private int credit = Limits.WINDOW;
  private ByteBuffer reading = ByteBuffer.allocate(0);
  private boolean endSent;
  private boolean endArrived;
  private boolean discarding;
  private @Nullable AgentException failure;

  AgentStream(int id, Streams streams, OutgoingFrames out, SessionNonces session) {
    this.id = id;
    this.streams = streams;
    this.out = out;
    this.session = session;
  }

  /** Its number in its session. */
  public int id() {
    return id;
  }

  /**
   * Waits for the next bytes.
   *
   * @return nothing when the other end has sent all, or {@link #stopReading} was called
   * @throws IOException if the stream was reset or its session is over; its cause says why
   */
  public @Nullable Chunk take() throws IOException, InterruptedException {
    Chunk chunk;
    synchronized (this) {
      while (arrived.isEmpty() && !endArrived && !discarding && failure == null) {
        wait();
      }
      AgentException failed = failure;
      if (failed != null) {
        throw new IOException(failed.reason(), failed);
      }
      chunk = arrived.poll();
      if (chunk == null) {
        return null;
      }
    }
    giveBack(chunk.data().size());
    return chunk;
  }

  /**
   * Reads bytes of the main channel; those of the other are passed over.
   *
   * @return how many, at least one; -1 when the other end has sent all
   * @throws IOException if the stream was reset or its session is over; its cause says why
   */
  public int read(byte[] into, int offset, int length) throws IOException, InterruptedException {
    while (!reading.hasRemaining()) {
      Chunk chunk = take();
      if (chunk == null) {
        return -1;
      }
      if (chunk.channel() == StreamChannel.STREAM_CHANNEL_MAIN) {
        reading = chunk.data().asReadOnlyByteBuffer();
      }
    }
    int count = Math.min(length, reading.remaining());
    reading.get(into, offset, count);
    return count;
  }

  private void giveBack(int bytes) throws IOException {
    int back;
    synchronized (this) {
      toCredit += bytes;
      if (toCredit < Limits.CHUNK || endArrived || failure != null) {
        return;
      }
      back = toCredit;
      toCredit = 0;
      uncredited -= back;
    }
    send(
        AgentMessage.newBuilder()
            .setStreamCredit(StreamCredit.newBuilder().setStreamId(id).setBytes(back)));
  }

  /**
   * Sends bytes, cut into chunks; waits for credit.
   *
   * @throws IOException if the stream was reset or ended, or its session is over
   */
  public void write(StreamChannel channel, byte[] from, int offset, int length)
      throws IOException, InterruptedException {
    int done = 0;
    while (done < length) {
      int count = Math.min(length - done, Limits.CHUNK);
      synchronized (this) {
        while (credit == 0 && failure == null && !endSent) {
          wait();
        }
        AgentException failed = failure;
        if (failed != null) {
          throw new IOException(failed.reason(), failed);
        }
        if (endSent) {
          throw new IOException("This end of the stream has said that it sends no more");
        }
        count = Math.min(count, credit);
        credit -= count;
      }
      if (!out.chunk(id, channel, from, offset + done, count, session)) {
        throw over();
      }
      done += count;
    }
  }

  /** Says that nothing more will be written; reading goes on. */
  public void end() throws IOException {
    synchronized (this) {
      if (endSent || failure != null) {
        return;
      }
      endSent = true;
      notifyAll();
    }
    try {
      out.afterChunks(
          AgentMessage.newBuilder().setStreamEnd(StreamEnd.newBuilder().setStreamId(id)).build(),
          session);
    } catch (AgentException e) {
      throw new IOException(e);
    }
    forgetIfOver();
  }

  /**
   * Reads nothing more: what the other end still sends is thrown away, and whoever waits for it
   * finds the end. What was written here arrives nevertheless.
   */
  public void stopReading() {
    synchronized (this) {
      if (failure != null || endArrived) {
        return;
      }
      discarding = true;
      uncredited = 0;
      toCredit = 0;
      arrived.clear();
      notifyAll();
    }
    streams.forget(this);
  }

  /** Lets writers fail from now on: the other end has said that it reads nothing more. */
  public synchronized void stopWriting() {
    endSent = true;
    notifyAll();
  }

  /** Ends both directions. If the other end has not sent all, it is told that nobody reads it. */
  @Override
  public void close() {
    boolean over;
    synchronized (this) {
      over = endSent && endArrived;
    }
    if (!over) {
      reset(new AgentException(ErrorCode.CANCELLED, "The stream was closed"));
    }
  }

  /** Ends both directions at once, with a reason that the other end is told. */
  public void reset(AgentException why) {
    synchronized (this) {
      if (failure != null || (endSent && endArrived)) {
        return;
      }
    }
    fail(why);
    try {
      send(
          AgentMessage.newBuilder()
              .setStreamReset(
                  StreamReset.newBuilder().setStreamId(id).setError(Errors.event(why))));
    } catch (IOException e) {
      // The session is over, and with it the stream.
    }
  }

  /** Whether the other end has sent all, and all of it was read. */
  public synchronized boolean drained() {
    return endArrived && arrived.isEmpty();
  }

  void fail(AgentException why) {
    synchronized (this) {
      if (failure == null) {
        failure = why;
      }
      arrived.clear();
      notifyAll();
    }
    streams.forget(this);
  }

  /** Takes bytes from the other end. */
  void received(StreamChannel channel, ByteString data) {
    boolean broken;
    synchronized (this) {
      if (failure != null || discarding) {
        return;
      }
      broken = endArrived || data.size() > Limits.WINDOW - uncredited;
      if (!broken && !data.isEmpty()) {
        uncredited += data.size();
        arrived.add(new Chunk(channel, data));
        notifyAll();
      }
    }
    if (broken) {
      reset(new AgentException(ErrorCode.STREAM_FAILED, "More was sent than there is credit for"));
    }
  }

  void credited(int bytes) {
    boolean broken;
    synchronized (this) {
      broken = bytes <= 0 || bytes > Limits.WINDOW - credit;
      if (!broken) {
        credit += bytes;
        notifyAll();
      }
    }
    if (broken) {
      reset(new AgentException(ErrorCode.STREAM_FAILED, "More was credited than was sent"));
    }
  }

  void ended() {
    synchronized (this) {
      endArrived = true;
      notifyAll();
    }
    forgetIfOver();
  }

  private void forgetIfOver() {
    boolean over;
    synchronized (this) {
      over = endSent && endArrived;
    }
    if (over) {
      streams.forget(this);
    }
  }

  private void send(AgentMessage.Builder message) throws IOException {
    try {
      if (!out.message(message.build(), session)) {
        throw over();
      }
    } catch (AgentException e) {
      throw new IOException(e);
    }
  }

  private static IOException over() {
    AgentException why =
        new AgentException(ErrorCode.CONNECTION_LOST, "The session of the stream is over");
    return new IOException(why.reason(), why);
  }
}
