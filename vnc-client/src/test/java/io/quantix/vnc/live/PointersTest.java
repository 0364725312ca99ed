package io.quantix.vnc.live;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.CursorImage;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.Watcher;
import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What libvncserver and TigerVNC tell of their pointer to clients that know less, and more. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class PointersTest {
  @Test
  void libvncserverTellsWhereItIs() throws Exception {
    Watcher watcher = new Watcher();
    try (X11vncServer server = new X11vncServer(_ -> {}, "-cursor", "most", "-cursorpos");
        XClient x = server.client();
        VncSession session = VncSession.open(server.connect(), VncOptions.defaults(), watcher)) {
      for (int[] place : new int[][] {{17, 29}, {639, 479}, {300, 200}}) {
        x.movePointer(place[0], place[1]);
        String told = "pointer at " + place[0] + "," + place[1];
        watcher.await(told, () -> watcher.events().contains(told));
      }
      assertThat(session.closed().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void libvncserverHasXCursor() throws Exception {
    Watcher watcher = new Watcher();
    try (X11vncServer server = new X11vncServer(_ -> {}, "-cursor", "X");
        VncSession session =
            VncSession.open(new OnlyXCursor(server.connect()), VncOptions.defaults(), watcher)) {
      watcher.await("a pointer", () -> watcher.cursor() != null);
      CursorImage cursor = requireNonNull(watcher.cursor());
      assertThat(cursor.width()).isBetween(4, 64);
      assertThat(Arrays.stream(cursor.argb()).filter(each -> each != 0).distinct().count())
          .isBetween(1L, 2L);
      assertThat(session.closed().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void tigerVncHasXCursor() throws Exception {
    Watcher watcher = new Watcher();
    try (XServer server = new XServer();
        XClient x = server.client();
        VncSession session =
            VncSession.open(new OnlyXCursor(server.connect()), VncOptions.defaults(), watcher)) {
      session.pointer(50, 50, 0);
      x.pointer(12, 5, 0xff, 0xff, 0xff);
      watcher.await("the pointer", () -> isSquare(watcher, 12));
      CursorImage cursor = requireNonNull(watcher.cursor());
      assertThat(cursor.hotX()).isEqualTo(5);
      assertThat(cursor.hotY()).isEqualTo(5);
      assertThat(Arrays.stream(cursor.argb()).distinct().toArray()).containsExactly(0xffffffff);
    }
  }

  private static boolean isSquare(Watcher watcher, int side) {
    CursorImage cursor = watcher.cursor();
    return cursor != null && cursor.width() == side && cursor.height() == side;
  }

  /** Takes the better pointers out of what the client lists. */
  private static final class OnlyXCursor implements VncTransport {
    private final VncTransport server;

    OnlyXCursor(VncTransport server) {
      this.server = server;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      return server.read(into);
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
      byte[] bytes = new byte[from.remaining()];
      from.get(bytes);
      String hex = HexFormat.of().formatHex(bytes);
      // Cursor and the one with alpha become another Tight without zlib.
      String less = hex.replace("ffffff11", "fffffec3").replace("fffffec6", "fffffec3");
      server.write(ByteBuffer.wrap(HexFormat.of().parseHex(less)));
    }

    @Override
    public String peer() {
      return server.peer();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
