package io.quantix.benchmarks;

import io.quantix.agent.client.AgentOptions;
import io.quantix.agent.client.AgentSession;
import io.quantix.agent.client.ChannelOpener;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.AgentMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;

/** Hosts that go away in the middle of whatever they say, and how soon the next one is answered. */
final class AgentReconnects {
  private static final int LONGEST = 2000;

  private AgentReconnects() {}

  static void report(Path socket, int count) throws Exception {
    Random random = new Random(7);
    double[] times = new double[count];
    AgentOptions options =
        AgentOptions.of("benchmark")
            .withoutReconnecting()
            .withHandshake(Duration.ofSeconds(30))
            .withSilence(Duration.ZERO);
    for (int i = 0; i < count; i++) {
      cut(socket, options, random.nextInt(LONGEST));
      long from = System.nanoTime();
      try (AgentSession session = AgentSession.open(ChannelOpener.socket(socket), options)) {
        session.ping();
      }
      times[i] = (System.nanoTime() - from) / 1e6;
    }
    System.out.printf(
        Locale.ROOT,
        "%d reconnects at any byte: all recovered, median %.1f ms (aim under 50), longest %.0f ms"
            + " (aim 1000)%n",
        count,
        GuestAgentBenchmark.quantile(times, 0.5),
        GuestAgentBenchmark.quantile(times, 1));
  }

  /** A host that writes no more than so many bytes, in the middle of a message or between two. */
  private static void cut(Path socket, AgentOptions options, int bytes) throws Exception {
    ChannelOpener whole = ChannelOpener.socket(socket);
    ChannelOpener cut = () -> new CutChannel(whole.open(), bytes);
    try (AgentSession session = AgentSession.open(cut, options)) {
      while (session.connected()) {
        AgentMessage.Builder ping = AgentMessage.newBuilder();
        ping.getPingBuilder();
        var _ = session.request(ping, Duration.ofSeconds(30));
      }
    } catch (AgentException e) {
      // As it was meant: the channel broke.
    }
  }

  /** Breaks in the middle of a write. */
  private static final class CutChannel implements ByteChannel {
    private final ByteChannel to;
    private int left;

    CutChannel(ByteChannel to, int left) {
      this.to = to;
      this.left = left;
    }

    @Override
    public synchronized int write(ByteBuffer bytes) throws IOException {
      int n = Math.min(left, bytes.remaining());
      ByteBuffer part = bytes.slice(bytes.position(), n);
      while (part.hasRemaining()) {
        to.write(part);
      }
      left -= n;
      if (left == 0) {
        to.close();
        throw new IOException("cut");
      }
      bytes.position(bytes.position() + n);
      return n;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      return to.read(into);
    }

    @Override
    public boolean isOpen() {
      return to.isOpen();
    }

    @Override
    public void close() throws IOException {
      to.close();
    }
  }
}
