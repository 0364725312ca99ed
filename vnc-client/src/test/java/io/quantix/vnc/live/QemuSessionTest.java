package io.quantix.vnc.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.vnc.VncCloseReason;
import io.quantix.vnc.VncEncoding;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A session with a real QEMU. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
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
      names = {"RAW", "HEXTILE", "ZRLE"})
  void showsWhatTheGuestShows(VncEncoding encoding) throws Exception {
    Watcher watcher = new Watcher();
    VncOptions options = VncOptions.defaults().withEncodings(List.of(encoding));
    try (VncSession session = VncSession.open(machine.connect(), options, watcher)) {
      Picture truth = machine.screendump();
      assertThat(truth.width()).isGreaterThanOrEqualTo(320);
      watcher.await(
          "the picture", () -> Picture.of(session.framebuffer()).difference(truth).isEmpty());
      assertThat(session.statistics().encodings()).contains(encoding.title());
      assertThat(session.statistics().protocol()).isEqualTo("3.8");
      assertThat(session.takesScanCodes()).isTrue();
      session.keyDown('a', 0x1e);
      session.keyUp('a', 0x1e);
      watcher.await(
          "the picture after keys",
          () -> {
            Picture now = Picture.of(session.framebuffer());
            return !now.difference(truth).isEmpty() && now.difference(dump()).isEmpty();
          });
    }
  }

  private Picture dump() {
    try {
      return machine.screendump();
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
}
