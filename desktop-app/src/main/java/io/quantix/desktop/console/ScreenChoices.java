package io.quantix.desktop.console;

import io.quantix.desktop.app.ConsoleSettings;
import io.quantix.desktop.app.ConsoleSettings.ClipboardPolicy;
import io.quantix.desktop.app.ConsoleSettings.ConsoleChoices;
import io.quantix.desktop.app.ConsoleSettings.Quality;
import io.quantix.desktop.app.ConsoleSettings.Scaling;
import io.quantix.desktop.app.ConsoleSettings.Sound;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.vnc.VncScreen;
import io.quantix.vnc.input.KeyboardLayout;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/**
 * How the person wants to see one console. What is worth it is remembered for the next time. Used
 * on the JavaFX thread only.
 */
final class ScreenChoices {
  private final SettingsStore settings;
  private final String key;
  private final ObjectProperty<Scaling> scaling;
  private final BooleanProperty following;
  private final ObjectProperty<Quality> quality;
  private final ObjectProperty<ClipboardPolicy> clipboard;
  private final ObjectProperty<Sound> sound;
  private final ObjectProperty<Optional<KeyboardLayout>> layout;
  private final BooleanProperty viewOnly = new SimpleBooleanProperty(this, "viewOnly", false);
  private final ReadOnlyObjectWrapper<List<VncScreen>> screens =
      new ReadOnlyObjectWrapper<>(this, "screens", List.of());
  private final ReadOnlyObjectWrapper<Optional<VncScreen>> part =
      new ReadOnlyObjectWrapper<>(this, "part", Optional.empty());
  private OptionalInt chosen = OptionalInt.empty();

  /**
   * Begins with what was chosen the last time.
   *
   * @param key what the choices are remembered by
   */
  ScreenChoices(SettingsStore settings, String key) {
    this.settings = settings;
    this.key = key;
    ConsoleChoices last = settings.get().consoles().choices(key);
    scaling = new SimpleObjectProperty<>(this, "scaling", last.scaling());
    following = new SimpleBooleanProperty(this, "following", last.followWindow());
    quality = new SimpleObjectProperty<>(this, "quality", last.quality());
    clipboard = new SimpleObjectProperty<>(this, "clipboard", last.clipboard());
    sound = new SimpleObjectProperty<>(this, "sound", last.sound());
    layout = new SimpleObjectProperty<>(this, "layout", KeyboardLayout.named(last.layout()));
    scaling.addListener((_, _, value) -> remember(now -> now.withScaling(value)));
    following.addListener((_, _, value) -> remember(now -> now.withFollowWindow(value)));
    quality.addListener((_, _, value) -> remember(now -> now.withQuality(value)));
    clipboard.addListener((_, _, value) -> remember(now -> now.withClipboard(value)));
    sound.addListener((_, _, value) -> remember(now -> now.withSound(value)));
    layout.addListener((_, _, value) ->
        remember(now -> now.withLayout(value.map(KeyboardLayout::name).orElse(""))));
  }

  private void remember(UnaryOperator<ConsoleChoices> change) {
    settings.update(now -> {
      ConsoleSettings consoles = now.consoles();
      return now.withConsoles(consoles.withChoices(key, change.apply(consoles.choices(key))));
    });
  }

  /** How the picture is brought into the window; remembered. */
  ObjectProperty<Scaling> scalingProperty() {
    return scaling;
  }

  /** Whether the guest's screen takes the window's size; remembered. */
  BooleanProperty followingProperty() {
    return following;
  }

  /** What is asked of the server's pictures; remembered. */
  ObjectProperty<Quality> qualityProperty() {
    return quality;
  }

  /** Which way texts go between both clipboards; remembered. */
  ObjectProperty<ClipboardPolicy> clipboardProperty() {
    return clipboard;
  }

  /** Whether the guest is heard, and how loud; remembered. */
  ObjectProperty<Sound> soundProperty() {
    return sound;
  }

  /** The guest's keyboard layout; empty if it is the usual one here; remembered. */
  ObjectProperty<Optional<KeyboardLayout>> layoutProperty() {
    return layout;
  }

  /** The layout in which text is typed. */
  KeyboardLayout typedIn() {
    return layout.get().orElseGet(() -> KeyboardLayout.usualIn(Locale.getDefault()));
  }

  /**
   * Whether keys and pointer stay here. Not remembered: a console that does nothing with what is
   * typed would be a riddle the next day.
   */
  BooleanProperty viewOnlyProperty() {
    return viewOnly;
  }

  /** The screens that make the guest's desktop, by their places. */
  ReadOnlyObjectProperty<List<VncScreen>> screensProperty() {
    return screens.getReadOnlyProperty();
  }

  /** The one screen that is shown; empty if all are. */
  ReadOnlyObjectProperty<Optional<VncScreen>> partProperty() {
    return part.getReadOnlyProperty();
  }

  /** The guest's desktop is made of these screens now. */
  void setScreens(List<VncScreen> value) {
    screens.set(
        value.stream()
            .sorted(
                Comparator.comparingInt(VncScreen::x)
                    .thenComparingInt(VncScreen::y)
                    .thenComparingInt(VncScreen::id))
            .toList());
    refresh();
  }

  /** Shows one screen; none chosen shows all. */
  void choose(Optional<VncScreen> screen) {
    chosen = screen.map(each -> OptionalInt.of(each.id())).orElse(OptionalInt.empty());
    refresh();
  }

  // A screen that went away and comes back, as in a restart, is shown again.
  private void refresh() {
    part.set(
        screens.get().size() < 2
            ? Optional.empty()
            : screens.get().stream()
                .filter(each -> chosen.isPresent() && each.id() == chosen.getAsInt())
                .findFirst());
  }
}
