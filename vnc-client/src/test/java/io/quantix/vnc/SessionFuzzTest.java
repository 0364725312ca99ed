package io.quantix.vnc;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quantix.vnc.encoding.EncodedPictures;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever a server sends, a session opens or says why not, ends with a reason, and neither hangs
 * nor fails in a way of its own.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class SessionFuzzTest {
  private static final VncOptions OPTIONS =
      VncOptions.defaults().withPassword("secret"::toCharArray);

  @FuzzTest(maxDuration = "30s")
  void handshake(byte[] server) throws Exception {
    survives(server);
  }

  @FuzzTest(maxDuration = "30s")
  void messages(byte[] server) throws Exception {
    survives(ServerBytes.hello(150, 90).raw(server).done());
  }

  @Test
  void survivesDamagedSessions() throws Exception {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      ServerBytes server = ServerBytes.hello(150, 90);
      try (EncodedPictures pictures = new EncodedPictures(seed)) {
        server.update(2).rectangle(0, 0, 0, 0, -258).rectangle(0, 0, 150, 90, -308).u32(0);
        server.update(3).rectangle(0, 0, 100, 60, 16).raw(pictures.zrle(100, 60));
        server.rectangle(50, 30, 100, 60, 5).raw(pictures.hextile(100, 60));
        server.rectangle(1, 2, 30, 30, 1).u16(40).u16(50);
      }
      server.update(0xffff).rectangle(0, 0, 4, 1, -239).zeros(17).rectangle(0, 0, 0, 0, -224);
      server.u8(3).zeros(3).u32(4).ascii("text").u8(2).solid(0, 0, 5, 5, 9);
      byte[] bytes = server.done();
      int from = random.nextInt(4) == 0 ? 0 : ServerBytes.hello(150, 90).done().length;
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = from + random.nextInt(bytes.length - from);
        bytes[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (bytes[at] ^ 1);
      }
      survives(bytes);
    }
  }

  private static void survives(byte[] server) throws Exception {
    Watcher watcher = new Watcher();
    ScriptedTransport transport = ScriptedTransport.of(server);
    VncCloseReason reason;
    try (VncSession session = VncSession.open(transport, OPTIONS, watcher)) {
      reason = session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (VncException e) {
      if (e.getCause() instanceof RuntimeException || e.getCause() instanceof Error) {
        throw new AssertionError("no reason of its own", e);
      }
      return;
    }
    boolean ours = reason.cause() instanceof RuntimeException || reason.cause() instanceof Error;
    if (ours || !transport.isClosed()) {
      throw new AssertionError(reason.toString(), reason.cause());
    }
  }
}
