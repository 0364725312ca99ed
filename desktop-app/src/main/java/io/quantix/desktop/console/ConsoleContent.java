package io.quantix.desktop.console;

import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.image.Image;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;

/**
 * What a tab of a console window shows: a screen, or a terminal. It lives from the moment that it
 * is made until {@link #close}, in whichever window it is. Used on the JavaFX thread only.
 */
interface ConsoleContent {
  /** What its choices and its window's place are remembered by. */
  String key();

  /** What is shown. */
  Region node();

  /** What its tab is called. */
  ObservableValue<String> name();

  /** What its window is called. */
  ObservableValue<String> title();

  /** How it stands, as a sign. */
  ObservableValue<Ikon> sign();

  /** How it stands, in words; empty if there is nothing to say. */
  ObservableValue<String> standing();

  /** A live picture of it for the overview; empty if there is none. */
  ObservableValue<Optional<Image>> picture();

  /** It is in another window now. */
  void placedIn(ConsoleFrame frame);

  /** Its window fills a monitor now, or does not any more. */
  void fullScreen(boolean value);

  /** The keyboard's focus goes to it. */
  void focus();

  /** The keyboard's focus goes to its controls, which show themselves if they were hidden. */
  void focusControls();

  /** Ends it. */
  void close();
}
