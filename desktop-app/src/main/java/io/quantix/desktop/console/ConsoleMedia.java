package io.quantix.desktop.console;

import io.quantix.desktop.app.ConsoleSettings.ClipboardPolicy;
import io.quantix.desktop.text.Texts;
import io.quantix.vnc.VncCapability;
import io.quantix.vnc.VncListener;
import io.quantix.vnc.VncSession;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

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
  private final Timeline looks = new Timeline(new KeyFrame(LOOK, _ -> clipboard.look()));

  /** Makes one that shares nothing before {@link #follow}. */
  ConsoleMedia(ScreenChoices choices, Executor fx) {
    this.choices = choices;
    this.fx = fx;
    looks.setCycleCount(Animation.INDEFINITE);
  }

  /** Shares with the sessions of a console while the node that shows its screen has the focus. */
  void follow(Node screen, ConsoleActions actions) {
    choices.clipboardProperty().addListener(_ -> takePolicy());
    choices.viewOnlyProperty().addListener(_ -> takePolicy());
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
  }

  /** Adds what is chosen of it to a menu. */
  void addTo(List<MenuItem> items) {
    Menu menu = new Menu(Texts.text("console.clipboard"), new FontIcon(MaterialDesignC.CLIPBOARD));
    menu.setMnemonicParsing(false);
    menu.getItems().setAll(ScreenMenus.clipboard(choices));
    items.add(menu);
  }

  @Override
  public void cutText(String text) {
    fx.execute(() -> clipboard.guestHas(text));
  }

  @Override
  public void clipboardOffered() {
    fx.execute(clipboard::guestOffers);
  }

  /** Shares nothing any more. */
  @Override
  public void close() {
    takeFocus(false);
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
