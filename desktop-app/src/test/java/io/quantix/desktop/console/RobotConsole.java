package io.quantix.desktop.console;

import io.quantix.desktop.app.ConsoleSettings.Scaling;
import io.quantix.desktop.app.InputSettings.Capture;
import io.quantix.desktop.app.InputSettings.HostKey;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.LedState;
import io.quantix.vnc.PointerMode;
import io.quantix.vnc.VncListener;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.transport.VncTransport;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A program for tests: a real console view in a real window, which says on its output what it sends
 * to its session and does what it reads on its input. Its argument is the socket of a VNC server,
 * or nothing for a session that only says what it is sent.
 */
public final class RobotConsole extends Application {
  private final FramebufferView view = new FramebufferView();
  private final ConsoleInput input = new ConsoleInput(view);
  private final BorderPane pane = new BorderPane(view);
  private final Button button = new Button("else");
  // What cannot be written is forgotten in the end.
  private final SettingsStore settings = new SettingsStore(Path.of("/dev/null/s"), _ -> {});
  private boolean placed;

  /** Starts it; a program that is a JavaFX application itself would need JavaFX as modules. */
  public static final class Main {
    private Main() {}

    public static void main(String[] args) {
      launch(RobotConsole.class, args);
    }
  }

  private static void say(String what) {
    synchronized (System.out) {
      System.out.println(what);
      System.out.flush();
    }
  }

  @Override
  public void start(Stage stage) throws Exception {
    pane.setTop(button);
    view.replace(picture());
    Scene scene = new Scene(pane, 400, 300);
    scene.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (ConsoleShortcut.of(event).isPresent()) {
            say("shortcut");
            event.consume();
          }
        });
    stage.setTitle("quantix-lab-robot");
    stage.setScene(scene);
    stage.focusedProperty().addListener((_, _, focused) -> place(stage, focused));
    input.watchingProperty().addListener((_, _, is) -> say("watching " + is));
    input.capturedProperty().addListener((_, _, is) -> say("captured " + is));
    input.pointerCapturedProperty().addListener((_, _, is) -> say("pointer " + is));
    choose(Capture.ON_REQUEST, HostKey.RIGHT_CONTROL);
    input.follow(new InputChoices(settings, Platform::runLater).chosenProperty());
    input.wordsProperty().addListener((_, _, words) -> say("words " + words));
    input.setSession(Optional.of(session()));
    stage.show();
    view.requestFocus();
    Thread.ofVirtual().start(() -> obey(stage));
  }

  // A window manager may forget the place that is asked for before it has a window in its care.
  private void place(Stage stage, boolean focused) {
    if (focused && !placed) {
      placed = true;
      stage.setX(101);
      stage.setY(101);
      Platform.runLater(() -> {
        stage.setX(100);
        stage.setY(100);
      });
    }
  }

  /** A picture each of whose pixels bears its own place as its colour. */
  private static Framebuffer picture() {
    Framebuffer picture = new Framebuffer(RobotDesk.PICTURE_WIDTH, RobotDesk.PICTURE_HEIGHT);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        picture.pixels().put(y * picture.width() + x, 0xff000000 | x << 16 | y << 8 | 0x80);
      }
    }
    return picture;
  }

  private VncSession session() throws Exception {
    if (!getParameters().getRaw().isEmpty()) {
      Path socket = Path.of(getParameters().getRaw().getFirst());
      return VncSession.open(
          VncTransport.unix(socket, Duration.ofSeconds(30)),
          VncOptions.defaults(),
          new VncListener() {});
    }
    return (VncSession)
        Proxy.newProxyInstance(
            RobotConsole.class.getClassLoader(),
            new Class<?>[] {VncSession.class},
            (_, method, args) -> {
              boolean key = method.getName().startsWith("key");
              if (key) {
                say(
                    String.format(
                        "%s %x %02x", method.getName(), (Integer) args[0], (Integer) args[1]));
              } else if (method.getParameterCount() > 0
                  || method.getName().equals("releaseAllKeys")) {
                say((method.getName() + " " + (args == null ? "" : Arrays.asList(args))).strip());
              }
              return answer(method.getReturnType());
            });
  }

  private static @Nullable Object answer(Class<?> type) {
    if (type == boolean.class) {
      return true;
    }
    return type == PointerMode.class ? PointerMode.ABSOLUTE : null;
  }

  private void obey(Stage stage) {
    try (BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        String[] words = line.split(" ", -1);
        Platform.runLater(() -> {
          obey(stage, words);
          say("done " + words[0]);
        });
      }
    } catch (java.io.IOException e) {
      say("gone");
    }
    Platform.exit();
  }

  // As the dialog does it, which shares nothing with a console but the settings.
  private void choose(Capture capture, HostKey hostKey) {
    try (InputChoices dialog = new InputChoices(settings, Platform::runLater)) {
      dialog.setCapture(capture);
      dialog.setHostKey(hostKey);
    }
  }

  private void obey(Stage stage, String[] words) {
    switch (words[0]) {
      case "policy" -> choose(Capture.valueOf(words[1]), HostKey.valueOf(words[2]));
      case "focus" -> view.requestFocus();
      case "session" -> {
        say("doing session");
        VncSession told = input.session().orElseThrow();
        input.setSession(Optional.empty());
        input.setSession(Optional.of(told));
      }
      case "button" -> button.requestFocus();
      case "toggle" -> input.toggleCapture();
      case "full-screen" -> stage.setFullScreen(Boolean.parseBoolean(words[1]));
      case "scaling" -> {
        view.setScaling(Scaling.valueOf(words[1]));
        pane.layout();
      }
      case "mode" -> {
        say("doing mode");
        input.pointerMode(PointerMode.valueOf(words[1].toUpperCase(Locale.ROOT)));
      }
      case "leds" ->
          input.leds(
              new LedState(false, Boolean.parseBoolean(words[1]), Boolean.parseBoolean(words[2])));
      case "dialog" -> {
        Stage dialog = new Stage();
        dialog.setScene(new Scene(new Button("ok"), 200, 100));
        dialog.setTitle("quantix-lab-dialog");
        dialog.initOwner(stage);
        dialog.show();
      }
      case "nothing" -> {}
      default -> throw new IllegalArgumentException(words[0]);
    }
  }
}
