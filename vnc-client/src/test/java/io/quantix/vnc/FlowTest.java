package io.quantix.vnc;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.wire.ClientMessages;
import io.quantix.vnc.wire.Outbox;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import io.quantix.vnc.wire.WireReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How updates are made to come, and what is measured by them. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FlowTest {
  private static final String CHANGES = "0301" + "00000000" + "00400030";

  private long millis = 5000;

  @Test
  void echoesFencesWithTheFlagsItKnows() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      byte[] payload = new byte[64];
      payload[63] = 9;
      scripted.says(server -> server.fence(0xffffffff, payload));
      scripted.awaitExactly("f8000000" + "00000007" + "40" + HexFormat.of().formatHex(payload));
      scripted.says(server -> server.fence(0x80000001, new byte[0]));
      scripted.awaitExactly("f8000000" + "00000001" + "00");
      // An answer to nothing is none.
      scripted.says(server -> server.fence(1, new byte[8]));
      scripted.sentNothing();
      assertThat(scripted.session.can(VncCapability.FENCE)).isTrue();
    }
  }

  @Test
  void measuresTheWayByAFence() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      scripted.says(server -> server.fence(0x80000000, new byte[0]));
      scripted.awaitExactly("f8000000" + "00000000" + "00");
      scripted.says(server -> server.solid(0, 0, 1, 1, 1));
      scripted.awaitSent("f8000000" + "80000001" + "08");
      String sent = scripted.sent();
      byte[] ping = HexFormat.of().parseHex(sent.substring(sent.length() - 16));
      Duration before = scripted.session.statistics().latency();
      scripted.says(server -> server.fence(1, ping));
      assertThat(scripted.session.statistics().latency())
          .isPositive()
          .isNotEqualTo(before)
          .isLessThan(Duration.ofMinutes(2));
    }
  }

  @Test
  void measuresOneAtATimeAndOnceASecond() throws Exception {
    byte[] first = ping(5000);
    ScriptedTransport transport =
        ScriptedTransport.of(
            new ServerBytes()
                .fence(0x80000000, new byte[0])
                .fence(0, ping(4000))
                .fence(0, first)
                .fence(0, ping(6100))
                .fence(0, ping(36_200))
                .done());
    WireReader in = new WireReader(transport);
    Outbox outbox = new Outbox(transport);
    UpdateFlow flow =
        new UpdateFlow(
            false, outbox, new ClientMessages(outbox), () -> MILLISECONDS.toNanos(millis));
    flow.updateEnds(true);
    fence(flow, in);
    flow.updateEnds(true);
    millis = 5250;
    flow.updateEnds(true);
    fence(flow, in);
    assertThat(flow.latency()).as("another one's").isZero();
    fence(flow, in);
    assertThat(flow.latency()).isEqualTo(MILLISECONDS.toNanos(250));
    millis = 5999;
    flow.updateEnds(true);
    millis = 6100;
    flow.updateEnds(true);
    millis = 36_100;
    flow.updateEnds(true);
    millis = 36_200;
    flow.updateEnds(true);
    fence(flow, in);
    assertThat(flow.latency()).as("a lost one's").isEqualTo(MILLISECONDS.toNanos(250));
    millis = 36_207;
    fence(flow, in);
    assertThat(flow.latency()).isEqualTo(MILLISECONDS.toNanos(7));
    outbox.finish();
    outbox.run();
    String ping = "f8000000" + "80000001" + "08";
    assertThat(HexFormat.of().formatHex(transport.written()))
        .isEqualTo(
            ("f8000000" + "00000000" + "00")
                + (ping + HexFormat.of().formatHex(first))
                + (ping + HexFormat.of().formatHex(ping(6100)))
                + (ping + HexFormat.of().formatHex(ping(36_200))));
  }

  private static void fence(UpdateFlow flow, WireReader in) throws Exception {
    assertThat(in.u8()).isEqualTo(248);
    flow.fence(in);
  }

  private static byte[] ping(long millis) {
    return ByteBuffer.allocate(8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(MILLISECONDS.toNanos(millis))
        .array();
  }

  @Test
  void measuresTheWayByAFullRequest() throws Exception {
    VncOptions options = VncOptions.defaults();
    try (ScriptedSession scripted = new ScriptedSession(options)) {
      // A session is open before the end of the first update, which is what is measured.
      scripted.says(_ -> {});
      assertThat(scripted.session.statistics().latency()).isPositive();
      assertThat(scripted.session.statistics().bytesPerSecond()).isPositive();
    }
  }

  @Test
  void doesNotAskAServerThatSendsByItself() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession(VncOptions.defaults())) {
      scripted.awaitQuiet();
      scripted.says(server -> server.u8(150));
      assertThat(scripted.session.can(VncCapability.CONTINUOUS_UPDATES)).isTrue();
      scripted.awaitExactly("9601" + "00000000" + "00400030");
      scripted.says(server -> server.solid(0, 0, 9, 9, 1).solid(0, 0, 9, 9, 2));
      scripted.sentNothing();
      // The region follows the size, and all of it is asked for once.
      scripted.says(server -> server.pseudo(0, 0, 30, 20, -223));
      scripted.awaitExactly("9601" + "00000000" + "001e0014" + "0300" + "00000000" + "001e0014");
      // The server has ended it: back to requests.
      scripted.says(server -> server.u8(150));
      scripted.awaitExactly("0301" + "00000000" + "001e0014");
      scripted.says(server -> server.solid(0, 0, 9, 9, 1));
      scripted.awaitExactly("0301" + "00000000" + "001e0014");
      scripted.says(server -> server.u8(150));
      scripted.sentNothing();
    }
  }

  @Test
  void asksBeforeItReads() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession(VncOptions.defaults())) {
      scripted.awaitQuiet();
      // Half an update: its header and a part of its pixels.
      ServerBytes update = new ServerBytes().solid(0, 0, 64, 48, 3);
      byte[] half = java.util.Arrays.copyOf(update.done(), 5000);
      scripted.saysPart(half);
      scripted.awaitExactly(CHANGES);
    }
  }

  @Test
  void listsEverythingAnewWhenTheLevelsChange() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      scripted.session.requestQuality(6, 3);
      String tail = "fffffecb" + "fffffec8" + "fffffec7" + "c0a1e5ce" + "fffffec3";
      scripted.awaitSent(tail + "ffffff03" + "ffffffe6");
      String sent = scripted.sent();
      assertThat(sent).startsWith("0200");
      assertThat(Integer.parseInt(sent.substring(4, 8), 16) * 8 + 8).isEqualTo(sent.length());
      scripted.session.requestQuality(6, 3);
      scripted.session.requestQuality(VncOptions.LOSSLESS, 9);
      scripted.awaitSent(tail + "ffffff09");
      // Without a quality, and without JPEG.
      assertThat(scripted.sent()).hasSize(sent.length() - 16);
    }
  }
}
