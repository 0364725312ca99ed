package io.quantix.vnc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sound from a QEMU, and its machine's power. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SoundAndPowerTest {
  @Test
  void hearsWhatItAskedFor() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      VncSession session = scripted.session;
      session.startAudio(AudioFormat.CD);
      scripted.says(server -> server.pseudo(0, 0, 64, 48, -259));
      scripted.sentNothing();
      scripted.says(server -> server.u8(255).u8(1).u16(2).u32(4).bytes(9, 9, 9, 9));
      assertThat(scripted.watcher.sound()).as("nobody asked for it").isEmpty();

      session.startAudio(new AudioFormat(2, 48_000));
      scripted.awaitExactly("ff010002" + "03" + "02" + "0000bb80" + "ff010000");
      scripted.says(server ->
          server
              .u8(255)
              .u8(1)
              .u16(1)
              .u8(255)
              .u8(1)
              .u16(2)
              .u32(100_000)
              .zeros(99_996)
              .bytes(1, 2, 3, 4)
              // less than a sample of both channels is none
              .u8(255)
              .u8(1)
              .u16(2)
              .u32(3)
              .bytes(7, 7, 7)
              .u8(255)
              .u8(1)
              .u16(0));
      byte[] sound = scripted.watcher.sound();
      assertThat(sound).hasSize(100_000).endsWith(1, 2, 3, 4);
      session.stopAudio();
      session.stopAudio();
      scripted.awaitExactly("ff010001");
      scripted.says(server -> server.u8(255).u8(1).u16(2).u32(4).bytes(9, 9, 9, 9));
      assertThat(scripted.watcher.sound()).hasSize(100_000);
      assertThat(scripted.watcher.events())
          .containsExactly("can AUDIO", "sound true", "sound false");
    }
  }

  @Test
  void hasOnlyFormatsThatServersTake() {
    assertThatThrownBy(() -> new AudioFormat(3, 44_100))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new AudioFormat(2, 96_000))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void asksForTheMachinesEnd() throws Exception {
    try (ScriptedSession scripted = new ScriptedSession()) {
      scripted.session.power(PowerAction.RESET);
      scripted.says(server -> server.u8(250).u8(0).u8(1).u8(1));
      scripted.sentNothing();
      scripted.session.power(PowerAction.SHUTDOWN);
      scripted.awaitExactly("fa000102");
      scripted.session.power(PowerAction.REBOOT);
      scripted.awaitExactly("fa000103");
      scripted.session.power(PowerAction.RESET);
      scripted.awaitExactly("fa000104");
      scripted.says(server -> server.u8(250).u8(0).u8(1).u8(0));
      assertThat(scripted.watcher.events()).containsExactly("can POWER", "power refused");
    }
  }
}
