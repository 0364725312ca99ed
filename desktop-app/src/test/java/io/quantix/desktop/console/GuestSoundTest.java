package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.app.ConsoleSettings.Sound;
import io.quantix.desktop.text.Texts;
import io.quantix.desktop.window.Fx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The speaker of a real QEMU's guest, heard in a console. */
class GuestSoundTest {
  /** A hundredth of a second. */
  private static final int WINDOW = 441;

  @TempDir Path folder;
  private SpeakerGuest guest;
  private ConsoleFixture consoles;
  private HeardSound heard;
  private ConsolePane pane;

  @BeforeEach
  void boot() throws Exception {
    guest = new SpeakerGuest(folder);
    consoles = new ConsoleFixture(folder);
    heard = consoles.heard();
  }

  @AfterEach
  void close() throws Exception {
    consoles.close();
    guest.close();
    assertThat(heard.isOpen()).as("not given back").isFalse();
  }

  private void show() throws Exception {
    pane = consoles.show(guest);
    Fx.await("live", () -> pane.settled().isDone());
  }

  private void choose(Sound sound) throws Exception {
    Fx.on(() -> {
      pane.control().choices().soundProperty().set(sound);
      return sound;
    });
  }

  private static int sample(byte[] sound, int frame) {
    return (short) ((sound[4 * frame] & 0xff) | sound[4 * frame + 1] << 8);
  }

  /** Ten periods in a hundredth of a second, one more or less. */
  private static boolean isTone(byte[] sound, int from, int least, int most) {
    int rises = 0;
    int loudest = 0;
    for (int i = from + 1; i <= from + WINDOW; i++) {
      rises += sample(sound, i - 1) <= 0 && sample(sound, i) > 0 ? 1 : 0;
      loudest = Math.max(loudest, Math.abs(sample(sound, i)));
    }
    return rises >= 9 && rises <= 11 && loudest >= least && loudest <= most;
  }

  private boolean hearsTone(int least, int most) {
    byte[] sound = heard.samples();
    for (int from = 0; 4 * (from + WINDOW + 1) <= sound.length; from += WINDOW) {
      if (isTone(sound, from, least, most)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void theGuestIsHeardAsLoudAsItIsWanted() throws Exception {
    show();
    Fx.await("its tone", () -> hearsTone(10_000, 32_767));
    choose(new Sound(true, 50));
    Fx.await(
        "a softer one",
        () -> {
          heard.forgetBefore(WINDOW * 4 * 50);
          return hearsTone(1000, 10_000 / 2);
        });
    choose(new Sound(false, 50));
    Fx.await("silence", () -> !heard.isOpen());
    assertThat(consoles.context().settings().get().consoles().choices(pane.key()).sound())
        .isEqualTo(new Sound(false, 50));

    heard.forgetBefore(0);
    choose(new Sound(true, 100));
    Fx.await("it again", () -> hearsTone(10_000, 32_767));
    Fx.on(() -> {
      pane.control().model().disconnect();
      return pane;
    });
    Fx.await("the end", () -> !heard.isOpen());
  }

  @Test
  void aComputerWithoutSoundSaysSoAndShowsThePicture() throws Exception {
    heard.setMissing(true);
    show();
    Fx.await(
        "the reason",
        () ->
            pane.control()
                .actions()
                .messageProperty()
                .get()
                .equals(Texts.text("console.sound.no-device")));
    assertThat(Fx.on(() -> pane.control().model().stateProperty().get()))
        .isInstanceOf(ConsoleState.Connected.class);
  }

  @Test
  void theMenuSilencesTheGuestAndChangesItsVolume() throws Exception {
    show();
    Fx.await("sound", () -> soundMenu().isPresent());
    Fx.await("its tone", () -> hearsTone(10_000, 32_767));
    Fx.on(() -> {
      List<MenuItem> items = soundMenu().orElseThrow().getItems();
      CheckMenuItem play = (CheckMenuItem) items.getFirst();
      Slider volume =
          (Slider) ((HBox) ((CustomMenuItem) items.getLast()).getContent()).getChildren().getLast();
      assertThat(play.isSelected()).isTrue();
      assertThat(volume.getValue()).isEqualTo(100);
      volume.setValue(40);
      assertThat(pane.control().choices().soundProperty().get()).isEqualTo(new Sound(true, 40));
      play.setSelected(false);
      play.fire();
      assertThat(volume.isDisabled()).isTrue();
      return play;
    });
    assertThat(Fx.on(() -> pane.control().choices().soundProperty().get()))
        .isEqualTo(new Sound(false, 40));
    Fx.await("silence", () -> !heard.isOpen());
  }

  private Optional<Menu> soundMenu() {
    return MoreMenu.items(pane).stream()
        .filter(Menu.class::isInstance)
        .map(Menu.class::cast)
        .filter(menu -> menu.getText().equals(Texts.text("console.sound")))
        .findFirst();
  }
}
