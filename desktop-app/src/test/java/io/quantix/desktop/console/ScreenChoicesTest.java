package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.app.ConsoleSettings.Quality;
import io.quantix.desktop.app.ConsoleSettings.Scaling;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.vnc.VncScreen;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenChoicesTest {
  private static final VncScreen LEFT = new VncScreen(7, 0, 0, 800, 600, 0);
  private static final VncScreen RIGHT = new VncScreen(3, 800, 0, 640, 480, 0);
  @TempDir Path folder;
  private SettingsStore settings;

  @BeforeEach
  void open() {
    settings = new SettingsStore(folder.resolve("settings.json"), _ -> {});
  }

  @Test
  void whatWasChosenForAConsoleIsThereTheNextTime() {
    ScreenChoices first = new ScreenChoices(settings, "a");
    first.scalingProperty().set(Scaling.INTEGER);
    first.followingProperty().set(true);
    first.qualityProperty().set(Quality.LOW);
    first.viewOnlyProperty().set(true);
    settings.flush();
    open();
    ScreenChoices again = new ScreenChoices(settings, "a");
    assertThat(again.scalingProperty().get()).isEqualTo(Scaling.INTEGER);
    assertThat(again.followingProperty().get()).isTrue();
    assertThat(again.qualityProperty().get()).isEqualTo(Quality.LOW);
    assertThat(again.viewOnlyProperty().get()).isFalse();
    assertThat(new ScreenChoices(settings, "b").scalingProperty().get()).isEqualTo(Scaling.FIT);
  }

  @Test
  void whatIsAsAtFirstLeavesNothingBehind() {
    ScreenChoices choices = new ScreenChoices(settings, "a");
    choices.scalingProperty().set(Scaling.FILL);
    choices.scalingProperty().set(Scaling.FIT);
    assertThat(settings.get().consoles().each()).isEmpty();
  }

  @Test
  void oneOfSeveralScreensCanBeSeenAlone() {
    ScreenChoices choices = new ScreenChoices(settings, "a");
    choices.setScreens(List.of(RIGHT, LEFT));
    assertThat(choices.screensProperty().get()).containsExactly(LEFT, RIGHT);
    assertThat(choices.partProperty().get()).isEmpty();
    choices.choose(Optional.of(RIGHT));
    assertThat(choices.partProperty().get()).contains(RIGHT);
    // It goes away with a restart and comes back in another place.
    choices.setScreens(List.of(LEFT));
    assertThat(choices.partProperty().get()).isEmpty();
    VncScreen moved = new VncScreen(3, 0, 600, 1024, 768, 0);
    choices.setScreens(List.of(LEFT, moved));
    assertThat(choices.partProperty().get()).contains(moved);
    choices.choose(Optional.empty());
    assertThat(choices.partProperty().get()).isEmpty();
  }
}
