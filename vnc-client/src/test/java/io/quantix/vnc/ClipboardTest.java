package io.quantix.vnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.wire.Limits;
import io.quantix.vnc.wire.ServerBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both clipboards, in Latin-1 and as Unicode on demand. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ClipboardTest {
  private static final int TEXT = 1;
  private static final int CAPS = 1 << 24;
  private static final int REQUEST = 1 << 25;
  private static final int PEEK = 1 << 26;
  private static final int NOTIFY = 1 << 27;
  private static final int PROVIDE = 1 << 28;
  private static final int ALL = CAPS | REQUEST | PEEK | NOTIFY | PROVIDE | TEXT;
  private static final byte[] NOTHING = {};

  @Test
  void sendsLatinToServersThatKnowNoBetter() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      scripted.session.offerClipboard("é\r\n€k");
      scripted.awaitExactly("06000000" + "00000003" + "e90a6b");
      scripted.session.requestClipboard();
      scripted.session.offerClipboard("x".repeat(Limits.CLIPBOARD_SENT + 1));
      scripted.sentNothing();
    }
  }

  @Test
  void offersAndSendsWhenAsked() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      extended(scripted);
      scripted.says(server -> server.clipboard(PEEK, NOTHING));
      scripted.awaitExactly(message(NOTIFY));
      String text = "grüße, 世界 👩‍🚀\nzweite Zeile\r\ndritte";
      scripted.session.offerClipboard(text);
      scripted.awaitExactly(message(NOTIFY | TEXT));
      scripted.says(server -> server.clipboard(PEEK, NOTHING));
      scripted.awaitExactly(message(NOTIFY | TEXT));
      scripted.says(server -> server.clipboard(REQUEST | TEXT, NOTHING));
      assertThat(provided(scripted.awaitAll()))
          .isEqualTo(text.replace("\r\n", "\n").replace("\n", "\r\n") + "\0");
      // Another format than text; and when the server's own text has taken the place of ours.
      scripted.says(server -> server.clipboard(REQUEST | 2, NOTHING));
      scripted.awaitExactly(message(NOTIFY | TEXT));
      scripted.says(server -> server.clipboard(NOTIFY, NOTHING));
      scripted.says(server -> server.clipboard(REQUEST | TEXT, NOTHING));
      scripted.awaitExactly(message(NOTIFY));
    }
  }

  @Test
  void sendsALargeTextAndRefusesALargerOne() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      extended(scripted);
      StringBuilder noise = new StringBuilder();
      Random random = new Random(1);
      while (noise.length() < 200_000) {
        noise.append((char) (' ' + random.nextInt(95)));
      }
      scripted.session.offerClipboard(noise.toString());
      scripted.awaitExactly(message(NOTIFY | TEXT));
      scripted.says(server -> server.clipboard(REQUEST | TEXT, NOTHING));
      assertThat(provided(scripted.awaitAll())).isEqualTo(noise + "\0");
      scripted.session.offerClipboard("x".repeat(Limits.CLIPBOARD_SENT + 1));
      scripted.sentNothing();
    }
  }

  @Test
  void fetchesWhatIsOffered() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      extended(scripted);
      scripted.says(server -> server.clipboard(NOTIFY | TEXT | 2, NOTHING));
      assertThat(scripted.watcher.offers()).isEqualTo(1);
      scripted.session.requestClipboard();
      scripted.awaitExactly(message(REQUEST | TEXT));
      String text = "пример 👩‍🚀\u200e\n2";
      byte[] packed = packed(text.replace("\n", "\r\n") + "\0");
      scripted.says(server -> server.clipboard(PROVIDE | TEXT, packed));
      assertThat(scripted.watcher.cuts()).containsExactly(text);
      // Nobody asked for this one.
      scripted.says(server -> server.clipboard(PROVIDE | TEXT, packed));
      assertThat(scripted.watcher.cuts()).hasSize(1);
      // Old cut text still comes.
      scripted.says(server -> server.u8(3).zeros(3).u32(2).ascii("ok"));
      assertThat(scripted.watcher.cuts()).endsWith("ok");
    }
  }

  @Test
  void takesNoTextThatIsTooLarge() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      extended(scripted);
      scripted.session.requestClipboard();
      byte[] packed = packed("x".repeat(Limits.CUT_TEXT + 1));
      scripted.says(server -> server.clipboard(PROVIDE | TEXT, packed));
      assertThat(scripted.watcher.cuts()).isEmpty();
    }
  }

  static void extended(ScriptedSession scripted) throws Exception {
    scripted.says(server -> server.clipboard(ALL, new byte[4]));
    assertThat(scripted.session.can(VncCapability.EXTENDED_CLIPBOARD)).isTrue();
    scripted.awaitExactly("06000000" + "fffffff8" + String.format("%08x", ALL) + "00000000");
  }

  private static String message(int flags) {
    return "06000000" + "fffffffc" + String.format("%08x", flags);
  }

  static byte[] packed(String text) throws Exception {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(new ServerBytes().u32(raw.length).raw(raw).done());
    }
    return out.toByteArray();
  }

  /** The text of a message that provides one. */
  private static String provided(String sent) throws Exception {
    byte[] message = HexFormat.of().parseHex(sent);
    assertThat(sent).startsWith("06000000");
    assertThat(Integer.parseUnsignedInt(sent.substring(8, 16), 16)).isEqualTo(8 - message.length);
    assertThat(sent.substring(16, 24)).isEqualTo(String.format("%08x", PROVIDE | TEXT));
    byte[] plain =
        new InflaterInputStream(new ByteArrayInputStream(message, 12, message.length - 12))
            .readAllBytes();
    int length = HexFormat.fromHexDigits(HexFormat.of().formatHex(plain, 0, 4));
    assertThat(length).isEqualTo(plain.length - 4);
    return new String(plain, 4, length, StandardCharsets.UTF_8);
  }
}
