package io.quantix.vnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.VncCloseReason.Kind;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a session writes, tells and leaves behind. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SessionTest {
  // Greeting, security type, ClientInit.
  private static final int HANDSHAKE = 12 + 1 + 1;
  // For what must be sent before a close.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void listsEverythingAtOnceAndAsksForThePicture() throws Exception {
    ScriptedTransport transport =
        ScriptedTransport.thenStalling(
            ServerBytes.hello(64, 48).u8(2).solid(0, 0, 64, 48, 1).done());
    VncListener listener =
        new VncListener() {
          @Override
          public void bell() {
            transport.awaitWritten("0300" + "0000000000400030");
          }
        };
    try (VncSession session = VncSession.open(transport, VncOptions.defaults(), listener)) {
      assertThat(session.takesScanCodes()).isFalse();
      // The next update is asked for as the first one comes.
      transport.awaitWritten("0301" + "0000000000400030");
    }
    byte[] written = transport.written();
    String text = HexFormat.of().formatHex(written, HANDSHAKE, written.length);
    assertThat(text)
        .startsWith(
            "00000000"
                + "20180001"
                + "00ff00ff00ff1008"
                + "00000000"
                + ("0200001e"
                    + "00000007"
                    + "fffffefc"
                    + "00000010"
                    + "00000006"
                    + "00000005"
                    + "00000002"
                    + "00000004"
                    + "00000001"
                    + "00000000")
                // sizes, the last rectangle, pointers, QEMU's own, the name
                + ("ffffff21" + "ffffff20" + "ffffff18" + "ffffff11" + "ffffff10")
                + ("fffffeff" + "fffffefe" + "fffffefd" + "fffffefb" + "fffffecd")
                + ("fffffecc" + "fffffec6" + "fffffec4" + "574d5666" + "574d5668")
                // power, fences, continuous updates, the clipboard
                + ("fffffecb" + "fffffec8" + "fffffec7" + "c0a1e5ce")
                // Tight without zlib, level 1
                + ("fffffec3" + "ffffff01")
                + "0300"
                + "0000000000400030");
    assertThat(text.indexOf("02000", 40)).as("one list of encodings").isEqualTo(40);
  }

  @Test
  void releasesWhatItPressedAndNothingElse() throws Exception {
    ServerBytes server =
        ServerBytes.hello(64, 48).update(1).rectangle(0, 0, 0, 0, -258).solid(0, 0, 64, 48, 1);
    String keys = keys(server);
    assertThat(keys)
        .isEqualTo(
            // a pressed, repeated, released though its keysym has changed
            ("ff00" + "0001" + "00000061" + "0000001e").repeat(2)
                + ("ff00" + "0000" + "00000061" + "0000001e")
                // a character without a scan code
                + ("0401" + "0000" + "010020ac")
                + ("0400" + "0000" + "010020ac")
                // Ctrl and Alt held to the end
                + ("ff00" + "0001" + "0000ffe3" + "0000001d")
                + ("ff00" + "0001" + "00000000" + "00000038")
                + ("ff00" + "0000" + "00000000" + "00000038")
                + ("ff00" + "0000" + "0000ffe3" + "0000001d"));
  }

  @Test
  void fallsBackToKeysyms() throws Exception {
    String keys = keys(ServerBytes.hello(64, 48).solid(0, 0, 64, 48, 1));
    assertThat(keys)
        .isEqualTo(
            ("0401" + "0000" + "00000061").repeat(2)
                + ("0400" + "0000" + "00000061")
                + ("0401" + "0000" + "010020ac")
                + ("0400" + "0000" + "010020ac")
                + ("0401" + "0000" + "0000ffe3")
                + ("0401" + "0000" + "0000ffe9")
                + ("0400" + "0000" + "0000ffe9")
                + ("0400" + "0000" + "0000ffe3"));
  }

  /** What is written for some keys. */
  private static String keys(ServerBytes server) throws Exception {
    ScriptedTransport transport = ScriptedTransport.thenStalling(server.done());
    String before;
    try (VncSession session = VncSession.open(transport, withoutUpdates(), new VncListener() {})) {
      before = settledWritten(transport);
      session.keyUp('b', 0x30);
      session.keyDown('a', 0x1e);
      session.keyDown('a', 0x1e);
      session.keyUp('A', 0x1e);
      session.keyUp('A', 0x1e);
      session.keyDown(0x010020ac, 0);
      session.keyUp(0x010020ac, 0);
      session.keyDown(0xffe3, 0x1d);
      session.keyDown(0, 0x38);
    }
    String all = HexFormat.of().formatHex(transport.written());
    assertThat(all).startsWith(before);
    return all.substring(before.length());
  }

  private static VncOptions withoutUpdates() {
    return VncOptions.builder().requestUpdates(false).closeTimeout(PATIENCE).build();
  }

  /** Waits for the request of one pixel, which is the last thing written without being asked. */
  private static String settledWritten(ScriptedTransport transport) throws InterruptedException {
    String request = "0300" + "0000" + "0000" + "0001" + "0001";
    while (true) {
      String written = HexFormat.of().formatHex(transport.written());
      if (written.endsWith(request)) {
        return written;
      }
      Thread.sleep(5);
    }
  }

  @Test
  void clampsThePointerAndPutsMovesTogether() throws Exception {
    StuckTransport transport =
        new StuckTransport(ServerBytes.hello(64, 48).solid(0, 0, 64, 48, 1).done());
    VncSession session = VncSession.open(transport, withoutUpdates(), new VncListener() {});
    transport.stick();
    session.pointer(1, 1, 0);
    transport.awaitStuck();
    for (int i = 0; i < 100_000; i++) {
      session.pointer(i, -i, 0);
    }
    session.pointer(9, 9, 1);
    session.pointer(70, 70, 1);
    session.pointer(5, 5, 0x80);
    transport.release();
    session.close();
    String all = HexFormat.of().formatHex(transport.written());
    assertThat(all)
        .endsWith(
            "050000010001" + "0500003f0000" + "050100090009" + "0501003f002f" + "050000050005");
    assertThat(session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS).kind())
        .isEqualTo(Kind.CLIENT);
  }

  @Test
  void endsWhenTheServerTakesNoInput() throws Exception {
    StuckTransport transport =
        new StuckTransport(ServerBytes.hello(64, 48).solid(0, 0, 64, 48, 1).done());
    VncSession session = VncSession.open(transport, withoutUpdates(), new VncListener() {});
    transport.stick();
    session.pointer(1, 1, 0);
    transport.awaitStuck();
    for (int i = 0; i < 100_000; i++) {
      session.keyDown('a', 0x1e);
    }
    VncCloseReason reason = session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
    assertThat(reason.kind()).isEqualTo(Kind.TRANSPORT);
    assertThat(reason.message()).contains("stopped taking input");
    session.close();
  }

  @Test
  void closesThoughTheServerTakesNoInput() throws Exception {
    StuckTransport transport =
        new StuckTransport(ServerBytes.hello(64, 48).solid(0, 0, 64, 48, 1).done());
    VncOptions options = withoutUpdates().toBuilder().closeTimeout(Duration.ofMillis(100)).build();
    VncSession session = VncSession.open(transport, options, new VncListener() {});
    transport.stick();
    session.keyDown('a', 0x1e);
    transport.awaitStuck();
    session.close();
    assertThat(session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS).kind())
        .isEqualTo(Kind.CLIENT);
  }

  @Test
  void endsWhenItsListenerFails() throws Exception {
    for (Throwable failure :
        List.of(new IllegalStateException("the view is gone"), new AssertionError("broken"))) {
      Watcher watcher = new Watcher();
      VncListener broken =
          new VncListener() {
            @Override
            public void frame(DirtyRegion dirty) {
              if (failure instanceof RuntimeException e) {
                throw e;
              }
              throw (Error) failure;
            }

            @Override
            public void closed(VncCloseReason reason) {
              watcher.closed(reason);
            }
          };
      VncSession session =
          VncSession.open(
              ScriptedTransport.thenStalling(
                  ServerBytes.hello(64, 48).solid(0, 0, 64, 48, 1).done()),
              VncOptions.defaults(),
              broken);
      VncCloseReason reason = session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
      assertThat(reason.kind()).isEqualTo(Kind.CLIENT);
      assertThat(reason.message()).contains(String.valueOf(failure.getMessage()));
      assertThat(reason.cause()).isSameAs(failure);
      watcher.await("the end", () -> watcher.reason() != null);
    }
  }

  @Test
  void canBeClosedByItsListener() throws Exception {
    AtomicReference<VncSession> own = new AtomicReference<>();
    CountDownLatch ready = new CountDownLatch(1);
    VncListener listener =
        new VncListener() {
          @Override
          public void bell() {
            try {
              ready.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            own.get().close();
          }
        };
    VncSession session =
        VncSession.open(
            ScriptedTransport.thenStalling(
                ServerBytes.hello(64, 48).solid(0, 0, 64, 48, 1).u8(2).done()),
            VncOptions.defaults(),
            listener);
    own.set(session);
    ready.countDown();
    assertThat(session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS).kind())
        .isEqualTo(Kind.CLIENT);
  }

  @Test
  void leavesNoThreadBehind() throws Exception {
    byte[] server = ServerBytes.hello(64, 48).solid(0, 0, 64, 48, 1).done();
    byte[] broken = Arrays.copyOf(server, 20);
    for (int i = 0; i < 40; i++) {
      if (i % 2 == 0) {
        VncSession.open(
                ScriptedTransport.thenStalling(server), VncOptions.defaults(), new VncListener() {})
            .close();
      } else {
        try {
          VncSession.open(
              ScriptedTransport.of(broken), VncOptions.defaults(), new VncListener() {});
          throw new AssertionError("it opened");
        } catch (VncException e) {
          assertThat(e.kind()).isEqualTo(VncException.Kind.TRANSPORT);
        }
      }
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    Set<String> left = Set.of("?");
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      left =
          Thread.getAllStackTraces().keySet().stream()
              .map(Thread::getName)
              .filter(name -> name.startsWith("vnc script"))
              .collect(Collectors.toSet());
      Thread.sleep(10);
    }
    assertThat(left).isEmpty();
  }

  /** The reader is awake and sees the close at once; the writer must still have its turn. */
  @Test
  void sendsWhatWasAskedForBeforeAClose() throws Exception {
    for (int i = 0; i < 50; i++) {
      AtomicReference<VncSession> own = new AtomicReference<>();
      CountDownLatch ready = new CountDownLatch(1);
      VncListener listener =
          new VncListener() {
            @Override
            public void bell() {
              try {
                ready.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              own.get().keyDown('q', 0x10);
              own.get().close();
            }
          };
      ScriptedTransport transport =
          ScriptedTransport.thenStalling(
              ServerBytes.hello(64, 48).solid(0, 0, 64, 48, 1).u8(2).done());
      VncSession session = VncSession.open(transport, withoutUpdates(), listener);
      own.set(session);
      ready.countDown();
      session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
      assertThat(HexFormat.of().formatHex(transport.written()))
          .endsWith("0401" + "0000" + "00000071" + "0400" + "0000" + "00000071");
    }
  }
}
