package io.quantix.libvirt.rpc;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.transport.ByteTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Whatever a daemon sends, it is read, or refused with a {@link ProtocolException}, or found to end
 * too early; nothing else, and no more memory than what came. The corpus runs like any test; with
 * JAZZER_FUZZ=1 each method searches for new inputs.
 */
class WireFuzzTest {
  private static final List<Integer> EVENTS =
      List.of(
          315, 318, 319, 320, 321, 323, 324, 325, 327, 328, 329, 330, 331, 332, 333, 339, 346, 348,
          354, 359, 363, 367, 370, 373, 376, 377, 379, 382, 383, 385, 423, 438);

  private static XdrReader reader(byte[] bytes) {
    return new XdrReader(ByteBuffer.wrap(bytes));
  }

  /** What is read must fail in one way alone. */
  @FunctionalInterface
  private interface Reading {
    void read() throws IOException;
  }

  private static void survives(Reading reading) {
    try {
      reading.read();
    } catch (IOException e) {
      // ProtocolException is one: the daemon broke the protocol, or ended too early.
    }
  }

  private static void everything(byte[] bytes) {
    for (int procedure : EVENTS) {
      survives(() -> HostEvents.read(procedure, reader(bytes)));
    }
    survives(() -> TypedParameters.read(reader(bytes)));
    survives(() -> RpcErrors.read(reader(bytes), "a call", "a daemon"));
    survives(() -> reader(bytes).strings(Limits.LONG_LIST, "names"));
    survives(() -> reader(bytes).bytes(Limits.SECRET, "a secret"));
    survives(() -> DomainIdentity.read(reader(bytes)));
    survives(() -> VolumeIdentity.read(reader(bytes)));
    survives(() -> {
      PacketReader packets = new PacketReader(new Scripted(bytes));
      while (packets.next() != null) {
        // until the end
      }
    });
  }

  private static void connection(byte[] bytes) {
    Scripted daemon = new Scripted(bytes);
    RpcConnection rpc = new RpcConnection(daemon, ConnectOptions.defaults());
    rpc.start();
    var _ = rpc.submit(Procedure.CONNECT_GET_HOSTNAME, new XdrWriter());
    try {
      // The script ends, and so does the connection.
      var _ = rpc.closed().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the connection has not ended", e);
    }
  }

  @FuzzTest(maxDuration = "30s")
  void payloads(byte[] bytes) {
    everything(bytes);
  }

  @FuzzTest(maxDuration = "30s")
  void connections(byte[] bytes) {
    connection(bytes);
  }

  @Test
  void survivesNoiseAndLengthsThatCannotBe() {
    Random random = new Random(5);
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      ByteBuffer numbers = ByteBuffer.wrap(bytes);
      // Small numbers, and the largest that there are, reach further than noise.
      for (int at = 0; at + 4 <= bytes.length; at += 4) {
        switch (random.nextInt(4)) {
          case 0 -> numbers.putInt(at, random.nextInt(8));
          case 1 -> numbers.putInt(at, -1 - random.nextInt(3));
          case 2 -> numbers.putInt(at, Integer.MAX_VALUE - random.nextInt(3));
          default -> {
            // noise as it is
          }
        }
      }
      everything(bytes);
    }
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[4 + Limits.HEADER + random.nextInt(60)];
      random.nextBytes(bytes);
      ByteBuffer.wrap(bytes)
          .putInt(bytes.length)
          .putInt(Program.REMOTE.number())
          .putInt(1)
          .putInt(Procedure.CONNECT_GET_HOSTNAME.number())
          .putInt(random.nextInt(8))
          .putInt(random.nextInt(3))
          .putInt(random.nextInt(4));
      connection(bytes);
    }
  }

  /** A daemon that says what it is given and then ends, and that listens to nothing. */
  private static final class Scripted implements ByteTransport {
    private final ByteBuffer script;

    Scripted(byte[] script) {
      this.script = ByteBuffer.wrap(Arrays.copyOf(script, script.length));
    }

    @Override
    public int read(ByteBuffer into) {
      if (!script.hasRemaining()) {
        return -1;
      }
      int count = Math.min(into.remaining(), script.remaining());
      into.put(script.slice(script.position(), count));
      script.position(script.position() + count);
      return count;
    }

    @Override
    public void write(ByteBuffer from) {
      from.position(from.limit());
    }

    @Override
    public String peer() {
      return "a script";
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
