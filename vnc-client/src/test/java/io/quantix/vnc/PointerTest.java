package io.quantix.vnc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pointer and lock keys: what a server says of them, and how it wants to be told. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class PointerTest {
  @Test
  void movesFromWhereItIsOnceTheGuestHasAMouse() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      VncSession session = scripted.session;
      assertThat(session.pointerMode()).isEqualTo(PointerMode.ABSOLUTE);
      session.pointerMoved(5, 5, 0);
      session.pointer(10, 11, 0);
      scripted.awaitExactly("0500000a000b");

      scripted.says(server -> server.pseudo(0, 0, 64, 48, -257));
      assertThat(session.pointerMode()).isEqualTo(PointerMode.RELATIVE);
      session.pointerMoved(3, -2, 0);
      scripted.awaitExactly("050080027ffd");
      // A place means nothing now, its buttons do, and moves past the range are cut.
      session.pointer(60, 40, 0);
      session.pointer(60, 40, 1);
      scripted.awaitExactly("05017fff7fff");
      session.pointerMoved(100_000, -100_000, 1);
      scripted.awaitExactly("0501fffe0000");

      scripted.says(server -> server.pseudo(1, 0, 64, 48, -257));
      session.pointer(1, 2, 0);
      scripted.awaitExactly("050000010002");
      assertThat(scripted.watcher.events()).containsExactly("pointer RELATIVE", "pointer ABSOLUTE");
    }
  }

  @Test
  void hasMoreButtonsWhereTheServerTakesThem() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      VncSession session = scripted.session;
      session.pointer(1, 1, 0x181);
      scripted.awaitExactly("050100010001");
      scripted.says(server -> server.pseudo(0, 0, 0, 0, -316));
      assertThat(session.can(VncCapability.EXTENDED_MOUSE_BUTTONS)).isTrue();
      session.pointer(1, 1, 0x101);
      scripted.awaitExactly("0581" + "00010001" + "02");
      session.pointer(1, 1, 0x80);
      scripted.awaitExactly("0580" + "00010001" + "01");
      session.pointer(1, 1, 1);
      scripted.awaitExactly("050100010001");
    }
  }

  @Test
  void isToldOfPlaceAndLockKeys() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      scripted.says(server -> server.pseudo(0, 0, 0, 0, -261).u8(0xf6));
      scripted.says(server -> server.pseudo(0, 0, 0, 0, 0x574d5668).u32(0x106));
      scripted.says(server -> server.pseudo(0, 0, 0, 0, 0x574d5668).u32(1));
      scripted.says(server -> server.pseudo(7, 8, 0, 0, -232));
      scripted.says(server -> server.pseudo(500, 600, 0, 0, 0x574d5666));
      assertThat(scripted.watcher.events())
          .containsExactly(
              "can LED_STATE",
              "leds num caps",
              "leds scroll",
              "pointer at 7,8",
              "pointer at 63,47");
    }
  }

  @Test
  void hasThePointersOfOldServers() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      scripted.says(server ->
          server
              .pseudo(9, 1, 9, 2, -240)
              .bytes(1, 2, 3, 4, 5, 6)
              .bytes(0x80, 0x80, 0x00, 0x00)
              .bytes(0xff, 0x80, 0x40, 0x00));
      CursorImage cursor = java.util.Objects.requireNonNull(scripted.watcher.cursor());
      int first = 0xff010203;
      int second = 0xff040506;
      assertThat(cursor.argb())
          .containsExactly(
              first, second, second, second, second, second, second, second, first, 0, second, 0, 0,
              0, 0, 0, 0, 0);
      assertThat(cursor.hotX()).isEqualTo(8);
      scripted.says(server -> server.pseudo(0, 0, 0, 5, -240));
      assertThat(java.util.Objects.requireNonNull(scripted.watcher.cursor()).width()).isZero();
    }
  }
}
