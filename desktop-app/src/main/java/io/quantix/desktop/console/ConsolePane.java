package io.quantix.desktop.console;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.Confirmation;
import io.quantix.desktop.host.ConsoleSource;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Texts;
import io.quantix.vnc.CursorImage;
import io.quantix.vnc.DirtyRegion;
import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.VncListener;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.input.KeyCombination;
import io.quantix.vnc.input.Keystrokes;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.stage.Window;

/**
 * The screen of a VM or of another VNC server, with its toolbar; what stands in its place when
 * there is none.
 */
public final class ConsolePane extends BorderPane {
  private final AppContext context;
  private final ConsoleSource source;
  private final FramebufferView view = new FramebufferView();
  private final ConsoleInput input = new ConsoleInput(view);
  private final ConsoleModel model;
  private final ConsoleCurtain curtain;
  private final StackPane stage = new StackPane();
  private final ScrollPane scroll = new ScrollPane();
  private final ConsoleToolbar toolbar;
  private final CompletableFuture<Void> firstFrame = new CompletableFuture<>();
  private boolean fit = true;

  /** Connects to the screen at once; {@link #close} ends it. */
  public ConsolePane(AppContext context, ConsoleSource source) {
    this.context = context;
    this.source = source;
    this.model = new ConsoleModel(source, new Screen(), Platform::runLater);
    this.curtain = new ConsoleCurtain(model, () -> run(VmCommand.START));
    this.toolbar = new ConsoleToolbar(this, source.vm());
    getStyleClass().add("console");
    view.setAccessibleText(Texts.text("console.screen", source.name().getValue()));
    scroll.getStyleClass().addAll("edge-to-edge", "console-scroll");
    scroll.setPannable(false);
    stage.getChildren().addAll(view, curtain);
    setTop(toolbar);
    setCenter(stage);
    model
        .sessionProperty()
        .addListener((_, _, session) -> {
          input.setSession(session);
          view.setCursor(Cursor.DEFAULT);
          session.ifPresent(_ -> view.requestFocus());
        });
    model.stateProperty().addListener((_, _, state) -> show(state));
    show(model.stateProperty().get());
    model.connect();
  }

  private void show(ConsoleState state) {
    curtain.show(state);
    view.setOpacity(state instanceof ConsoleState.Connected ? 1 : 0.35);
    view.setVisible(state instanceof ConsoleState.Connected || state instanceof ConsoleState.Lost);
    toolbar.show(state, view.framebufferWidth(), view.framebufferHeight());
  }

  /** Completes when the first picture is on the screen. */
  public CompletableFuture<Void> settled() {
    return firstFrame;
  }

  /** Whether there will be no picture unless something is done. */
  public boolean isSettledWithoutPicture() {
    return !(model.stateProperty().get() instanceof ConsoleState.Connected)
        && !(model.stateProperty().get() instanceof ConsoleState.Connecting);
  }

  ConsoleModel model() {
    return model;
  }

  FramebufferView view() {
    return view;
  }

  boolean isFit() {
    return fit;
  }

  void setFit(boolean value) {
    fit = value;
    view.setFit(value);
    if (value) {
      scroll.setContent(null);
      stage.getChildren().setAll(view, curtain);
    } else {
      StackPane.setAlignment(scroll, Pos.CENTER);
      scroll.setContent(view);
      scroll.setFitToWidth(true);
      scroll.setFitToHeight(true);
      stage.getChildren().setAll(scroll, curtain);
    }
    view.requestFocus();
  }

  void send(String combination) {
    send(Keystrokes.of(KeyCombination.parse(combination)));
  }

  /** Types the clipboard's text; what no key makes is told before anything is typed. */
  void typeClipboard() {
    String text = Clipboard.getSystemClipboard().getString();
    if (text == null || text.isEmpty()) {
      return;
    }
    try {
      send(Keystrokes.ofText(text));
    } catch (Keystrokes.UntypableTextException e) {
      toolbar.say(String.valueOf(e.getMessage()));
    }
  }

  private void send(Keystrokes keys) {
    view.requestFocus();
    Optional<VncSession> session = model.sessionProperty().get();
    session.ifPresent(to ->
        Thread.ofVirtual()
            .name("typing " + source.name().getValue())
            .start(() -> {
              try {
                keys.send(to, Keystrokes.PAUSE);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }));
  }

  void run(VmCommand command) {
    source.vm().ifPresent(vm -> run(command, vm));
  }

  private void run(VmCommand command, VmModel vm) {
    String key = "vm.confirm." + command.name().toLowerCase(Locale.ROOT);
    boolean wanted =
        !command.losesSomething()
            || Confirmation.ask(
                Optional.ofNullable(getScene()).map(scene -> scene.getWindow()),
                Texts.text(key + ".title", vm.nameProperty().get()),
                Texts.text(key + ".loss"),
                Texts.text("vm.command." + command.name().toLowerCase(Locale.ROOT)),
                Optional.empty());
    if (wanted && vm.allows(command)) {
      var _ = context.hosts().session(vm.host()).run(command, vm);
    }
    view.requestFocus();
  }

  Optional<Window> window() {
    return Optional.ofNullable(getScene()).map(scene -> scene.getWindow());
  }

  Label status() {
    return toolbar.status();
  }

  /** Ends the connection. */
  public void close() {
    input.releaseAll();
    model.close();
  }

  private final class Screen implements VncListener {
    @Override
    public void cursor(CursorImage cursor) {
      Platform.runLater(() -> view.setCursor(GuestCursor.of(cursor)));
    }

    @Override
    public void resized(Framebuffer framebuffer) {
      view.replace(framebuffer);
    }

    @Override
    public void frame(DirtyRegion dirty) {
      view.changed(dirty);
      if (!firstFrame.isDone()) {
        Platform.runLater(() -> {
          toolbar.show(
              model.stateProperty().get(), view.framebufferWidth(), view.framebufferHeight());
          firstFrame.complete(null);
        });
      }
    }
  }
}
