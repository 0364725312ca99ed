package io.quantix.vnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Updates of the picture and changes of its size: what is told, and what is asked for. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class UpdatesTest {
  @Test
  void followsTheSizeAndItsRequests() throws Exception {
    ServerBytes server =
        ServerBytes.hello(64, 48)
            .update(1)
            .rectangle(0, 0, 60, 48, -308)
            .u8(1)
            .zeros(3)
            .u32(7)
            .u16(0)
            .u16(0)
            .u16(60)
            .u16(48)
            .u32(9)
            .solid(0, 0, 60, 48, 0x010203)
            // passed on to the guest, done by it later; refused; done at once
            .update(1)
            .rectangle(1, 4, 60, 48, -308)
            .u32(0)
            .update(1)
            .rectangle(0, 0, 80, 50, -308)
            .u32(0)
            .solid(0, 0, 80, 50, 0x040506)
            .update(1)
            .rectangle(1, 3, 1, 1, -308)
            .u32(0)
            .update(1)
            .rectangle(1, 0, 90, 50, -308)
            .u32(0)
            .solid(0, 0, 90, 50, 0x070809)
            .u8(2);
    Watcher watcher = new Watcher();
    ScriptedTransport transport = ScriptedTransport.thenStalling(server.done());
    try (VncSession session = VncSession.open(transport, VncOptions.defaults(), watcher)) {
      watcher.await("the bell", () -> watcher.bells() > 0);
      assertThat(watcher.sizes()).containsExactly("64x48", "60x48", "80x50", "90x50");
      assertThat(watcher.answers())
          .containsExactly(
              "true the desktop is 80x50",
              "false this desktop cannot have that size",
              "true the desktop is 90x50");
      assertThat(session.takesSizeRequests()).isTrue();
      assertThat(session.framebuffer().width()).isEqualTo(90);
      assertThat(session.framebuffer().argb(89, 49)).isEqualTo(0xff070809);
      session.requestSize(1024, 99_999);
      transport.awaitWritten(
          "fb00" + "04004000" + "0100" + "00000000" + "00000000" + "04004000" + "00000000");
      transport.awaitWritten("0300" + "00000000" + "005a0032");
    }
  }

  @Test
  void asksOnceForAllWhenTheSizeChanges() throws Exception {
    ServerBytes server = ServerBytes.hello(64, 48).solid(0, 0, 64, 48, 1);
    for (int i = 0; i < 100; i++) {
      server.update(1).rectangle(0, 0, 64, 48, -308).u32(0);
    }
    server.u8(2);
    Watcher watcher = new Watcher();
    ScriptedTransport transport = ScriptedTransport.thenStalling(server.done());
    try (VncSession session = VncSession.open(transport, VncOptions.defaults(), watcher)) {
      watcher.await("the bell", () -> watcher.bells() > 0);
      assertThat(session.framebuffer().width()).isEqualTo(64);
      transport.awaitWritten("0300" + "0000000000400030");
    }
    String all = HexFormat.of().formatHex(transport.written());
    assertThat(all.split("0300" + "0000000000400030", -1)).as("full requests").hasSize(2);
    assertThat(watcher.sizes()).containsExactly("64x48");
  }

  @Test
  void coversEverythingWhenAsked() throws Exception {
    AtomicReference<String> last = new AtomicReference<>("");
    Watcher watcher = new Watcher();
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    VncListener listener =
        new VncListener() {
          @Override
          public void frame(DirtyRegion dirty) {
            last.set(dirty.width(0) + "x" + dirty.height(0) + " of " + dirty.count());
            if (first.getCount() > 0) {
              first.countDown();
              try {
                go.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }
          }

          @Override
          public void bell() {
            watcher.bell();
          }
        };
    ServerBytes server = ServerBytes.hello(64, 48).solid(1, 1, 2, 2, 1).solid(3, 3, 2, 2, 1).u8(2);
    try (VncSession session =
        VncSession.open(
            ScriptedTransport.thenStalling(server.done()), VncOptions.defaults(), listener)) {
      first.await();
      assertThat(last.get()).isEqualTo("2x2 of 1");
      session.requestFullUpdate();
      go.countDown();
      watcher.await("the bell", () -> watcher.bells() > 0);
      assertThat(last.get()).isEqualTo("64x48 of 1");
    }
  }

  @Test
  void endsAnUpdateAtItsLastRectangle() throws Exception {
    ServerBytes server =
        ServerBytes.hello(64, 48)
            .update(0xffff)
            .rectangle(0, 0, 1, 1, 0)
            .pixel(0xabcdef)
            .rectangle(0, 0, 0, 0, -224)
            .update(0)
            .u8(2);
    Watcher watcher = new Watcher();
    try (VncSession session =
        VncSession.open(
            ScriptedTransport.thenStalling(server.done()), VncOptions.defaults(), watcher)) {
      watcher.await("the bell", () -> watcher.bells() > 0);
      assertThat(watcher.frames()).isEqualTo(1);
      assertThat(session.framebuffer().argb(0, 0)).isEqualTo(0xffabcdef);
      assertThat(session.statistics().updates()).isEqualTo(2);
      assertThat(session.statistics().pixels()).isEqualTo(1);
      assertThat(session.statistics().encodings()).containsExactly("Raw");
    }
  }
}
