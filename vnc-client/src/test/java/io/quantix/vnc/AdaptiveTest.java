package io.quantix.vnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.wire.ClientMessages;
import io.quantix.vnc.wire.Outbox;
import io.quantix.vnc.wire.ScriptedTransport;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Quality and compression follow the way that the bytes come. */
class AdaptiveTest {
  private static final long SECOND = 1_000_000_000;
  private static final long MEGABIT = 1_000_000;

  private final ScriptedTransport transport = ScriptedTransport.thenStalling(new byte[0]);
  private final Outbox outbox = new Outbox(transport);
  private final EncodingList list =
      new EncodingList(
          List.of(7, 0),
          VncOptions.builder().adaptive(true).quality(9).compression(1).build(),
          new ClientMessages(outbox),
          outbox);

  @Test
  void goesDownAtOnceAndUpWhenItHasHeldTwice() {
    list.announce();
    list.adapt(200 * MEGABIT, 0);
    list.adapt(20 * MEGABIT, 0);
    list.came(7, 10, 20, 30, 40);
    list.came(0, 1, 2, 3, 4);
    list.adapt(MEGABIT / 10, 0);
    // A moment of luck is none yet, and a little more than the threshold is not enough.
    list.adapt(50 * MEGABIT, 0);
    list.adapt(MEGABIT / 10, 0);
    list.adapt(50 * MEGABIT, 0);
    list.adapt(50 * MEGABIT, 0);
    list.adapt(110 * MEGABIT, 0);
    list.adapt(110 * MEGABIT, 0);
    assertThat(sent())
        .isEqualTo(
            levels(9, 1)
                + levels(8, 2)
                + levels(1, 9)
                + levels(8, 2)
                // what came with loss, anew and once
                + "0300"
                + "000a0014"
                + "001e0028");
  }

  @Test
  void zywrleKeepsTheQualityThatItsDecoderWasMadeFor() {
    EncodingList wavelets =
        new EncodingList(
            List.of(17, 16, 0),
            VncOptions.builder().quality(6).compression(1).build(),
            new ClientMessages(outbox),
            outbox);
    wavelets.request(2, 1);
    wavelets.request(2, 9);
    assertThat(sent())
        .isEqualTo(
            "02000006"
                + "00000011"
                + "00000010"
                + "00000000"
                + "fffffec3"
                + "ffffff09"
                + "ffffffe6");
  }

  @Test
  void goesDownWhenBytesWaitOnTheirWay() {
    list.adapt(200 * MEGABIT, SECOND / 100);
    list.adapt(200 * MEGABIT, SECOND);
    assertThat(sent()).isEqualTo(levels(8, 2));
  }

  @Test
  void followsNoLongerOnceTold() {
    list.request(5, 5);
    list.adapt(MEGABIT, 0);
    assertThat(sent()).isEqualTo(levels(5, 5));
  }

  @Test
  void followsAgainOnceToldWhatIsBest() {
    list.request(5, 5);
    list.requestAdaptive(VncOptions.LOSSLESS, 1);
    list.requestAdaptive(9, 1);
    list.adapt(20 * MEGABIT, 0);
    assertThat(sent())
        .isEqualTo(
            levels(5, 5)
                // without a quality nothing is lost
                + "020000040000000700000000fffffec3ffffff01"
                + levels(9, 1)
                + levels(8, 2));
  }

  private static String levels(int quality, int compression) {
    return "02000005"
        + "00000007"
        + "00000000"
        + "fffffec3"
        + String.format("%08x%08x", -256 + compression, -32 + quality);
  }

  private String sent() {
    outbox.finish();
    outbox.run();
    return HexFormat.of().formatHex(transport.written());
  }

  @Test
  void measuresTheWayWhileUpdatesComeAndOtherwiseNot() {
    LinkMeter meter = new LinkMeter();
    long now = 5 * SECOND;
    long received = 0;
    // 25 updates in a second, each of 10,000 bytes in 10 ms: 8 Mbit/s, though 2 Mbit/s come.
    for (int i = 0; i < 26; i++) {
      meter.updateBegins(now, received);
      received += 10_000;
      meter.updateEnds(now + SECOND / 100, received);
      now += SECOND / 25;
    }
    assertThat(meter.bytesPerSecond()).isBetween(249_000L, 260_000L);
    assertThat(meter.sample(now)).isEqualTo(8 * MEGABIT);
    assertThat(meter.sample(now)).as("nothing new").isZero();
    // An hour later one small update says nothing about the way.
    now += 3600 * SECOND;
    meter.updateBegins(now, received);
    meter.updateEnds(now, received + 500);
    assertThat(meter.sample(now)).isZero();
  }
}
