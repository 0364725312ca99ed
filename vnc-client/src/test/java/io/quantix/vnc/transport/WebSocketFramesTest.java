package io.quantix.vnc.transport;

import static io.quantix.vnc.transport.ServerFrames.BINARY;
import static io.quantix.vnc.transport.ServerFrames.CLOSE;
import static io.quantix.vnc.transport.ServerFrames.CONTINUATION;
import static io.quantix.vnc.transport.ServerFrames.LAST;
import static io.quantix.vnc.transport.ServerFrames.PING;
import static io.quantix.vnc.transport.ServerFrames.PONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.ScriptedTransport;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A WebSocket's frames, in whatever pieces they come, and those that no server may send. */
class WebSocketFramesTest {
  private static WebSocketTransport over(ScriptedTransport server) {
    return new WebSocketTransport(server, "ws://server:80/", new SecureRandom());
  }

  private static byte[] all(VncTransport transport, int capacity) throws IOException {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    ByteBuffer some = ByteBuffer.allocate(capacity);
    while (transport.read(some.clear()) >= 0) {
      payload.write(some.array(), 0, some.position());
    }
    return payload.toByteArray();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000, 70_000, Integer.MAX_VALUE})
  void givesThePayloadAsOneStream(int piece) throws Exception {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    ServerFrames server = new ServerFrames();
    for (int length : new int[] {1, 0, 125, 126, 65_535, 65_536, 200_000}) {
      server.binary(random(length));
      expected.writeBytes(random(length));
      server.frame(LAST | PING, random(5)).frame(LAST | PONG);
    }
    // A message in three frames, with a ping between them.
    server.frame(BINARY, random(10)).frame(LAST | PING).frame(CONTINUATION, random(300));
    server.frame(LAST | CONTINUATION, random(20)).close(1000, "");
    expected.writeBytes(random(10));
    expected.writeBytes(random(300));
    expected.writeBytes(random(20));
    for (int capacity : new int[] {7, 512 * 1024}) {
      try (VncTransport transport = over(ScriptedTransport.inPieces(server.done(), piece))) {
        assertThat(all(transport, capacity)).isEqualTo(expected.toByteArray());
        assertThat(transport.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
    }
  }

  @Test
  void doesNotWaitForMoreThanItNeeds() throws Exception {
    byte[] two = new ServerFrames().binary(random(3)).binary(random(4)).raw((byte) 0x82).done();
    ScriptedTransport server = ScriptedTransport.thenStalling(two);
    try (VncTransport transport = over(server)) {
      assertThat(transport.read(ByteBuffer.allocate(100))).isEqualTo(7);
    }
  }

  @Test
  void masksWhatItSends() throws Exception {
    ScriptedTransport server = ScriptedTransport.of(new byte[0]);
    try (VncTransport transport = over(server)) {
      for (int length : new int[] {1, 8, 125, 126, 16_384, 40_000}) {
        int before = server.written().length;
        transport.write(ByteBuffer.wrap(random(length)));
        ByteBuffer sent = ByteBuffer.wrap(server.written());
        sent.position(before);
        assertThat(unmasked(sent, BINARY)).isEqualTo(random(length));
      }
    }
  }

  /** The payload of the frames that are there, all of one type and each with a key of its own. */
  private static byte[] unmasked(ByteBuffer sent, int opcode) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    while (sent.hasRemaining()) {
      assertThat(sent.get() & 0xff).isEqualTo(LAST | opcode);
      int length = sent.get() & 0xff;
      assertThat(length).isGreaterThanOrEqualTo(0x80);
      length &= 0x7f;
      length = length == 126 ? sent.getShort() & 0xffff : length;
      byte[] key = new byte[4];
      sent.get(key);
      for (int i = 0; i < length; i++) {
        payload.write(sent.get() ^ key[i % 4]);
      }
    }
    return payload.toByteArray();
  }

  @Test
  void answersPingsAndTheClose() throws Exception {
    ScriptedTransport server =
        ScriptedTransport.of(
            new ServerFrames()
                .frame(LAST | PING, "hello".getBytes(StandardCharsets.UTF_8))
                .close(1001, "restart")
                .done());
    try (VncTransport transport = over(server)) {
      assertThat(transport.read(ByteBuffer.allocate(10))).isEqualTo(-1);
      ByteBuffer sent = ByteBuffer.wrap(server.written());
      assertThat(unmasked(sent.slice(0, 11), PONG))
          .isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
      assertThat(unmasked(sent.slice(11, 8), CLOSE)).isEqualTo(new byte[] {0x03, (byte) 0xe8});
    }
    assertThat(server.isClosed()).isTrue();
    assertThat(server.written()).hasSize(19);
  }

  @Test
  void saysWhyTheServerClosed() throws Exception {
    byte[] closing = new ServerFrames().close(1011, "Failed to connect\u0007 to server").done();
    try (VncTransport transport = over(ScriptedTransport.of(closing))) {
      IOException end =
          catchThrowableOfType(IOException.class, () -> transport.read(ByteBuffer.allocate(1)));
      assertThat(end).hasMessage("the WebSocket was closed with 1011 Failed to connect to server");
    }
  }

  @Test
  void anEndInsideAFrameIsNoEndOfTheStream() throws Exception {
    byte[] whole = new ServerFrames().binary(random(300)).done();
    for (int length : new int[] {1, 2, 3, 4, 100, 303}) {
      byte[] part = java.util.Arrays.copyOf(whole, length);
      try (VncTransport transport = over(ScriptedTransport.of(part))) {
        assertThat(catchThrowableOfType(EOFException.class, () -> all(transport, 10)))
            .hasMessageContaining("inside a WebSocket frame");
      }
    }
  }

  @Test
  void refusesWhatNoServerMaySend() throws Exception {
    breaks("a masked frame", "8281 00000000 41");
    breaks("reserved bits", "c201 41");
    breaks("reserved bits", "9200");
    breaks("text, and VNC is binary", "8101 41");
    breaks("unknown type 3", "8300");
    breaks("unknown type 11", "8b00");
    breaks("a continuation of no message", "8001 41");
    breaks("a new message inside another", "0200 8201 41");
    breaks("a negative length", "827f ffffffffffffffff");
    breaks("a negative length", "827f 8000000000000000");
    breaks("is 1073741825, and at most 1073741824", "827f 0000000040000001");
    breaks("is 9223372036854775807", "827f 7fffffffffffffff");
    breaks("longer than it has to be", "827e 007d");
    breaks("longer than it has to be", "827f 000000000000ffff");
    breaks("a control frame that is too long or in pieces", "0900");
    breaks("a control frame that is too long or in pieces", "897e 007e");
    breaks("a control frame that is too long or in pieces", "887f 7fffffffffffffff");
    breaks("half a reason", "8801 03");
  }

  private static void breaks(String why, String hex) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    try (VncTransport transport = over(ScriptedTransport.thenStalling(bytes))) {
      IOException end = catchThrowableOfType(IOException.class, () -> all(transport, 10));
      assertThat(end).describedAs(hex).hasMessageContaining(why);
      assertThat(end.getCause())
          .isInstanceOfSatisfying(
              VncException.class,
              e -> assertThat(e.kind()).isIn(VncException.Kind.PROTOCOL, VncException.Kind.LIMIT));
    }
  }

  @Test
  void survivesDamagedFrames() throws IOException {
    byte[] whole =
        new ServerFrames()
            .binary(random(200))
            .frame(LAST | PING, random(9))
            .frame(BINARY, random(70_000))
            .frame(LAST | CONTINUATION, random(3))
            .close(1000, "bye")
            .done();
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = whole.clone();
      for (int j = random.nextInt(3); j >= 0; j--) {
        damaged[random.nextInt(random.nextBoolean() ? 220 : damaged.length)] =
            (byte) random.nextInt();
      }
      survives(damaged);
    }
  }

  /** Whatever comes, the reader gives payload, ends, or says why not; it never waits or grows. */
  @FuzzTest(maxDuration = "20s")
  void survives(byte[] server) throws IOException {
    try (VncTransport transport = over(ScriptedTransport.of(server))) {
      assertThat(all(transport, 64).length).isLessThanOrEqualTo(server.length);
    } catch (IOException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
