package io.quantix.vnc.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.AudioFormat;
import io.quantix.vnc.PointerMode;
import io.quantix.vnc.PowerAction;
import io.quantix.vnc.VncCapability;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.Watcher;
import io.quantix.vnc.input.QemuScanCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a real QEMU can do beyond its picture. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class QemuExtensionsTest {
  private static final int TELLING = 8820;

  @Test
  void movesFromWhereItIsUntilThereIsATablet() throws Exception {
    Watcher watcher = new Watcher();
    try (QemuMachine machine = new QemuMachine("", "-vga", "std", "-usb", "-device", "usb-tablet");
        VncSession session = VncSession.open(machine.connect(), VncOptions.defaults(), watcher)) {
      int mouse = index(machine, "PS/2 Mouse");
      int tablet = index(machine, "Tablet");
      hmp(machine, "mouse_set " + mouse);
      watcher.await("the mouse", () -> session.pointerMode() == PointerMode.RELATIVE);
      session.pointerMoved(-5, 300, 0);
      session.pointer(9, 9, 1);
      session.pointer(9, 9, 0);
      hmp(machine, "mouse_set " + tablet);
      watcher.await("the tablet", () -> session.pointerMode() == PointerMode.ABSOLUTE);
      session.pointer(9, 9, 0);
      int frames = watcher.frames();
      session.requestFullUpdate();
      watcher.await("a frame", () -> watcher.frames() > frames);
      assertThat(session.statistics().latency()).isPositive();
    }
  }

  private static int index(QemuMachine machine, String name) throws IOException {
    return Arrays.stream(hmp(machine, "info mice").split("Mouse #"))
        .filter(line -> line.contains(name))
        .mapToInt(line -> Integer.parseInt(line.substring(0, line.indexOf(':'))))
        .findFirst()
        .orElseThrow();
  }

  private static String hmp(QemuMachine machine, String command) throws IOException {
    return machine.execute(
        "{\"execute\":\"human-monitor-command\",\"arguments\":{\"command-line\":\""
            + command
            + "\"}}");
  }

  @Test
  void seesTheLightsAndHearsTheSpeaker() throws Exception {
    Watcher watcher = new Watcher();
    try (QemuMachine machine =
            new QemuMachine(
                ",audiodev=sound",
                "-vga",
                "std",
                "-audiodev",
                "none,id=sound",
                "-machine",
                "pcspk-audiodev=sound");
        VncSession session = VncSession.open(machine.connect(), VncOptions.defaults(), watcher)) {
      assertThat(session.can(VncCapability.LED_STATE)).isTrue();
      assertThat(session.can(VncCapability.AUDIO)).isTrue();
      session.startAudio(new AudioFormat(1, 44_100));
      session.keyDown(0, QemuScanCode.KEYPAD_COMMA);
      session.keyUp(0, QemuScanCode.KEYPAD_COMMA);
      watcher.await("the light", () -> watcher.events().contains("leds caps"));
      // A good part of a second from where it begins to sound, so that a tone in it can be told.
      watcher.await(
          "its sound", () -> beginning(watcher.sound()) + TELLING <= watcher.sound().length / 2);
      assertThat(watcher.events()).contains("sound true");
      assertThat(rate(watcher.sound())).isBetween(800, 1200);
      session.stopAudio();
      int frames = watcher.frames();
      session.requestFullUpdate();
      watcher.await("a frame", () -> watcher.frames() > frames);
    }
  }

  private static int sample(byte[] sound, int i) {
    return (short) ((sound[2 * i] & 0xff) | sound[2 * i + 1] << 8);
  }

  /** The first sample that sounds, or the end. */
  private static int beginning(byte[] sound) {
    int first = 0;
    while (first < sound.length / 2 && Math.abs(sample(sound, first)) < 1000) {
      first++;
    }
    return first;
  }

  /** Periods a second of the part that sounds. */
  private static int rate(byte[] sound) {
    int first = beginning(sound);
    int rises = 0;
    for (int i = first + 1; i < first + TELLING; i++) {
      rises += sample(sound, i - 1) <= 0 && sample(sound, i) > 0 ? 1 : 0;
    }
    return (int) (rises * 44_100L / TELLING);
  }

  @Test
  void turnsTheMachineOff() throws Exception {
    Watcher watcher = new Watcher();
    try (QemuMachine machine = new QemuMachine(",power-control=on");
        VncSession session = VncSession.open(machine.connect(), VncOptions.defaults(), watcher)) {
      assertThat(session.can(VncCapability.POWER)).isTrue();
      session.power(PowerAction.REBOOT);
      watcher.await("a refusal", () -> watcher.events().contains("power refused"));
      session.power(PowerAction.RESET);
      assertThat(machine.awaitSerial(2)).containsExactly('R', 'R');
    }
    try (QemuMachine machine = new QemuMachine("");
        VncSession session =
            VncSession.open(machine.connect(), VncOptions.defaults(), new Watcher())) {
      assertThat(session.can(VncCapability.POWER)).isFalse();
    }
  }

  @Test
  void sharesAClipboardWithItsOtherClients() throws Exception {
    Watcher here = new Watcher();
    Watcher there = new Watcher();
    String text = "grüße, 世界\nund noch eine Zeile";
    try (QemuMachine machine = new QemuMachine("");
        VncSession one = VncSession.open(machine.connect(), VncOptions.defaults(), here);
        VncSession two = VncSession.open(machine.connect(), VncOptions.defaults(), there)) {
      assertThat(one.can(VncCapability.EXTENDED_CLIPBOARD)).isTrue();
      one.offerClipboard(text);
      there.await("the offer", () -> there.offers() > 0);
      two.requestClipboard();
      there.await("the text", () -> there.cuts().contains(text));
      two.offerClipboard("back");
      here.await("the offer", () -> here.offers() > 0);
      one.requestClipboard();
      here.await("the text", () -> here.cuts().contains("back"));
    }
  }

  /** QEMU forgets what a list of encodings leaves out, and acknowledges everything anew. */
  @Test
  void keepsItsAbilitiesWhenTheLevelsChange() throws Exception {
    Watcher watcher = new Watcher();
    try (QemuMachine machine = new QemuMachine("");
        VncSession session = VncSession.open(machine.connect(), VncOptions.defaults(), watcher)) {
      session.requestQuality(5, 6);
      session.requestQuality(VncOptions.LOSSLESS, 1);
      session.requestFullUpdate();
      Picture truth = machine.screendump();
      watcher.await(
          "the picture", () -> Picture.of(session.framebuffer()).difference(truth).isEmpty());
      session.keyDown('a', 0x1e);
      session.keyUp('a', 0x1e);
      assertThat(machine.awaitSerial(3)).containsExactly('R', 0x1e, 0x9e);
      assertThat(watcher.sizes()).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void tellsThatTheGuestDoesNotFollowItsSize() throws Exception {
    Watcher watcher = new Watcher();
    try (QemuMachine machine = new QemuMachine("");
        VncSession session = VncSession.open(machine.connect(), VncOptions.defaults(), watcher)) {
      session.requestSize(1000, 700);
      watcher.await("the end of patience", () -> !watcher.answers().isEmpty());
      assertThat(watcher.answers().getFirst())
          .isIn(
              "false the guest was asked for 1000x700 and has not changed its size within 5 s",
              "false this desktop cannot have that size");
    }
  }
}
