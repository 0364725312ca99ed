package io.quantix.agent.protocol;

import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.StreamChannel;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent, and the order in which it is: control frames before messages, messages
 * before chunks of streams. So a ping waits for the one frame that is being written, not for a
 * file.
 *
 * <p>One thread {@linkplain #run writes}; any may send. What was sent for a session that is over is
 * dropped.
 */
public final class OutgoingFrames {
  /** Where the bytes go. */
  @FunctionalInterface
  public interface Output {
    /** Writes all of them; waits while the other end does not take them. */
    void write(byte[] bytes, int offset, int length) throws IOException;
  }

  /** Chunks that wait to be written, of all streams together: a megabyte. */
  private static final int MAX_CHUNKS = 16;

  /** What a whole chunk is put into; nothing else has that size. */
  private static final int CHUNK_BUFFER = Limits.CHUNK + FrameWriter.AROUND_CHUNK;

  /** Up to this a buffer is made as large as its chunk, and not kept. */
  private static final int SMALL = 4096;

  /** Buffers that are kept to be used again. */
  private static final int SPARE = Limits.WINDOW_CHUNKS;

  /** With that much waiting, answers wait until the other end has read some of it: bytes. */
  public static final int ROOM = 1024 * 1024;

  /** With that much waiting, events are dropped, so that there is room for answers. */
  private static final int ROOM_FOR_EVENTS = ROOM / 2;

  private static final class Frame {
    final byte[] bytes;
    final int length;

    Frame(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }
  }

  private final ArrayDeque<Frame> control = new ArrayDeque<>();
  private final ArrayDeque<Frame> messages = new ArrayDeque<>();
  private final ArrayDeque<Frame> chunks = new ArrayDeque<>();
  private final ArrayDeque<byte[]> spare = new ArrayDeque<>();
  private @Nullable SessionNonces session;
  private boolean closed;
  private @Nullable Frame writing;

  /** Bytes of control frames and messages that wait to be written. */
  private long waiting;

  private long dropped;

  /** What is sent from now on belongs to this session; what waited of another is dropped. */
  public synchronized void begin(SessionNonces nonces) {
    forgetMessages();
    chunks.clear();
    session = nonces;
    notifyAll();
  }

  /** The session is over: what waited is dropped, and writers of streams go on. */
  public synchronized void end() {
    forgetAll();
    session = null;
    notifyAll();
  }

  private void forgetMessages() {
    messages.forEach(frame -> waiting -= frame.length);
    messages.clear();
  }

  private void forgetAll() {
    messages.clear();
    chunks.clear();
    control.clear();
    waiting = 0;
  }

  /** Bytes of control frames and messages that wait to be written. */
  public synchronized long waiting() {
    return waiting;
  }

  /**
   * Waits until less than {@link #ROOM} waits to be written, or nothing is written any more. Who
   * answers without end to what it reads waits here before it reads on.
   */
  public synchronized void awaitRoom() throws InterruptedException {
    while (!closed && waiting >= ROOM) {
      wait();
    }
  }

  /** Sends bytes as they are before anything else. */
  public void control(byte[] bytes) {
    add(new Frame(bytes, bytes.length));
  }

  private synchronized void add(Frame frame) {
    control.add(frame);
    waiting += frame.length;
    notifyAll();
  }

  /** Sends bytes as they are, unless others wait or are being written: then they come too late. */
  public synchronized void controlIfIdle(byte[] bytes) {
    if (control.isEmpty() && writing == null) {
      control(bytes);
    }
  }

  /**
   * Sends bytes as they are, and waits until the output has taken them: on a port without a host,
   * until there is one.
   */
  public synchronized void controlAndWait(byte[] bytes) throws InterruptedException {
    Frame frame = new Frame(bytes, bytes.length);
    add(frame);
    while (!closed && (writing == frame || control.contains(frame))) {
      wait();
    }
  }

  /**
   * Sends a message.
   *
   * @return false if that session is over
   * @throws AgentException with MESSAGE_TOO_LARGE
   */
  public boolean message(AgentMessage message, SessionNonces of) throws AgentException {
    byte[] frame = FrameWriter.encode(message, of);
    synchronized (this) {
      if (closed || !of.equals(session)) {
        return false;
      }
      messages.add(new Frame(frame, frame.length));
      waiting += frame.length;
      notifyAll();
      return true;
    }
  }

  /**
   * The same, once there is room for it: less than {@link #ROOM} waits.
   *
   * @param sent run before anybody can have read the message
   * @return false if that session is over
   * @throws AgentException with MESSAGE_TOO_LARGE
   * @throws InterruptedException while it waits; then it is not sent
   */
  public boolean messageWhenRoom(AgentMessage message, SessionNonces of, Runnable sent)
      throws AgentException, InterruptedException {
    byte[] frame = FrameWriter.encode(message, of);
    synchronized (this) {
      while (!closed && of.equals(session) && waiting >= ROOM) {
        wait();
      }
      if (closed || !of.equals(session)) {
        return false;
      }
      sent.run();
      messages.add(new Frame(frame, frame.length));
      waiting += frame.length;
      notifyAll();
      return true;
    }
  }

  /**
   * Sends a message that may be lost: if too much waits already, it is dropped and counted.
   *
   * @return false if it was dropped or that session is over
   * @throws AgentException with MESSAGE_TOO_LARGE
   */
  public boolean event(AgentMessage message, SessionNonces of) throws AgentException {
    synchronized (this) {
      if (waiting >= ROOM_FOR_EVENTS) {
        dropped++;
        return false;
      }
    }
    return message(message, of);
  }

  /** How many events were dropped. */
  public synchronized long dropped() {
    return dropped;
  }

  /**
   * Sends what must not overtake the chunks of its stream: its end.
   *
   * @throws AgentException with MESSAGE_TOO_LARGE
   */
  boolean afterChunks(AgentMessage message, SessionNonces of) throws AgentException {
    byte[] frame = FrameWriter.encode(message, of);
    synchronized (this) {
      if (closed || !of.equals(session)) {
        return false;
      }
      chunks.add(new Frame(frame, frame.length));
      notifyAll();
      return true;
    }
  }

  /**
   * Sends one chunk of a stream; waits while too many wait.
   *
   * @return false if that session is over
   */
  boolean chunk(
      int streamId, StreamChannel channel, byte[] data, int offset, int length, SessionNonces of)
      throws InterruptedException {
    byte[] frame;
    synchronized (this) {
      while (!closed && of.equals(session) && chunks.size() >= MAX_CHUNKS) {
        wait();
      }
      if (closed || !of.equals(session)) {
        return false;
      }
      byte[] kept = length + FrameWriter.AROUND_CHUNK > SMALL ? spare.poll() : null;
      frame = kept != null ? kept : new byte[bufferFor(length)];
    }
    int size = FrameWriter.encodeChunk(frame, streamId, channel, data, offset, length, of);
    synchronized (this) {
      if (closed || !of.equals(session)) {
        return false;
      }
      chunks.add(new Frame(frame, size));
      notifyAll();
      return true;
    }
  }

  private static int bufferFor(int length) {
    int needed = length + FrameWriter.AROUND_CHUNK;
    return needed > SMALL ? CHUNK_BUFFER : needed;
  }

  /**
   * Writes what is sent until {@link #close}, or the output fails.
   *
   * @throws IOException as the output does
   */
  public void run(Output output) throws IOException, InterruptedException {
    while (true) {
      Frame next;
      synchronized (this) {
        while (!closed && control.isEmpty() && messages.isEmpty() && chunks.isEmpty()) {
          wait();
        }
        if (closed) {
          return;
        }
        Frame urgent = control.isEmpty() ? messages.poll() : control.poll();
        next = urgent != null ? urgent : chunks.remove();
        waiting -= urgent != null ? urgent.length : 0;
        writing = next;
        notifyAll();
      }
      output.write(next.bytes, 0, next.length);
      synchronized (this) {
        writing = null;
        notifyAll();
        if (next.bytes.length == CHUNK_BUFFER && spare.size() < SPARE) {
          spare.add(next.bytes);
        }
      }
    }
  }

  /** Ends the writer; nothing is sent any more. */
  public synchronized void close() {
    closed = true;
    session = null;
    forgetAll();
    notifyAll();
  }
}
