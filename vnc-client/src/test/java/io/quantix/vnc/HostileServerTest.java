package io.quantix.vnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.VncCloseReason.Kind;
import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server must not send after its handshake: the session ends and says why. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HostileServerTest {
  @Test
  void endsAtMessagesThatWereNotAskedFor() {
    ends("unknown type 77", server -> server.u8(77));
    ends("unknown kind 9", server -> server.u8(255).u8(9));
    ends("colour map", server -> server.u8(1).zeros(5));
  }

  @Test
  void endsAtRectanglesOutsideOrUnknown() {
    ends(
        "Raw rectangle 64x1 at 1,0: it lies outside the desktop of 64x48",
        server -> server.update(1).rectangle(1, 0, 64, 1, 0));
    ends("outside the desktop", server -> server.update(1).rectangle(0, 48, 1, 1, 16));
    ends("outside the desktop", server -> server.update(1).rectangle(65_535, 0, 65_535, 1, 5));
    ends(
        "CopyRect rectangle 2x2 at 0,0: its source 63,0",
        server -> server.update(1).rectangle(0, 0, 2, 2, 1).u16(63).u16(0));
    ends("encoding 50 was not asked for", server -> server.update(1).rectangle(0, 0, 1, 1, 50));
    ends("encoding -305", server -> server.update(1).rectangle(0, 0, 1, 1, -305));
  }

  @Test
  void endsAtSizesThatNoDesktopHas() {
    for (int encoding : new int[] {-223, -308}) {
      ends("size is 0x5", server -> resize(server, 0, 5, encoding));
      ends("side is 65535", server -> resize(server, 65_535, 1, encoding));
      ends("area is", server -> resize(server, 16_384, 4097, encoding));
    }
  }

  @Test
  void endsAtStorms() {
    ends(
        "changes of size",
        server -> {
          for (int i = 0; i <= Limits.RESIZES; i++) {
            resize(server, 10 + i % 2, 10, -223);
          }
        });
    ends(
        "pseudo-rectangles",
        server -> {
          server.update(0xffff);
          for (int i = 0; i <= Limits.PSEUDO_RECTANGLES; i++) {
            server.rectangle(0, 0, 0, 0, -258);
          }
        });
  }

  @Test
  void endsAtLengthsOverTheirLimits() {
    ends("the pointer's size is 513", server -> server.update(1).rectangle(0, 0, 513, 9, -239));
    ends(
        "the pointer's size is 65535",
        server -> server.update(1).rectangle(0, 0, 65_535, 65_535, -314));
    ends("compressed length", server -> server.update(1).rectangle(0, 0, 8, 8, 16).u32(1 << 30));
    ends("clipboard", server -> server.u8(3).zeros(3).u32(0x80000000L));
    ends("clipboard", server -> server.u8(3).zeros(3).u32(Limits.CUT_TEXT_BREACH + 1L));
  }

  @Test
  void dropsAClipboardThatIsOnlyLarge() throws Exception {
    Watcher watcher = new Watcher();
    ServerBytes server =
        ServerBytes.hello(64, 48)
            .u8(3)
            .zeros(3)
            .u32(Limits.CUT_TEXT + 1)
            .zeros(Limits.CUT_TEXT + 1)
            .u8(3)
            .zeros(3)
            .u32(6)
            .bytes('o', 0x1b, '\n', 0xe9, '\r', 'k')
            .u8(2);
    try (VncSession session =
        VncSession.open(
            ScriptedTransport.thenStalling(server.done()), VncOptions.defaults(), watcher)) {
      watcher.await("the bell", () -> watcher.bells() == 1);
      assertThat(watcher.cuts()).containsExactly("o\n\u00e9k");
      assertThat(session.closed().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void endsWhenTheServerEndsInTheMiddle() throws Exception {
    byte[] whole =
        ServerBytes.hello(64, 48)
            .solid(0, 0, 64, 48, 0x00ff00)
            .update(1)
            .rectangle(0, 0, 8, 8, 0)
            .done();
    int hello = ServerBytes.hello(64, 48).done().length;
    for (int length = hello; length < whole.length; length += 97) {
      Watcher watcher = new Watcher();
      VncSession session =
          VncSession.open(
              ScriptedTransport.of(java.util.Arrays.copyOf(whole, length)),
              VncOptions.defaults(),
              watcher);
      VncCloseReason reason = session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
      assertThat(reason.kind()).isEqualTo(Kind.SERVER);
      watcher.await("the end", () -> watcher.reason() != null);
      session.keyDown('a', 30);
      session.pointer(5, 5, 1);
      session.requestFullUpdate();
      session.close();
    }
  }

  /** Closes a session whose server has stopped in the middle of a rectangle. */
  @Test
  void closesThoughTheServerStalls() throws Exception {
    ScriptedTransport transport =
        ScriptedTransport.thenStalling(
            ServerBytes.hello(64, 48)
                .solid(0, 0, 64, 48, 1)
                .update(1)
                .rectangle(0, 0, 64, 48, 16)
                .u32(500)
                .u8(0x78)
                .done());
    VncSession session = VncSession.open(transport, VncOptions.defaults(), new VncListener() {});
    session.close();
    assertThat(session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS).kind())
        .isEqualTo(Kind.CLIENT);
    assertThat(transport.isClosed()).isTrue();
    session.close();
  }

  private static void resize(ServerBytes server, int width, int height, int encoding) {
    server.update(1).rectangle(0, 0, width, height, encoding);
    if (encoding == -308) {
      server.u32(0);
    }
  }

  private static void ends(String message, Consumer<ServerBytes> breach) {
    ServerBytes server = ServerBytes.hello(64, 48).solid(0, 0, 64, 48, 0x445566);
    breach.accept(server);
    ScriptedTransport transport = ScriptedTransport.thenStalling(server.done());
    Watcher watcher = new Watcher();
    try (VncSession session = VncSession.open(transport, VncOptions.defaults(), watcher)) {
      watcher.await("the end", () -> watcher.reason() != null);
      VncCloseReason reason = session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
      assertThat(reason.kind()).as(reason.message()).isEqualTo(Kind.PROTOCOL);
      assertThat(reason.message()).contains(message);
      assertThat(reason.cause()).isInstanceOf(VncException.class);
      assertThat(transport.isClosed()).isTrue();
    } catch (Exception e) {
      throw new AssertionError(message, e);
    }
  }
}
