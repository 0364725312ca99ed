package io.quantix.desktop.console;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.host.ConsoleSource;
import io.quantix.desktop.host.KnownServers;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.sound.SoundOutput;
import io.quantix.desktop.sound.SystemSound;
import io.quantix.desktop.text.Texts;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.beans.value.ObservableValue;
import javafx.scene.image.Image;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Window;
import org.kordamp.ikonli.Ikon;

/**
 * The screen of a VM or of another VNC server, with its toolbar; what stands in its place when
 * there is none.
 */
public final class ConsolePane extends BorderPane implements ConsoleContent {
  private final ConsoleSource source;
  private final FramebufferView view = new FramebufferView();
  private final ConsoleControl control;
  private final StackPane stage = new StackPane();
  private final ConsoleCurtain curtain;
  private final ConsoleToolbar toolbar;
  private final EdgeBar edge;
  private final InformationPanel information;
  private Optional<ConsoleFrame> frame = Optional.empty();
  private boolean full;

  /** Connects to the screen at once; {@link #close} ends it. */
  public ConsolePane(AppContext context, ConsoleSource source) {
    this(context, source, new ConsoleMemory(KnownServers.usual()), new SystemSound());
  }

  /**
   * Connects to the screen at once.
   *
   * @param memory what is remembered of servers
   * @param sound where the guest is heard
   */
  ConsolePane(
      AppContext context, ConsoleSource source, ConsoleMemory memory, SoundOutput.Device sound) {
    this.source = source;
    control =
        new ConsoleControl(context, source, memory, sound, view, this::window, () -> show(state()));
    curtain =
        new ConsoleCurtain(
            control.model(), () -> control.run(VmCommand.START), () -> SerialMenu.openFirst(this));
    toolbar = new ConsoleToolbar(this);
    edge = new EdgeBar(stage, toolbar);
    information = new InformationPanel(control.model(), () -> showInformation(false));
    getStyleClass().add("console");
    view.setAccessibleText(Texts.text("console.screen", source.name().getValue()));
    stage
        .getChildren()
        .addAll(new ScreenScroll(view, control.choices().scalingProperty()), curtain);
    setTop(toolbar);
    setCenter(stage);
    stage.widthProperty().subscribe(this::measure);
    stage.heightProperty().subscribe(this::measure);
    control.model().stateProperty().subscribe(this::show);
    control.model().connect();
  }

  private void measure() {
    control.roomIs(stage.getWidth(), stage.getHeight());
  }

  private ConsoleState state() {
    return control.model().stateProperty().get();
  }

  private void show(ConsoleState state) {
    curtain.show(state);
    view.setOpacity(state instanceof ConsoleState.Connected ? 1 : 0.35);
    view.setVisible(state instanceof ConsoleState.Connected || state instanceof ConsoleState.Lost);
    toolbar.show(state);
  }

  /** Completes when the first picture is on the screen. */
  public CompletableFuture<Void> settled() {
    return control.settled();
  }

  /** Whether there will be no picture unless something is done. */
  public boolean isSettledWithoutPicture() {
    return !(state() instanceof ConsoleState.Connected)
        && !(state() instanceof ConsoleState.Connecting);
  }

  ConsoleControl control() {
    return control;
  }

  FramebufferView view() {
    return view;
  }

  boolean showsInformation() {
    return information.equals(getRight());
  }

  void showInformation(boolean value) {
    setRight(value ? information : null);
    view.requestFocus();
  }

  Optional<ConsoleFrame> frame() {
    return frame;
  }

  Optional<Window> window() {
    return Optional.ofNullable(getScene()).map(scene -> scene.getWindow());
  }

  @Override
  public String key() {
    return source.key();
  }

  @Override
  public Region node() {
    return this;
  }

  @Override
  public ObservableValue<String> name() {
    return source.name();
  }

  @Override
  public ObservableValue<String> title() {
    return source.title();
  }

  @Override
  public ObservableValue<Ikon> sign() {
    return control.model().stateProperty().map(ConsoleWords::sign);
  }

  @Override
  public ObservableValue<String> standing() {
    return control.model().stateProperty().map(ConsoleWords::standing);
  }

  @Override
  public ObservableValue<Optional<Image>> picture() {
    return view.imageProperty().map(Optional::of).orElse(Optional.empty());
  }

  @Override
  public void placedIn(ConsoleFrame where) {
    frame = Optional.of(where);
    measure();
  }

  @Override
  public void fullScreen(boolean value) {
    if (full != value) {
      full = value;
      if (value) {
        setTop(null);
        edge.enter();
      } else {
        edge.leave();
        setTop(toolbar);
      }
      toolbar.fullScreen(value);
    }
  }

  @Override
  public void focus() {
    view.requestFocus();
  }

  @Override
  public void focusControls() {
    control.input().release();
    if (full) {
      edge.show();
    }
    toolbar.focusFirst();
  }

  @Override
  public void close() {
    control.close();
  }
}
