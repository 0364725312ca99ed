package io.quantix.vnc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.quantix.vnc.encoding.EncodedPictures;
import io.quantix.vnc.transport.VncTransport;
import io.quantix.vnc.wire.ServerBytes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In steady state an update leaves nothing for the garbage collector. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class AllocationTest {
  private static final int MEASURED = 4_000;
  // What is allowed is the noise of the virtual machine itself, two bytes for ten updates.
  private static final long NOISE = MEASURED / 5;

  @Test
  void decodesWithoutAllocating() throws Exception {
    EncodedPictures pictures = new EncodedPictures(5);
    ServerBytes hello = ServerBytes.hello(256, 128);
    hello.update(1).rectangle(0, 0, 100, 80, 6).raw(pictures.zlib(100, 80));
    // The stream's beginning comes once; what follows repeats, as it refers to nothing before it.
    hello.update(1).rectangle(0, 0, 100, 80, 16).raw(pictures.zrle(100, 80));
    ServerBytes round = new ServerBytes();
    round.update(8);
    round.rectangle(5, 3, 100, 80, 7).raw(pictures.tight(100, 80));
    round.rectangle(5, 3, 100, 80, 2).raw(pictures.rre(100, 80));
    round.rectangle(5, 3, 100, 80, 4).raw(pictures.corre(100, 80));
    round.rectangle(8, 8, 100, 80, 6).raw(pictures.zlib(100, 80));
    round.rectangle(8, 8, 100, 80, 17).raw(pictures.zywrle(100, 80));
    round.rectangle(3, 5, 100, 80, 16).raw(pictures.zrle(100, 80));
    round.rectangle(9, 0, 60, 50, 5).raw(pictures.hextile(60, 50));
    round.rectangle(0, 9, 33, 20, 0).raw(pictures.raw(33, 20));
    round.update(2);
    round.rectangle(7, 7, 90, 90, 1).u16(2).u16(3);
    round.rectangle(0, 0, 256, 128, -308).u32(0);
    Meter meter = new Meter();
    try (VncSession session =
        VncSession.open(
            new Endless(hello.done(), round.done()),
            VncOptions.defaults().withEncodings(List.of(VncEncoding.values())),
            meter)) {
      assertThat(meter.steady.await(280, TimeUnit.SECONDS))
          .as("%d frames still allocate %d bytes", MEASURED, meter.least)
          .isTrue();
      assertThat(session.statistics().encodings())
          .containsExactlyInAnyOrder(
              "Tight", "ZRLE", "ZYWRLE", "Zlib", "Hextile", "RRE", "CoRRE", "Raw", "CopyRect");
    }
  }

  /**
   * Reads what the session's own thread allocates in so many frames, until that is nothing: the
   * compiler takes its time, more where others need the processor.
   */
  private static final class Meter implements VncListener {
    final CountDownLatch steady = new CountDownLatch(1);
    volatile long least = Long.MAX_VALUE;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int frames;
    private long start;

    @Override
    public void frame(DirtyRegion dirty) {
      frames++;
      if (frames % MEASURED == 0) {
        long now = threads.getCurrentThreadAllocatedBytes();
        least = Math.min(least, now - start);
        if (least < NOISE) {
          steady.countDown();
        }
        start = now;
      }
    }
  }

  /** A server that says one thing once and another for ever. */
  private static final class Endless implements VncTransport {
    private byte[] now;
    private final byte[] then;
    private int at;
    private volatile boolean closed;

    Endless(byte[] now, byte[] then) {
      this.now = now;
      this.then = then;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      if (closed) {
        throw new ClosedChannelException();
      }
      if (at == now.length) {
        now = then;
        at = 0;
      }
      int n = Math.min(now.length - at, into.remaining());
      into.put(now, at, n);
      at += n;
      return n;
    }

    @Override
    public void write(ByteBuffer from) {
      from.position(from.limit());
    }

    @Override
    public String peer() {
      return "endless";
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
