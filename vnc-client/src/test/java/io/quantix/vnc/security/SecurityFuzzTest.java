package io.quantix.vnc.security;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.VncTrust;
import io.quantix.vnc.Watcher;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a server sends in a security type, the session opens or says why not. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class SecurityFuzzTest {
  private static final VncOptions OPTIONS =
      VncOptions.builder()
          .trust(VncTrust.defaults().withUnknown(_ -> true))
          .credentials(request ->
              Optional.of(
                  new VncCredential(request.wantsUser() ? "alice" : "", "s3cret".toCharArray())))
          .build();

  private static ServerBytes offering(int type) {
    return new ServerBytes().ascii("RFB 003.008\n").bytes(1, type);
  }

  @FuzzTest(maxDuration = "20s")
  void vencrypt(byte[] server) throws Exception {
    survives(offering(19).raw(server).done());
  }

  @FuzzTest(maxDuration = "20s")
  void certifiedTls(byte[] server) throws Exception {
    inPieces(offering(19).bytes(0, 2, 0, 1).u32(260).u8(1).done(), server);
  }

  @FuzzTest(maxDuration = "20s")
  void anonymousTls(byte[] server) throws Exception {
    inPieces(offering(19).bytes(0, 2, 0, 1).u32(257).u8(1).done(), server);
  }

  @FuzzTest(maxDuration = "20s")
  void sasl(byte[] server) throws Exception {
    survives(offering(20).u32(10).ascii("DIGEST-MD5").raw(server).done());
    survives(offering(20).u32(13).ascii("SCRAM-SHA-256").raw(server).done());
  }

  @FuzzTest(maxDuration = "20s")
  void rsaAes(byte[] server) throws Exception {
    survives(offering(129).raw(server).done());
  }

  @FuzzTest(maxDuration = "20s")
  void apple(byte[] server) throws Exception {
    survives(offering(30).raw(server).done());
  }

  @Test
  void survivesDamagedHandshakes() throws Exception {
    // The beginning of what an honest TLS server answers: a record, ServerHello, an alert.
    byte[] hello =
        new ServerBytes()
            .bytes(22, 3, 3, 0, 50, 2, 0, 0, 46, 3, 3)
            .zeros(32)
            .bytes(0, 0, 0xa6, 0, 0, 6, 0x17, 0, 0, 0, 0xff, 1)
            .bytes(21, 3, 3, 0, 2, 2, 40)
            .done();
    byte[] key =
        new ServerBytes().u32(1024).u8(0xff).zeros(126).u8(1).zeros(125).bytes(1, 0, 1).done();
    byte[] token = new ServerBytes().u32(20).ascii("realm=\"a\",nonce=\"b\"").u8(0).done();
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      certifiedTls(damaged(hello, random));
      anonymousTls(damaged(hello, random));
      sasl(damaged(token, random));
      apple(damaged(key, random));
      vencrypt(damaged(new byte[] {0, 2, 0, 2, 0, 0, 1, 4, 0, 0, 1, 5, 1}, random));
    }
    rsaAes(key);
  }

  private static byte[] damaged(byte[] honest, Random random) {
    byte[] bytes = honest.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  /** What comes after TLS was agreed on must not be there before. */
  private static void inPieces(byte[] agreed, byte[] server) throws Exception {
    byte[] all = new ServerBytes().raw(agreed).raw(server).done();
    survives(ScriptedTransport.cutAt(all, agreed.length));
  }

  private static void survives(byte[] server) throws Exception {
    survives(ScriptedTransport.of(server));
  }

  private static void survives(ScriptedTransport transport) throws Exception {
    try (VncSession session = VncSession.open(transport, OPTIONS, new Watcher())) {
      session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (VncException e) {
      if (e.getMessage() == null || !e.getMessage().contains("script")) {
        throw new AssertionError("it does not say of whom it speaks", e);
      }
    }
    if (!transport.isClosed()) {
      throw new AssertionError("the transport is still open");
    }
  }
}
