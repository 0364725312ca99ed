package io.quantix.desktop.console;

import io.quantix.desktop.app.InputSettings;
import io.quantix.desktop.app.InputSettings.Capture;
import io.quantix.desktop.app.InputSettings.HostKey;
import io.quantix.desktop.app.Settings;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.desktop.text.Texts;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * How consoles take keyboard and pointer: what is chosen in one place is so in all that are open.
 * Used on the JavaFX thread only, until {@link #close}.
 */
final class InputChoices implements AutoCloseable {
  private final SettingsStore settings;
  private final ReadOnlyObjectWrapper<InputSettings> chosen;
  private final Consumer<Settings> onChange;

  /** Begins with what was chosen the last time. */
  InputChoices(SettingsStore settings, Executor fx) {
    this.settings = settings;
    chosen = new ReadOnlyObjectWrapper<>(this, "chosen", settings.get().consoles().input());
    onChange = _ -> fx.execute(this::take);
    settings.addListener(onChange);
  }

  private void take() {
    chosen.set(settings.get().consoles().input());
  }

  /** What is chosen. */
  ReadOnlyObjectProperty<InputSettings> chosenProperty() {
    return chosen.getReadOnlyProperty();
  }

  void setCapture(Capture value) {
    change(now -> now.withCapture(value));
  }

  void setHostKey(HostKey value) {
    change(now -> now.withHostKey(value));
  }

  void setDotCursor(boolean value) {
    change(now -> now.withDotCursor(value));
  }

  private void change(UnaryOperator<InputSettings> to) {
    settings.update(
        now -> now.withConsoles(now.consoles().withInput(to.apply(now.consoles().input()))));
    take();
  }

  /** The host key as it is called within a sentence. */
  static String name(HostKey key) {
    return Texts.text("console.host-key." + key.name().toLowerCase(Locale.ROOT));
  }

  /** What the choice of a time means. */
  static String name(Capture capture) {
    return Texts.text(
        "console.capture." + capture.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** The ways out of a full screen, for who has just entered it. */
  static String fullScreenHint(InputSettings input) {
    return input.capture() == Capture.FULL_SCREEN || input.capture() == Capture.FOCUSED
        ? Texts.text("console.full-screen.hint", name(input.hostKey()))
        : Texts.text("console.full-screen.hint.free");
  }

  /** Follows what others choose no longer. */
  @Override
  public void close() {
    settings.removeListener(onChange);
  }
}
