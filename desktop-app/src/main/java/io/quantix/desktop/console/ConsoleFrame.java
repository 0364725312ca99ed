package io.quantix.desktop.console;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.stage.Screen;
import javafx.stage.Window;

/** What a console can ask of the window that it is in. Used on the JavaFX thread only. */
interface ConsoleFrame {
  /** The window, once it is shown. */
  Optional<Window> window();

  /** Whether the window fills a monitor. */
  boolean isFullScreen();

  /** Fills the monitor that the window is on, or gives it back. */
  void toggleFullScreen();

  /** Fills a monitor. */
  void fullScreenOn(Screen monitor);

  /** Whether the window is this console's own. */
  boolean isOwn(ConsoleContent content);

  /** Gives a console a window of its own, or brings it back among the tabs. */
  void setOwn(ConsoleContent content, boolean own);

  /** Shows all open consoles as small pictures. */
  void showOverview();

  /** How many consoles are open, in all windows. */
  int consoles();

  /** Shows what is known by a key; it is made if it is not open. */
  void show(String key, Supplier<ConsoleContent> content);

  /** Ends a console. */
  void close(ConsoleContent content);
}
