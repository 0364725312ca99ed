package io.quantix.vnc.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.VncCapability;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncScreen;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.Watcher;
import io.quantix.vnc.input.Key;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What a real TigerVNC server can do beyond its picture. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class XvncExtensionsTest {
  private XServer server;

  @BeforeAll
  void start() throws Exception {
    server = new XServer();
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @Test
  void getsUpdatesWithoutAsking() throws Exception {
    Watcher watcher = new Watcher();
    Random random = new Random(4);
    try (XClient x = server.client();
        VncSession session = VncSession.open(server.connect(), VncOptions.defaults(), watcher)) {
      watcher.await("fences", () -> session.can(VncCapability.FENCE));
      watcher.await("updates", () -> session.can(VncCapability.CONTINUOUS_UPDATES));
      for (int i = 0; i < 40; i++) {
        int[] argb = random.ints(200 * 150, 0, 1 << 24).toArray();
        x.put(random.nextInt(600), random.nextInt(450), new Picture(200, 150, argb));
      }
      Picture truth = x.get(session.framebuffer().width(), session.framebuffer().height());
      watcher.await(
          "the picture", () -> Picture.of(session.framebuffer()).difference(truth).isEmpty());
      watcher.await("a measure", () -> session.statistics().latency().isPositive());
      assertThat(session.statistics().bytesPerSecond()).isPositive();
    }
  }

  @Test
  void hasTwoScreens() throws Exception {
    Watcher watcher = new Watcher();
    Watcher witness = new Watcher();
    List<VncScreen> wanted =
        List.of(new VncScreen(0, 0, 0, 500, 400, 0), new VncScreen(77, 500, 0, 300, 400, 0));
    try (XServer own = new XServer();
        XClient x = own.client();
        VncSession session = VncSession.open(own.connect(), VncOptions.defaults(), watcher);
        VncSession other = VncSession.open(own.connect(), VncOptions.defaults(), witness)) {
      session.requestScreens(wanted);
      watcher.await("an answer", () -> !watcher.answers().isEmpty());
      assertThat(watcher.answers()).containsExactly("true the desktop is 800x400");
      assertThat(session.screens()).isEqualTo(wanted);
      witness.await("the screens", () -> other.screens().equals(wanted));
      Picture truth = x.get(800, 400);
      watcher.await(
          "the picture", () -> Picture.of(session.framebuffer()).difference(truth).isEmpty());
    }
  }

  @Test
  void seesTheLockKeys() throws Exception {
    Watcher watcher = new Watcher();
    Key caps = Key.named("capslock").orElseThrow();
    try (XServer own = new XServer();
        VncSession session = VncSession.open(own.connect(), VncOptions.defaults(), watcher)) {
      watcher.await("the lock keys", () -> session.can(VncCapability.LED_STATE));
      session.keyDown(caps.keysym(), caps.scanCode());
      session.keyUp(caps.keysym(), caps.scanCode());
      watcher.await("Caps Lock", () -> watcher.events().contains("leds caps"));
    }
  }

  @Test
  void hasAnotherNameAndAUnicodeClipboard() throws Exception {
    Watcher watcher = new Watcher();
    try (XServer own = new XServer();
        VncSession session = VncSession.open(own.connect(), VncOptions.defaults(), watcher)) {
      watcher.await("it", () -> session.can(VncCapability.EXTENDED_CLIPBOARD));
      assertThat(session.name()).isEqualTo("quantix-lab-x");
      Process process =
          new ProcessBuilder(
                  "tigervncconfig",
                  "-display",
                  ":" + own.display(),
                  "-set",
                  "desktop=quantix-lab-y")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(process.waitFor()).isZero();
      watcher.await("the name", () -> watcher.events().contains("named quantix-lab-y"));
      assertThat(session.name()).isEqualTo("quantix-lab-y");
    }
  }
}
