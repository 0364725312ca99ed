package io.quantix.vnc;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.quantix.vnc.transport.VncTransport;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.ServerBytes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages beyond the picture, as a server must not send them: floods, bombs and slow drips. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HostileMessagesTest {
  private static final int TEXT = 1;
  private static final int PROVIDE = 1 << 28;
  // What a session may allocate for something that it was not asked to keep.
  private static final long SMALL = 256 * 1024;

  @Test
  void endsAtLengthsOverTheirLimits() throws Exception {
    ends("a fence is 65", server -> server.u8(248).zeros(3).u32(0).u8(65).zeros(65));
    ends("sound is 1048577", server -> server.u8(255).u8(1).u16(2).u32(Limits.AUDIO + 1));
    ends("sound is 4294967295", server -> server.u8(255).u8(1).u16(2).u32(0xffffffffL));
    ends("name is 65537", server -> server.pseudo(0, 0, 0, 0, -307).u32(Limits.NAME + 1));
    ends("name is 4294967295", server -> server.pseudo(0, 0, 0, 0, -307).u32(0xffffffffL));
    ends("pointer's size is 513", server -> server.pseudo(0, 0, 1, 513, -240));
    ends("clipboard is 2147483648", server -> server.u8(3).zeros(3).u32(0x80000000L));
    ends("clipboard is 16777217", server -> server.u8(3).zeros(3).u32(-16_777_217L));
    ends("message has 3 bytes", server -> server.u8(3).zeros(3).u32(-3).zeros(3));
  }

  @Test
  void endsAtMessagesOfUnknownKinds() throws Exception {
    ends("unknown sound operation 3", server -> server.u8(255).u8(1).u16(3));
    ends("unknown power message 1.7", server -> server.u8(250).u8(0).u8(1).u8(7));
    ends("unknown kind 0", server -> server.u8(255).u8(0));
    for (int number : new int[] {-309, -312, -313, 0xc0a1e5ce, -32, -256}) {
      ends("encoding " + number + " was not asked for", s -> s.pseudo(0, 0, 1, 1, number));
    }
  }

  @Test
  void endsAtBrokenClipboards() throws Exception {
    byte[] whole = ClipboardTest.packed("some text that was asked for");
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
    byte[] broken = {0x55, 0x55, 0x55, 0x55, 0x55};
    ends("end too soon", true, server -> server.clipboard(PROVIDE | TEXT, half));
    ends("end too soon", true, server -> server.clipboard(PROVIDE | TEXT, new byte[0]));
    ends("zlib stream is broken", true, server -> server.clipboard(PROVIDE | TEXT, broken));
  }

  /** A bomb is inflated as far as the four bytes that say how large it is. */
  @Test
  void inflatesNoBombs() throws Exception {
    byte[] bomb = ClipboardTest.packed("\0".repeat(8 * 1024 * 1024));
    assertThat(bomb.length).isLessThan(Limits.CUT_TEXT);
    for (boolean wasAskedFor : new boolean[] {true, false}) {
      try (ScriptedSession scripted = new ScriptedSession()) {
        ClipboardTest.extended(scripted);
        if (wasAskedFor) {
          scripted.session.requestClipboard();
        }
        long allocated = allocated(scripted, server -> server.clipboard(PROVIDE | TEXT, bomb));
        assertThat(allocated).isLessThan(SMALL);
        assertThat(scripted.watcher.cuts()).isEmpty();
      }
    }
  }

  @Test
  void keepsNothingOfFloods() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      Consumer<ServerBytes> flood =
          server -> {
            for (int i = 0; i < 1000; i++) {
              server.u8(255).u8(1).u16(2).u32(500).zeros(500);
              server.u8(255).u8(1).u16(i % 2);
              server.pseudo(0, 0, 0, 0, -261).u8(3);
              server.pseudo(1, 0, 0, 0, -257);
              server.pseudo(0, 0, 0, 0, -258);
              server.u8(250).u8(0).u8(1).u8(1);
              server.u8(3).zeros(3).u32(-4).u32(1 << 27);
            }
          };
      scripted.says(flood);
      assertThat(allocated(scripted, flood)).isLessThan(SMALL);
      assertThat(scripted.session.closed().toCompletableFuture()).isNotDone();
    }
  }

  /** The same question over and over is answered only as long as the answers are read. */
  @Test
  void endsWhenNobodyReadsItsAnswers() throws Exception {
    StuckTransport transport =
        new StuckTransport(
            ServerBytes.hello(64, 48).solid(0, 0, 64, 48, 1).raw(fences(100_000)).done());
    transport.stickAtOnce();
    try (VncSession session =
        VncSession.open(
            transport, VncOptions.builder().requestUpdates(false).build(), new Watcher())) {
      VncCloseReason reason = session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
      assertThat(reason.kind()).isEqualTo(VncCloseReason.Kind.TRANSPORT);
      assertThat(reason.message()).contains("stopped taking input");
    }
  }

  private static byte[] fences(int count) {
    ServerBytes fences = new ServerBytes();
    for (int i = 0; i < count; i++) {
      fences.fence(0x80000000, new byte[64]);
    }
    return fences.done();
  }

  @Test
  void endsAtRectanglesWithoutEnd() throws Exception {
    ends(
        "pseudo-rectangles",
        server -> {
          server.update(0xffff);
          for (int i = 0; i <= Limits.PSEUDO_RECTANGLES; i++) {
            server.rectangle(3, 3, 0, 0, 0);
          }
        });
    ends(
        "rectangles in an update",
        server -> {
          server.update(0xffff);
          for (int i = 0; i < Limits.RECTANGLES; i++) {
            server.rectangle(3, 3, 1, 1, 1).u32(0);
          }
        });
  }

  /** A server that sends a byte now and then, in the middle of everything, and never ends. */
  @Test
  void closesThoughTheServerDrips() throws Exception {
    for (ServerBytes start :
        new ServerBytes[] {
          new ServerBytes().update(1).rectangle(0, 0, 64, 48, 0),
          new ServerBytes().u8(3).zeros(3).u32(1_000_000),
          new ServerBytes().u8(255).u8(1).u16(2).u32(1_000_000),
          new ServerBytes().pseudo(0, 0, 0, 0, -307).u32(60_000)
        }) {
      Drip transport =
          new Drip(ServerBytes.hello(64, 48).solid(0, 0, 64, 48, 1).raw(start.done()).done());
      VncSession session = VncSession.open(transport, VncOptions.defaults(), new Watcher());
      transport.awaitDrops();
      session.close();
      VncCloseReason reason = session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
      assertThat(reason.kind()).isEqualTo(VncCloseReason.Kind.CLIENT);
    }
  }

  /** What the session's reader allocates while the server says this. */
  private static long allocated(ScriptedSession scripted, Consumer<ServerBytes> what)
      throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("vnc script"))
            .mapToLong(Thread::threadId)
            .max()
            .orElseThrow();
    long before = threads.getThreadAllocatedBytes(id);
    scripted.says(what);
    return threads.getThreadAllocatedBytes(id) - before;
  }

  private static void ends(String message, Consumer<ServerBytes> breach) throws Exception {
    ends(message, false, breach);
  }

  private static void ends(String message, boolean afterRequest, Consumer<ServerBytes> breach)
      throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      if (afterRequest) {
        ClipboardTest.extended(scripted);
        scripted.session.requestClipboard();
      }
      ServerBytes bytes = new ServerBytes();
      breach.accept(bytes);
      scripted.saysPart(bytes.done());
      VncCloseReason reason =
          scripted.session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
      assertThat(reason.kind()).as(reason.message()).isEqualTo(VncCloseReason.Kind.PROTOCOL);
      assertThat(reason.message()).contains(message);
      assertThat(reason.cause())
          .isInstanceOfSatisfying(VncException.class, e -> assertThat(e.hint()).isNotBlank());
    }
  }

  /** Says something, then a zero every other millisecond. */
  private static final class Drip implements VncTransport {
    private final byte[] first;
    private final AtomicLong drops = new AtomicLong();
    private int at;
    private volatile boolean closed;

    Drip(byte[] first) {
      this.first = first;
    }

    void awaitDrops() throws InterruptedException {
      while (drops.get() < 20) {
        Thread.sleep(2);
      }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      if (closed) {
        throw new ClosedChannelException();
      }
      if (at < first.length) {
        into.put(first[at++]);
        return 1;
      }
      try {
        Thread.sleep(2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      drops.incrementAndGet();
      into.put((byte) 0);
      return 1;
    }

    @Override
    public void write(ByteBuffer from) {
      from.position(from.limit());
    }

    @Override
    public String peer() {
      return "drip";
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
