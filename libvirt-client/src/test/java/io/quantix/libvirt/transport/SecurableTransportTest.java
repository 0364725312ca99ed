package io.quantix.libvirt.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import javax.security.sasl.SaslClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From which byte on the security layer is, however the bytes arrive. */
class SecurableTransportTest {
  /** Arrives in the given pieces. */
  private static final class Pieces implements ByteTransport {
    private final Queue<ByteBuffer> pieces = new ArrayDeque<>();
    private final ByteBuffer written = ByteBuffer.allocate(1000);

    Pieces add(int... bytes) {
      ByteBuffer piece = ByteBuffer.allocate(bytes.length);
      for (int each : bytes) {
        piece.put((byte) each);
      }
      pieces.add(piece.flip());
      return this;
    }

    @Override
    public int read(ByteBuffer into) {
      ByteBuffer piece = pieces.poll();
      if (piece == null) {
        return -1;
      }
      int count = piece.remaining();
      into.put(piece);
      return count;
    }

    @Override
    public void write(ByteBuffer from) {
      written.put(from);
    }

    @Override
    public String peer() {
      return "a host";
    }

    @Override
    public void close() {}
  }

  /** A layer that turns each byte over. */
  private static final class Turning implements SaslClient {
    private static byte[] turn(byte[] bytes, int offset, int length) {
      byte[] turned = new byte[length];
      for (int i = 0; i < length; i++) {
        turned[i] = (byte) ~bytes[offset + i];
      }
      return turned;
    }

    @Override
    public byte[] wrap(byte[] outgoing, int offset, int length) {
      return turn(outgoing, offset, length);
    }

    @Override
    public byte[] unwrap(byte[] incoming, int offset, int length) {
      return turn(incoming, offset, length);
    }

    @Override
    public @Nullable Object getNegotiatedProperty(String name) {
      return name.equals(javax.security.sasl.Sasl.RAW_SEND_SIZE) ? "3" : null;
    }

    @Override
    public String getMechanismName() {
      return "TURNING";
    }

    @Override
    public boolean hasInitialResponse() {
      return false;
    }

    @Override
    public byte[] evaluateChallenge(byte[] challenge) {
      return challenge;
    }

    @Override
    public boolean isComplete() {
      return true;
    }

    @Override
    public void dispose() {}
  }

  private static byte[] read(SecurableTransport from, int room) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(room);
    int count = from.read(into);
    byte[] bytes = new byte[Math.max(0, count)];
    into.flip().get(bytes);
    return bytes;
  }

  @Test
  void inClearAReadHasOnePacketAtMost() throws IOException {
    SecurableTransport transport =
        new SecurableTransport(new Pieces().add(0, 0, 0, 6, 1, 2, 0, 0).add(0, 5, 9));
    assertThat(read(transport, 100)).containsExactly(0, 0, 0, 6, 1, 2);
    assertThat(read(transport, 3)).containsExactly(0, 0, 0);
    assertThat(read(transport, 100)).containsExactly(5, 9);
    assertThat(transport.read(ByteBuffer.allocate(1))).isEqualTo(-1);
  }

  @Test
  void whatCameBehindTheLastReplyIsInTheLayer() throws IOException {
    // One piece from the network: the reply in clear, and what follows it in the layer.
    SecurableTransport transport =
        new SecurableTransport(
            new Pieces().add(0, 0, 0, 5, 7, 0, 0, 0, 2, ~1, ~2, 0, 0).add(0, 1, ~3));
    assertThat(transport.confidential()).isFalse();
    assertThat(read(transport, 100)).containsExactly(0, 0, 0, 5, 7);
    transport.secure(new Turning());
    assertThat(transport.confidential()).isTrue();
    assertThat(read(transport, 1)).containsExactly(1);
    assertThat(read(transport, 100)).containsExactly(2);
    assertThat(read(transport, 100)).containsExactly(3);
    assertThat(transport.read(ByteBuffer.allocate(1))).isEqualTo(-1);
  }

  @Test
  void writesAreCutIntoWhatTheOtherSideTakes() throws IOException {
    Pieces below = new Pieces();
    SecurableTransport transport = new SecurableTransport(below);
    transport.write(ByteBuffer.wrap(new byte[] {1}));
    transport.secure(new Turning());
    transport.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
    byte[] written = new byte[below.written.position()];
    below.written.flip().get(written);
    assertThat(written).containsExactly(1, 0, 0, 0, 3, ~1, ~2, ~3, 0, 0, 0, 1, ~4);
  }

  @Test
  void aPieceOutOfBoundsOrCutShortIsRefused() {
    for (int[] piece : new int[][] {{0, 0, 0, 0}, {0, 2, 0, 0}, {255, 255, 255, 255}}) {
      SecurableTransport transport = new SecurableTransport(new Pieces().add(piece));
      transport.secure(new Turning());
      assertThatThrownBy(() -> read(transport, 10)).hasMessageContaining("are allowed");
    }
    SecurableTransport cut = new SecurableTransport(new Pieces().add(0, 0, 0, 9, 1));
    cut.secure(new Turning());
    assertThatThrownBy(() -> read(cut, 10)).isInstanceOf(EOFException.class);
  }
}
