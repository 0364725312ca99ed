package io.quantix.vnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.wire.ClientMessages;
import io.quantix.vnc.wire.Outbox;
import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Name, size and screens of a desktop. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ScreensTest {
  @Test
  void followsTheScreens() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      VncSession session = scripted.session;
      assertThat(session.screens()).containsExactly(new VncScreen(0, 0, 0, 64, 48, 0));
      session.requestScreens(List.of(new VncScreen(1, 0, 0, 10, 10, 0)));
      for (int i = 0; i < 3; i++) {
        scripted.says(server -> {
          layout(server, 100, 50, 0, 0, 2);
          screen(server, 7, 0, 0, 60, 50, 0);
          screen(server, 8, 60, 0, 40, 50, 3);
        });
      }
      assertThat(session.screens())
          .containsExactly(new VncScreen(7, 0, 0, 60, 50, 0), new VncScreen(8, 60, 0, 40, 50, 3));
      assertThat(scripted.watcher.events())
          .containsExactly("screens 7:60x50+0+0 8:40x50+60+0", "can SIZE_REQUESTS");
      scripted.sentNothing();

      session.requestScreens(
          List.of(new VncScreen(7, 0, 0, 30, 40, 0), new VncScreen(9, 30, 5, 20, 60, 0)));
      // Five seconds later the server would be asked for a sign of life.
      scripted.awaitSent(
          ("fb00" + "00320041" + "0200")
              + ("00000007" + "00000000" + "001e0028" + "00000000")
              + ("00000009" + "001e0005" + "0014003c" + "00000000"));
      session.requestSize(33, 22);
      scripted.awaitSent(
          "fb00" + "00210016" + "0100" + "00000007" + "00000000" + "00210016" + "00000000");
    }
  }

  /** A screen that lies outside is not handed on, whatever the server says. */
  @Test
  void doesNotBelieveInScreensOutside() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      scripted.says(server -> {
        layout(server, 64, 48, 0, 0, 2);
        screen(server, 5, 0, 0, 64, 48, 2);
        screen(server, 6, 65_535, 65_535, 65_535, 65_535, 0);
      });
      assertThat(scripted.session.screens()).containsExactly(new VncScreen(5, 0, 0, 64, 48, 2));
    }
  }

  @Test
  void refusesScreensThatNoDesktopHas() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      scripted.says(server -> layout(server, 64, 48, 0, 0, 0));
      for (VncScreen bad :
          List.of(
              new VncScreen(0, -1, 0, 9, 9, 0),
              new VncScreen(0, 0, 0, 0, 9, 0),
              new VncScreen(0, 16_000, 0, 9000, 9, 0),
              new VncScreen(0, Integer.MAX_VALUE, 0, 9, 9, 0))) {
        assertThatThrownBy(() -> scripted.session.requestScreens(List.of(bad)))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> scripted.session.requestScreens(List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** The server says no more by itself; it is asked for a sign of life, and then told of. */
  @Test
  void tellsThatTheGuestDoesNotFollow() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      scripted.says(server -> layout(server, 64, 48, 0, 0, 0));
      scripted.session.requestSize(1000, 700);
      scripted.says(server -> layout(server, 0, 0, 1, 4, 0));
      scripted.awaitSent("0300" + "00000000" + "00010001");
      do {
        Thread.sleep(10);
        scripted.says(server -> server.update(1).rectangle(0, 0, 1, 1, 0).pixel(5));
      } while (scripted.watcher.answers().isEmpty());
      assertThat(scripted.watcher.answers().getLast())
          .endsWith("1000x700 and has not changed its size within 5 s");
    }
  }

  @Test
  void hasFiveSecondsOfPatience() {
    Watcher watcher = new Watcher();
    Outbox outbox = new Outbox(ScriptedTransport.of(new byte[0]));
    AtomicLong now = new AtomicLong(-7);
    SizeRequests sizes = new SizeRequests(new ClientMessages(outbox), outbox, watcher, now::get);
    VncScreen first = new VncScreen(0, 0, 0, 64, 48, 0);
    sizes.tellIfOverdue();
    sizes.ask(1000, 700, first);
    now.addAndGet(TimeUnit.SECONDS.toNanos(5) - 1);
    sizes.tellIfOverdue();
    // Passed on to the guest, which has as long again.
    sizes.answered(4, 0, 0);
    now.addAndGet(TimeUnit.SECONDS.toNanos(5) - 1);
    sizes.tellIfOverdue();
    assertThat(watcher.answers()).isEmpty();
    now.addAndGet(1);
    sizes.tellIfOverdue();
    sizes.tellIfOverdue();
    assertThat(watcher.answers())
        .containsExactly(
            "false the guest was asked for 1000x700 and has not changed its size within 5 s");
    sizes.ask(10, 10, first);
    now.addAndGet(TimeUnit.SECONDS.toNanos(5));
    sizes.tellIfOverdue();
    assertThat(watcher.answers())
        .endsWith("false the server has not answered the request for 10x10 within 5 s");
    sizes.ask(20, 20, first);
    sizes.answered(4, 0, 0);
    sizes.resized(20, 20);
    now.addAndGet(TimeUnit.SECONDS.toNanos(5));
    sizes.tellIfOverdue();
    assertThat(watcher.answers()).hasSize(3).endsWith("true the desktop is 20x20");
  }

  @Test
  void hasAnotherName() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      assertThat(scripted.session.name()).isEqualTo("desk");
      scripted.says(server -> server.pseudo(0, 0, 0, 0, -307).u32(5).ascii("a\u0007b\nc"));
      scripted.says(server -> server.pseudo(0, 0, 0, 0, -307).u32(4).ascii("ab c"));
      assertThat(scripted.session.name()).isEqualTo("ab c");
      assertThat(scripted.watcher.events()).containsExactly("named ab c");
    }
  }

  private static void layout(
      ServerBytes server, int width, int height, int reason, int status, int screens) {
    server.pseudo(reason, status, width, height, -308).u8(screens).zeros(3);
  }

  private static void screen(
      ServerBytes server, int id, int x, int y, int width, int height, int flags) {
    server.u32(id).u16(x).u16(y).u16(width).u16(height).u32(flags);
  }
}
