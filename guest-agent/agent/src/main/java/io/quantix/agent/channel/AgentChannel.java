package io.quantix.agent.channel;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ControlFrame;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.FrameReader;
import io.quantix.agent.protocol.LargeAnswers;
import io.quantix.agent.protocol.Nonce;
import io.quantix.agent.protocol.OutgoingFrames;
import io.quantix.agent.protocol.SessionNonces;
import io.quantix.agent.protocol.message.AgentHello;
import io.quantix.agent.protocol.message.AgentMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The agent's main loop: one port, one session at a time. The thread that calls {@link #run} reads;
 * another writes; each request has a thread of its own. Without a session nothing is executed.
 */
public final class AgentChannel implements FrameReader.Sink, AutoCloseable {
  /**
   * What virtio-serial gives at a time, twice: a larger array would be allocated anew by the JVM.
   */
  private static final int READ_BYTES = 8192;

  private final HostPort port;
  private final RequestHandlers handlers;
  private final Supplier<AgentHello.Builder> hello;
  private final OutgoingFrames out = new OutgoingFrames();
  private final FrameReader reader = new FrameReader(this);
  private volatile @Nullable HostSession session;
  private long lost;
  private volatile boolean closed;

  /**
   * On an open port, which it closes in the end.
   *
   * @param hello what the agent tells about itself, asked for each session; versions of the
   *     protocol and limits are added
   */
  public AgentChannel(HostPort port, RequestHandlers handlers, Supplier<AgentHello.Builder> hello) {
    this.port = port;
    this.handlers = handlers;
    this.hello = hello;
  }

  /**
   * Serves hosts until the port ends or {@link #close} is called.
   *
   * @throws IOException if the port fails
   */
  public void run() throws IOException {
    Thread writer =
        Thread.ofPlatform()
            .name("agent-writer")
            .daemon()
            .unstarted(() -> {
              try {
                OutputStream to = port.output();
                out.run(to::write);
              } catch (IOException e) {
                // The reader, too, may wait for room that there never will be.
                out.close();
                closePort();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    writer.start();
    try {
      // A host that was here before this agent learns that its session is over.
      out.control(new ControlFrame.Lost().bytes());
      read(port.input());
    } catch (IOException e) {
      if (!closed) {
        throw e;
      }
    } finally {
      endSession("The channel has ended");
      out.close();
      closePort();
    }
  }

  private void read(InputStream from) throws IOException {
    byte[] bytes = new byte[READ_BYTES];
    boolean away = false;
    while (!closed) {
      awaitRoom();
      int count = from.read(bytes);
      if (count > 0) {
        away = false;
        reader.accept(bytes, 0, count);
      } else if (!port.outlivesItsHost()) {
        return;
      } else {
        if (!away) {
          reader.end();
          endSession("The host has closed the channel");
          away = true;
        }
        awaitHost();
      }
    }
  }

  /**
   * A host that asks and does not read what it is answered is not read either, until it does: what
   * waits for it is bounded. One that comes after it reads, and is then read.
   */
  private void awaitRoom() {
    try {
      out.awaitRoom();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  /** What is written now is only taken once a host is there, and does not cost time until then. */
  private void awaitHost() {
    byte[] bytes = new ControlFrame.Lost().bytes();
    try {
      out.controlAndWait(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  private void closePort() {
    try {
      port.close();
    } catch (IOException e) {
      // Nothing is lost with it.
    }
  }

  /** Sends an event to the host, if there is one that listens; else it is dropped. */
  public void publish(AgentMessage event) {
    HostSession now = session;
    if (now != null) {
      now.publish(event);
    }
  }

  /** Whether a host has begun a session that goes on. */
  public boolean inSession() {
    return session != null;
  }

  /** Bytes of answers and events that wait until the host reads them. */
  public long waiting() {
    return out.waiting();
  }

  /** How often the host's bytes made no sense. */
  public synchronized long resynchronisations() {
    return lost;
  }

  @Override
  public void frame(byte[] frame, int offset, int length) {
    HostSession now = session;
    if (now == null) {
      return;
    }
    try {
      AgentMessage message = LargeAnswers.parse(frame, offset, length);
      if (handlers.log().wants(ChannelLog.Weight.TRACE)) {
        handlers.log().log(
            ChannelLog.Weight.TRACE,
            message.getPayloadCase() + " of " + length + " bytes " + message.getMessageId());
      }
      now.accept(message);
    } catch (AgentException e) {
      now.refuse("", e);
    }
  }

  @Override
  public void control(ControlFrame frame) {
    if (!(frame instanceof ControlFrame.Sync sync)) {
      return;
    }
    HostSession now = session;
    if (now == null || !reader.inSession() || !now.nonces().host().equals(sync.host())) {
      endSession("Another session has begun");
      SessionNonces nonces = new SessionNonces(sync.host(), Nonce.random());
      out.begin(nonces);
      reader.begin(nonces);
      handlers.log().log(ChannelLog.Weight.DEBUG, "A host has begun a session");
      now = new HostSession(nonces, out, handlers, this::hello);
      session = now;
    }
    out.control(new ControlFrame.Acknowledgement(now.nonces()).bytes());
  }

  private AgentHello.Builder hello() {
    return hello.get().setResynchronisations(resynchronisations());
  }

  @Override
  public void lost(String why) {
    synchronized (this) {
      lost++;
    }
    handlers.log().log(ChannelLog.Weight.WARN, "The host's bytes make no sense: " + why);
    endSession(why);
    out.control(new ControlFrame.Lost().bytes());
  }

  private void endSession(String why) {
    HostSession old = session;
    session = null;
    if (old != null) {
      out.end();
      old.end(new AgentException(ErrorCode.CONNECTION_LOST, why));
    }
  }

  /**
   * Ends the session and the loop. A read that waits in a device goes on waiting until the process
   * ends.
   */
  @Override
  public void close() {
    closed = true;
    endSession("The agent ends");
    out.close();
    closePort();
  }
}
