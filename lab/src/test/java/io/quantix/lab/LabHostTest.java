package io.quantix.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LabHostTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @RegisterExtension static final LabHost host = LabHost.create();

  @Test
  void aGuestShowsWhatIsTypedAndMovesAndShutsDown() throws Exception {
    LabGuest guest = host.createGuest("quantix-lab-one", GuestSpec.tiny());
    assertThat(guest.state()).isEqualTo("shut off");
    guest.start();
    guest.awaitReady(PATIENCE);
    assertThat(guest.state()).isEqualTo("running");

    type(guest, "KEY_H", "KEY_I", "KEY_X", "KEY_BACKSPACE", "KEY_ENTER");
    guest.awaitSerial("typed: hi\n", PATIENCE);
    host.virsh("send-key", guest.name(), "KEY_LEFTSHIFT", "KEY_1");
    type(guest, "KEY_Q", "KEY_F5");
    guest.awaitSerial("key: F5", PATIENCE);

    await(() -> assertThat(ScreenText.typed(picture(guest))).isEqualTo(List.of("hi", "!q")));
    assertThat(ScreenText.lines(picture(guest)).get(1)).contains("quantix-lab-one");

    String before = ScreenText.lines(picture(guest)).get(5);
    await(() -> assertThat(ScreenText.lines(picture(guest)).get(5)).isNotEqualTo(before));

    host.virsh("shutdown", guest.name(), "--mode", "acpi");
    await(() -> assertThat(guest.state()).isEqualTo("shut off"));
  }

  @Test
  void ctrlAltDeleteRestartsTheGuest() throws Exception {
    LabGuest guest = host.createGuest("quantix-lab-one", GuestSpec.tiny().withoutGraphics());
    assertThat(host.virsh("list", "--all", "--name").strip()).isEqualTo("quantix-lab-one");
    guest.start();
    guest.awaitReady(PATIENCE);
    host.virsh("send-key", guest.name(), "KEY_LEFTCTRL", "KEY_LEFTALT", "KEY_DELETE");
    await(() ->
        assertThat(guest.serialLog().split("quantix-lab: ready", -1))
            .as(guest.serialLog())
            .hasSize(3));
  }

  @Test
  void guestsLiveOnWhenTheDaemonDies() {
    LabGuest guest =
        host.createGuest(
            "quantix-lab-socket",
            new GuestSpec(128, 1, true, Optional.empty(), true).withVncPassword("secret"));
    guest.start();
    host.killDaemon();
    assertThatThrownBy(() -> host.virsh("list")).isInstanceOf(LabException.class);
    host.restartDaemon();
    guest.awaitReady(PATIENCE);
    assertThat(guest.state()).isEqualTo("running");
    assertThat(host.virsh("dumpxml", guest.name())).contains(guest.name() + ".vnc");
  }

  @Test
  void twoHostsRunAtATime() {
    try (LabHost other = LabHost.create()) {
      other.start();
      LabGuest here = host.createGuest("quantix-lab-one", GuestSpec.tiny());
      LabGuest there = other.createGuest("quantix-lab-one", GuestSpec.tiny());
      here.start();
      there.start();
      here.awaitReady(PATIENCE);
      there.awaitReady(PATIENCE);
      other.virsh("destroy", there.name());
      assertThat(here.state()).isEqualTo("running");
      assertThat(there.state()).isEqualTo("shut off");
    }
  }

  @Test
  void aGuestMovesFromHostToHost() {
    try (LabHost other = LabHost.create()) {
      other.start();
      assumeTrue(host.canMigrate() && other.canMigrate(), "hosts have no names of their own here");
      LabGuest guest = host.createGuest("quantix-lab-one", GuestSpec.tiny().withoutGraphics());
      guest.start();
      guest.awaitReady(PATIENCE);
      host.virsh("migrate", "--live", guest.name(), other.uri());
      assertThat(guest.state()).isEqualTo("shut off");
      assertThat(other.virsh("domstate", guest.name()).strip()).isEqualTo("running");
      other.virsh("migrate", "--live", "--p2p", guest.name(), host.peerUri());
      assertThat(guest.state()).isEqualTo("running");
      assertThat(other.virsh("list", "--all", "--name")).isBlank();
    }
  }

  @Test
  void definesManyDomains() {
    host.defineMany(20, false);
    assertThat(host.virsh("list", "--all", "--name").lines().filter(name -> !name.isBlank()))
        .hasSize(20);
    host.defineMany(5000, true);
    String listed =
        Command.run(List.of("virsh", "-q", "-c", host.testDriverUri(), "list", "--all"), PATIENCE);
    assertThat(listed.lines().filter(line -> line.contains("quantix-lab-"))).hasSize(5000);
    assertThat(listed.lines().filter(line -> line.contains("paused"))).hasSize(500);
  }

  @Test
  void refusesOtherNames() {
    assertThatThrownBy(() -> host.createGuest("web", GuestSpec.tiny()))
        .hasMessageContaining("quantix-lab-");
  }

  private static void type(LabGuest guest, String... keys) {
    for (String key : keys) {
      host.virsh("send-key", guest.name(), key);
    }
  }

  private static BufferedImage picture(LabGuest guest) throws IOException {
    return ImageIO.read(guest.screendump().toFile());
  }

  /** A check that may come true later. */
  private interface Check {
    void run() throws Exception;
  }

  private static void await(Check check) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        check.run();
        return;
      } catch (AssertionError | LabException e) {
        if (Instant.now().isAfter(deadline)) {
          throw e;
        }
        Thread.sleep(50);
      }
    }
  }
}
