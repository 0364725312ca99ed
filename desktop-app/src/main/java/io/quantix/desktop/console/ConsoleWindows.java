package io.quantix.desktop.console;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.WindowPlaces;
import io.quantix.desktop.host.ConsoleSource;
import io.quantix.desktop.host.VmConsole;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Texts;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

/** The open consoles, a window for each source. Used on the JavaFX thread only. */
public final class ConsoleWindows {
  private static final KeyCombination FULL_SCREEN =
      new KeyCodeCombination(KeyCode.ENTER, KeyCombination.CONTROL_DOWN, KeyCombination.ALT_DOWN);

  private final Map<ConsoleSource, Stage> open = new HashMap<>();
  private final Consumer<Scene> style;

  /**
   * None is open at first.
   *
   * @param style gives a window the application's look
   */
  public ConsoleWindows(Consumer<Scene> style) {
    this.style = style;
  }

  /** Shows a VM's console; the window that it has already comes to the front. */
  public void show(AppContext context, VmModel vm) {
    show(context, new VmConsole(context.hosts().session(vm.host()), vm));
  }

  /** Shows a console; the window that it has already comes to the front. */
  public void show(AppContext context, ConsoleSource source) {
    Stage known = open.get(source);
    if (known != null) {
      known.setIconified(false);
      known.toFront();
      known.requestFocus();
      return;
    }
    ConsolePane pane = new ConsolePane(context, source);
    Stage stage = new Stage();
    Scene scene = new Scene(pane, 1024, 804);
    style.accept(scene);
    stage.setScene(scene);
    stage.titleProperty().bind(source.title());
    // Escape belongs to the guest; this way out is told when the window fills the screen.
    stage.setFullScreenExitKeyCombination(FULL_SCREEN);
    stage.setFullScreenExitHint(Texts.text("console.full-screen.hint"));
    scene.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (FULL_SCREEN.match(event)) {
            stage.setFullScreen(!stage.isFullScreen());
            event.consume();
          }
        });
    WindowPlaces.restore(stage, "console", context.settings());
    open.put(source, stage);
    stage.setOnHidden(_ -> {
      open.remove(source);
      pane.close();
    });
    stage.show();
  }

  /** Closes all. */
  public void closeAll() {
    java.util.List.copyOf(open.values()).forEach(Stage::close);
  }
}
