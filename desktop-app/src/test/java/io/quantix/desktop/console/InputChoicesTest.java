package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.app.InputSettings;
import io.quantix.desktop.app.InputSettings.Capture;
import io.quantix.desktop.app.InputSettings.HostKey;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.vnc.input.KeyboardLayout;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputChoicesTest {
  @TempDir Path folder;
  private SettingsStore settings;

  @BeforeEach
  void open() {
    settings = new SettingsStore(folder.resolve("settings.json"), _ -> {});
  }

  @Test
  void whatIsChosenInOnePlaceIsSoInAllAndTheNextTime() {
    InputChoices here = new InputChoices(settings, Runnable::run);
    InputChoices there = new InputChoices(settings, Runnable::run);
    assertThat(there.chosenProperty().get()).isEqualTo(InputSettings.INITIAL);
    here.setCapture(Capture.NEVER);
    here.setHostKey(HostKey.RIGHT_SUPER);
    here.setDotCursor(false);
    InputSettings chosen = new InputSettings(Capture.NEVER, HostKey.RIGHT_SUPER, false);
    assertThat(here.chosenProperty().get()).isEqualTo(chosen);
    assertThat(there.chosenProperty().get()).isEqualTo(chosen);
    there.close();
    here.setDotCursor(true);
    assertThat(there.chosenProperty().get()).isEqualTo(chosen);
    settings.flush();
    open();
    assertThat(new InputChoices(settings, Runnable::run).chosenProperty().get())
        .isEqualTo(chosen.withDotCursor(true));
  }

  @Test
  void theHintNamesTheKeyThatIsChosen() {
    InputSettings initial = InputSettings.INITIAL;
    assertThat(InputChoices.fullScreenHint(initial)).contains("right Ctrl alone");
    assertThat(InputChoices.fullScreenHint(initial.withHostKey(HostKey.SCROLL_LOCK)))
        .contains("Scroll Lock alone");
    assertThat(InputChoices.fullScreenHint(initial.withCapture(Capture.NEVER)))
        .contains("Ctrl+Alt+Enter")
        .doesNotContain("right Ctrl");
  }

  @Test
  void eachConsoleHasTheLayoutOfItsGuest() {
    ScreenChoices choices = new ScreenChoices(settings, "a");
    assertThat(choices.typedIn()).isEqualTo(KeyboardLayout.usualIn(Locale.getDefault()));
    KeyboardLayout french = KeyboardLayout.named("fr").orElseThrow();
    choices.layoutProperty().set(Optional.of(french));
    assertThat(choices.typedIn()).isEqualTo(french);
    settings.flush();
    open();
    assertThat(new ScreenChoices(settings, "a").typedIn()).isEqualTo(french);
    assertThat(new ScreenChoices(settings, "b").layoutProperty().get()).isEmpty();
  }
}
