package io.quantix.desktop.console;

import io.quantix.desktop.app.ConsoleSettings.ClipboardPolicy;
import io.quantix.desktop.app.Controls;
import io.quantix.desktop.recording.ScreenRecording;
import io.quantix.desktop.sound.SoundOutput;
import io.quantix.desktop.text.Texts;
import io.quantix.vnc.DirtyRegion;
import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.VncCapability;
import io.quantix.vnc.VncListener;
import io.quantix.vnc.VncSession;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.Node;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;

/**
 * What a console shares with its guest beside keys and picture. Told of what the server sends on
 * the session's thread; all else is for the JavaFX thread.
 */
final class ConsoleMedia implements VncListener, AutoCloseable {
  // JavaFX does not tell of another text in the clipboard.
  private static final Duration LOOK = Duration.seconds(1);

  private final ScreenChoices choices;
  private final Executor fx;
  private final ClipboardLink clipboard = new ClipboardLink(new SystemClipboard());
  private final GuestSound sound;
  private final Timeline looks = new Timeline(new KeyFrame(LOOK, _ -> clipboard.look()));

  private final ReadOnlyBooleanWrapper recording =
      new ReadOnlyBooleanWrapper(this, "recording", false);
  private volatile Optional<ScreenRecording> film = Optional.empty();

  /**
   * Makes one that shares nothing before {@link #follow}.
   *
   * @param device where the guest is heard
   * @param say says something quietly, beside the screen
   */
  ConsoleMedia(
      ScreenChoices choices, Executor fx, SoundOutput.Device device, Consumer<String> say) {
    this.choices = choices;
    this.fx = fx;
    this.sound = new GuestSound(device, fx, say);
    looks.setCycleCount(Animation.INDEFINITE);
  }

  /** Whether a film is made of the screen. */
  ReadOnlyBooleanProperty recordingProperty() {
    return recording.getReadOnlyProperty();
  }

  /** Begins a film of the screen in a file, if there is a screen. */
  void record(ConsoleActions actions, Path file) {
    Optional<VncSession> session = actions.session();
    if (session.isEmpty() || recording.get()) {
      return;
    }
    Framebuffer shown = session.get().framebuffer();
    ScreenRecording begun =
        ScreenRecording.begin(
            file, shown, outcome -> fx.execute(() -> ended(actions, file, outcome)));
    film = Optional.of(begun);
    recording.set(true);
    // It may have been replaced before the session's thread could see the film.
    if (!session.get().framebuffer().equals(shown)) {
      begun.resized(session.get().framebuffer());
    }
  }

  private void ended(ConsoleActions actions, Path file, ScreenRecording.Outcome outcome) {
    film = Optional.empty();
    recording.set(false);
    Films.tell(actions, file, outcome);
  }

  /** Ends the film, which is finished a moment later. */
  void endRecording() {
    film.ifPresent(ScreenRecording::close);
  }

  /** Shares with the sessions of a console while the node that shows its screen has the focus. */
  void follow(Node screen, ConsoleActions actions) {
    choices.clipboardProperty().addListener(_ -> takePolicy());
    choices.viewOnlyProperty().addListener(_ -> takePolicy());
    choices.soundProperty().addListener((_, _, value) -> sound.setWanted(value));
    sound.setWanted(choices.soundProperty().get());
    screen.focusedProperty().addListener((_, _, focused) -> takeFocus(focused));
    actions.model().sessionProperty().addListener((_, _, session) -> takeSession(session));
    takePolicy();
    takeFocus(screen.isFocused());
    takeSession(actions.session());
  }

  private void takePolicy() {
    ClipboardPolicy wanted = choices.clipboardProperty().get();
    boolean viewOnly = choices.viewOnlyProperty().get();
    clipboard.setPolicy(viewOnly ? wanted.withoutGuest() : wanted);
  }

  /** The console has the focus now, or no longer. */
  void takeFocus(boolean focused) {
    clipboard.setFocused(focused);
    if (focused) {
      looks.play();
    } else {
      looks.stop();
    }
  }

  private void takeSession(Optional<VncSession> session) {
    clipboard.setGuest(session.map(GuestClipboard::new));
    sound.setSession(session);
    endRecording();
  }

  /** Adds what is chosen of it to a menu. */
  void addTo(List<MenuItem> items, ConsoleActions actions) {
    Menu menu = new Menu(Texts.text("console.clipboard"), new FontIcon(MaterialDesignC.CLIPBOARD));
    menu.setMnemonicParsing(false);
    menu.getItems().setAll(ScreenMenus.clipboard(choices));
    items.add(menu);
    if (sound.isThere()) {
      items.add(SoundMenu.of(choices.soundProperty()));
    }
    MenuItem record =
        recording.get()
            ? Controls.menuItem(
                Texts.text("console.recording.end"), MaterialDesignS.STOP, this::endRecording)
            : Controls.menuItem(
                Texts.text("console.recording"),
                MaterialDesignR.RECORD,
                () -> Films.ask(actions).ifPresent(file -> record(actions, file)));
    record.setDisable(!recording.get() && actions.session().isEmpty());
    items.add(record);
  }

  @Override
  public void resized(Framebuffer framebuffer) {
    film.ifPresent(each -> each.resized(framebuffer));
  }

  @Override
  public void frame(DirtyRegion dirty) {
    film.ifPresent(each -> each.changed(dirty));
  }

  @Override
  public void cutText(String text) {
    fx.execute(() -> clipboard.guestHas(text));
  }

  @Override
  public void clipboardOffered() {
    fx.execute(clipboard::guestOffers);
  }

  @Override
  public void capability(VncCapability capability) {
    sound.capability(capability);
  }

  @Override
  public void audioRunning(boolean running) {
    sound.audioRunning(running);
  }

  @Override
  public void audio(ByteBuffer samples) {
    sound.audio(samples);
  }

  /** Shares nothing any more. */
  @Override
  public void close() {
    sound.close();
    takeFocus(false);
    endRecording();
  }

  private record GuestClipboard(VncSession session) implements ClipboardLink.Guest {
    @Override
    public void offer(String text) {
      session.offerClipboard(text);
    }

    // Another server has had the text already, and would have its clipboard emptied.
    @Override
    public void withdraw() {
      if (session.can(VncCapability.EXTENDED_CLIPBOARD)) {
        session.offerClipboard("");
      }
    }

    @Override
    public void request() {
      session.requestClipboard();
    }
  }
}
