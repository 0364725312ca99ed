package io.quantix.vnc.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.VncCloseReason;
import io.quantix.vnc.VncEncoding;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.Watcher;
import io.quantix.vnc.input.Key;
import io.quantix.vnc.input.KeyCombination;
import io.quantix.vnc.input.Keystrokes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A session with a real QEMU. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class QemuSessionTest {
  private QemuMachine machine;

  @BeforeAll
  void boot() throws Exception {
    machine = new QemuMachine("");
  }

  @AfterAll
  void off() throws Exception {
    machine.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = VncEncoding.class,
      names = {"RAW", "HEXTILE", "ZRLE", "TIGHT"})
  void showsWhatTheGuestShows(VncEncoding encoding) throws Exception {
    Watcher watcher = new Watcher();
    VncOptions options = VncOptions.defaults().withEncodings(List.of(encoding));
    try (VncSession session = VncSession.open(machine.connect(), options, watcher)) {
      watcher.await("the picture", () -> shows(session, machine));
      Picture truth = machine.screendump();
      assertThat(truth.width()).isGreaterThanOrEqualTo(320);
      assertThat(session.statistics().encodings()).contains(encoding.title());
      assertThat(session.statistics().protocol()).isEqualTo("3.8");
      assertThat(session.takesScanCodes()).isTrue();
      session.keyDown('a', 0x1e);
      session.keyUp('a', 0x1e);
      watcher.await(
          "the picture after keys",
          () ->
              !Picture.of(session.framebuffer()).difference(truth).isEmpty()
                  && shows(session, machine));
    }
  }

  /** Whether it shows what the guest shows now; a guest may still be drawing. */
  private static boolean shows(VncSession session, QemuMachine guest) {
    try {
      Picture now = guest.screendump();
      return Picture.of(session.framebuffer()).difference(now).isEmpty();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void endsWhenTheMachineEnds() throws Exception {
    Watcher watcher = new Watcher();
    try (QemuMachine other = new QemuMachine("");
        VncSession session = VncSession.open(other.connect(), VncOptions.defaults(), watcher)) {
      other.execute("{\"execute\":\"quit\"}");
      watcher.await("the end", () -> watcher.reason() != null);
      VncCloseReason reason = session.closed().toCompletableFuture().join();
      assertThat(reason.kind()).isIn(VncCloseReason.Kind.SERVER, VncCloseReason.Kind.TRANSPORT);
    }
  }

  @Test
  void provesItsPassword() throws Exception {
    try (QemuMachine locked = new QemuMachine(",password=on")) {
      locked.execute(
          "{\"execute\":\"set_password\",\"arguments\":{\"protocol\":\"vnc\","
              + "\"password\":\"s3cret\"}}");
      Watcher watcher = new Watcher();
      try (VncSession session =
          VncSession.open(
              locked.connect(),
              VncOptions.defaults().withPassword("s3cret"::toCharArray),
              watcher)) {
        assertThat(session.statistics().security()).isEqualTo("VNC authentication");
        watcher.await("a frame", () -> watcher.frames() > 0);
      }
      assertThatThrownBy(() ->
              VncSession.open(
                  locked.connect(),
                  VncOptions.defaults().withPassword("wrong"::toCharArray),
                  watcher))
          .isInstanceOfSatisfying(
              VncException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(VncException.Kind.AUTHENTICATION);
                assertThat(e.hint()).contains("password");
              });
      assertThatThrownBy(() -> VncSession.open(locked.connect(), VncOptions.defaults(), watcher))
          .isInstanceOfSatisfying(
              VncException.class,
              e -> assertThat(e.kind()).isEqualTo(VncException.Kind.AUTHENTICATION));
    }
  }

  @Test
  void sendsEveryKey() throws Exception {
    // Num Lock comes last: while it is on, QEMU changes it back for keypad keys without a digit.
    List<Key> keys = new ArrayList<>(Key.all());
    keys.removeIf(key -> key.name().equals("numlock") || key.name().equals("sysrq"));
    keys.add(Key.named("numlock").orElseThrow());
    StringBuilder expected = new StringBuilder();
    for (Key key : keys) {
      expected.append(key.name()).append(' ').append(scanCodes(key)).append('\n');
    }
    try (QemuMachine typist = new QemuMachine("");
        VncSession session =
            VncSession.open(typist.connect(), VncOptions.defaults(), new Watcher())) {
      StringBuilder came = new StringBuilder();
      int bytes = 1;
      for (Key key : keys) {
        session.keyDown(0, key.scanCode());
        session.keyUp(0, key.scanCode());
        int count = bytes + scanCodes(key).length() / 2;
        byte[] all = typist.awaitSerial(count);
        came.append(key.name()).append(' ');
        came.append(HexFormat.of().formatHex(all, bytes, all.length)).append('\n');
        bytes = all.length;
      }
      assertThat(came.toString()).isEqualTo(expected.toString());
      Keystrokes.of(KeyCombination.parse("alt+sysrq")).send(session, Keystrokes.PAUSE);
      // Some versions of QEMU release Alt and press it again around these two.
      byte[] all = typist.awaitSerial(bytes + 4);
      if (!HexFormat.of().formatHex(all, bytes, all.length).contains("54d4")) {
        all = typist.awaitSerial(bytes + 6);
      }
      assertThat(HexFormat.of().formatHex(all, bytes, all.length)).contains("54d4");
    }
  }

  /** What a keyboard sends in XT set 1 for a press and a release. */
  private static String scanCodes(Key key) {
    int code = key.scanCode();
    return switch (key.name()) {
      case "print" -> "e02ae037e0b7e0aa";
      case "pause", "break" -> "e11d45e19dc5";
      default ->
          code < 0x80
              ? String.format("%02x%02x", code, code | 0x80)
              : String.format("e0%02xe0%02x", code & 0x7f, code);
    };
  }

  @Test
  void typesText() throws Exception {
    StringBuilder text = new StringBuilder();
    for (char c = ' '; c <= '~'; c++) {
      text.append(c);
    }
    text.append("\tQuantix, 100%!\n");
    try (QemuMachine typist = new QemuMachine("");
        VncSession session =
            VncSession.open(typist.connect(), VncOptions.defaults(), new Watcher())) {
      Keystrokes strokes = Keystrokes.ofText(text.toString());
      strokes.send(session, Keystrokes.PAUSE);
      byte[] codes = typist.awaitSerial(1 + strokes.count());
      assertThat(typed(codes)).isEqualTo(text.toString());
    }
  }

  /** Reads set 1 codes as a US keyboard's. */
  private static String typed(byte[] codes) {
    String plain = "??1234567890-=?\tqwertyuiop[]\n?asdfghjkl;'`?\\zxcvbnm,./";
    String shifted = "??!@#$%^&*()_+?\tQWERTYUIOP{}\n?ASDFGHJKL:\"~?|ZXCVBNM<>?";
    StringBuilder text = new StringBuilder();
    boolean shift = false;
    for (int i = 1; i < codes.length; i++) {
      int code = codes[i] & 0xff;
      if ((code & 0x7f) == 0x2a) {
        shift = code < 0x80;
      } else if (code == 0x39) {
        text.append(' ');
      } else if (code < 0x80) {
        text.append((shift ? shifted : plain).charAt(code));
      }
    }
    return text.toString();
  }

  @Test
  void followsTheGuestsSize() throws Exception {
    Watcher watcher = new Watcher();
    try (QemuMachine other = new QemuMachine("");
        VncSession session = VncSession.open(other.connect(), VncOptions.defaults(), watcher)) {
      assertThat(session.takesSizeRequests()).isTrue();
      Keystrokes.of(KeyCombination.parse("f12")).send(session, Keystrokes.PAUSE);
      watcher.await("text", () -> watcher.sizes().getLast().equals("720x400"));
      Keystrokes.of(KeyCombination.parse("f11")).send(session, Keystrokes.PAUSE);
      watcher.await("graphics", () -> watcher.sizes().getLast().equals("640x400"));
      other.awaitSerial(5);
      watcher.await("the picture", () -> shows(session, other));
    }
  }

  @Test
  void letsASecondClientWatch() throws Exception {
    Watcher first = new Watcher();
    Watcher second = new Watcher();
    try (VncSession one = VncSession.open(machine.connect(), VncOptions.defaults(), first);
        VncSession two = VncSession.open(machine.connect(), VncOptions.defaults(), second)) {
      first.await("frames", () -> first.frames() > 0);
      second.await("frames", () -> second.frames() > 0);
      assertThat(one.closed().toCompletableFuture()).isNotDone();
      assertThat(two.closed().toCompletableFuture()).isNotDone();
    }
  }

  @Test
  void hearsThatItsSizeIsRefused() throws Exception {
    Watcher watcher = new Watcher();
    try (QemuMachine cirrus = new QemuMachine("", "-vga", "cirrus");
        VncSession session = VncSession.open(cirrus.connect(), VncOptions.defaults(), watcher)) {
      session.requestSize(1000, 700);
      watcher.await("an answer", () -> !watcher.answers().isEmpty());
      assertThat(watcher.answers()).containsExactly("false this desktop cannot have that size");
    }
  }

  @Test
  void movesThePointerWithoutHarm() throws Exception {
    Watcher watcher = new Watcher();
    try (VncSession session = VncSession.open(machine.connect(), VncOptions.defaults(), watcher)) {
      for (int i = 0; i < 500; i++) {
        session.pointer(i * 7 - 100, 5000 - i * 11, i % 128);
      }
      session.pointer(0, 0, 0);
      int frames = watcher.frames();
      session.requestFullUpdate();
      watcher.await("a frame", () -> watcher.frames() > frames);
      assertThat(session.closed().toCompletableFuture()).isNotDone();
    }
  }
}
