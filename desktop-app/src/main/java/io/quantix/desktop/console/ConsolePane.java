package io.quantix.desktop.console;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.ConsoleSettings.Quality;
import io.quantix.desktop.host.ConsoleSource;
import io.quantix.desktop.host.KnownServers;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.sound.SoundOutput;
import io.quantix.desktop.sound.SystemSound;
import io.quantix.desktop.text.Texts;
import io.quantix.vnc.CursorImage;
import io.quantix.vnc.LedState;
import io.quantix.vnc.PointerMode;
import io.quantix.vnc.VncScreen;
import io.quantix.vnc.VncSession;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ScrollPane;
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
public final class ConsolePane extends BorderPane implements ConsoleContent, ScreenEvents.Screen {
  private final ConsoleSource source;
  private final FramebufferView view = new FramebufferView();
  private final ConsoleInput input = new ConsoleInput(view);
  private final GuestCursor cursor = new GuestCursor(input::setCursor);
  private final ScreenChoices choices;
  private final InputChoices inputChoices;
  private final ConsoleModel model;
  private final ConsoleActions actions;
  private final SizeFollower follower;
  private final ConsoleMedia media;
  private final ConsoleCurtain curtain;
  private final ScrollPane scroll = new ScrollPane(view);
  private final StackPane stage = new StackPane();
  private final ConsoleToolbar toolbar;
  private final EdgeBar edge;
  private final InformationPanel information;
  private final CompletableFuture<Void> firstFrame = new CompletableFuture<>();
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
    choices = new ScreenChoices(context.settings(), key(source));
    ConsoleDialogs dialogs =
        new ConsoleDialogs(() -> source.name().getValue(), this::window, this::say);
    media = new ConsoleMedia(choices, Platform::runLater, sound, this::say);
    model =
        new ConsoleModel(
            source,
            new ServerAccess(source, key(source), memory, dialogs),
            options -> PictureQuality.in(options, choices.qualityProperty().get()),
            new BothListeners(new ScreenEvents(view, this, Platform::runLater), media),
            Platform::runLater);
    actions = new ConsoleActions(context, source, model, choices::typedIn, this::window);
    inputChoices = new InputChoices(context.settings(), Platform::runLater);
    input.setLayout(choices::typedIn);
    media.follow(view, actions);
    follower = new SizeFollower(this::requestSize, ConsolePane::later);
    curtain =
        new ConsoleCurtain(model, () -> run(VmCommand.START), () -> SerialMenu.openFirst(this));
    toolbar = new ConsoleToolbar(this);
    edge = new EdgeBar(stage, toolbar);
    information = new InformationPanel(model, () -> showInformation(false));
    getStyleClass().add("console");
    view.setAccessibleText(Texts.text("console.screen", source.name().getValue()));
    scroll.getStyleClass().addAll("edge-to-edge", "console-scroll");
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    // Its skin has the viewport drawn into a cache first, and from there to the window.
    scroll
        .skinProperty()
        .addListener(_ -> scroll.lookupAll(".viewport").forEach(each -> each.setCache(false)));
    stage.getChildren().addAll(scroll, curtain);
    setTop(toolbar);
    setCenter(stage);
    follow();
    show(model.stateProperty().get());
    model.connect();
  }

  private void follow() {
    model.sessionProperty().addListener(_ -> takeSession());
    model.stateProperty().addListener((_, _, state) -> show(state));
    choices.scalingProperty().addListener((_, _, value) -> scale());
    choices.viewOnlyProperty().addListener(_ -> takeInput());
    choices.qualityProperty().addListener((_, _, value) -> takeQuality(value));
    choices.partProperty().addListener((_, _, part) -> view.setPart(part));
    choices.followingProperty().addListener(_ -> followSize());
    choices.screensProperty().addListener(_ -> followSize());
    follower
        .refusalProperty()
        .addListener((_, _, words) -> actions.say(ConsoleWords.refusal(words)));
    input.follow(inputChoices.chosenProperty());
    inputChoices.chosenProperty().subscribe(chosen -> cursor.setDotted(chosen.dotCursor()));
    view.placeProperty().addListener(_ -> cursor.setScale(view.pixelScale()));
    input.wordsProperty().addListener((_, _, words) -> actions.say(words));
    InvalidationListener size = _ -> measure();
    stage.widthProperty().addListener(size);
    stage.heightProperty().addListener(size);
    scale();
    followSize();
  }

  private void scale() {
    boolean scrolls = ScreenPlace.scrolls(choices.scalingProperty().get());
    var bars = scrolls ? ScrollPane.ScrollBarPolicy.AS_NEEDED : ScrollPane.ScrollBarPolicy.NEVER;
    scroll.setHbarPolicy(bars);
    scroll.setVbarPolicy(bars);
    view.setScaling(choices.scalingProperty().get());
  }

  private void takeSession() {
    takeInput();
    cursor.setShape(Optional.empty());
    Optional<VncSession> session = model.sessionProperty().get();
    choices.setScreens(session.map(VncSession::screens).orElse(List.of()));
    follower.connected(session.map(VncSession::takesSizeRequests).orElse(false));
    session.ifPresent(_ -> view.requestFocus());
  }

  private void takeInput() {
    input.setSession(
        choices.viewOnlyProperty().get() ? Optional.empty() : model.sessionProperty().get());
  }

  // What follows the line does so from a connection's beginning.
  private void takeQuality(Quality quality) {
    if (quality == Quality.AUTOMATIC) {
      model.reconnect();
    } else {
      model
          .sessionProperty()
          .get()
          .ifPresent(session ->
              session.requestQuality(
                  PictureQuality.level(quality), PictureQuality.compression(quality)));
    }
  }

  private void say(String words) {
    actions.say(words);
  }

  // One size is no answer for several screens.
  private void followSize() {
    follower.setFollowing(
        choices.followingProperty().get() && choices.screensProperty().get().size() < 2);
  }

  private void measure() {
    double scale = window().map(Window::getOutputScaleX).orElse(1.0);
    follower.windowIs(stage.getWidth() * scale, stage.getHeight() * scale);
  }

  private void requestSize(int width, int height) {
    model.sessionProperty().get().ifPresent(session -> session.requestSize(width, height));
  }

  private static void later(long millis, Runnable work) {
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, Platform::runLater)
        .execute(work);
  }

  private void show(ConsoleState state) {
    curtain.show(state);
    view.setOpacity(state instanceof ConsoleState.Connected ? 1 : 0.35);
    view.setVisible(state instanceof ConsoleState.Connected || state instanceof ConsoleState.Lost);
    toolbar.show(state);
  }

  /** What a console's choices and its window's place are remembered by. */
  static String key(ConsoleSource source) {
    return source.key();
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

  ConsoleActions actions() {
    return actions;
  }

  ScreenChoices choices() {
    return choices;
  }

  ConsoleMedia media() {
    return media;
  }

  SizeFollower follower() {
    return follower;
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

  /** What is on the screen now, or on that part of it which is shown. */
  Optional<Screenshots.Shot> shot() {
    return model
        .sessionProperty()
        .get()
        .map(session -> Screenshots.Shot.of(session.framebuffer(), choices.partProperty().get()));
  }

  Optional<ConsoleFrame> frame() {
    return frame;
  }

  void run(VmCommand command) {
    actions.run(command);
    view.requestFocus();
  }

  Optional<Window> window() {
    return Optional.ofNullable(getScene()).map(scene -> scene.getWindow());
  }

  @Override
  public void resized(int width, int height) {
    follower.guestIs(width, height);
    toolbar.show(model.stateProperty().get());
  }

  @Override
  public void firstFrame() {
    toolbar.show(model.stateProperty().get());
    firstFrame.complete(null);
  }

  @Override
  public void cursor(CursorImage shape) {
    cursor.setShape(Optional.of(shape));
  }

  @Override
  public void leds(LedState leds) {
    input.leds(leds);
  }

  @Override
  public void pointerMode(PointerMode mode) {
    input.pointerMode(mode);
  }

  @Override
  public void screens(List<VncScreen> screens) {
    choices.setScreens(screens);
  }

  @Override
  public void capabilities() {
    model
        .sessionProperty()
        .get()
        .ifPresent(session -> follower.connected(session.takesSizeRequests()));
  }

  @Override
  public void sizeAnswered(boolean accepted, String message) {
    follower.answered(accepted, message);
  }

  @Override
  public void powerRefused() {
    actions.say(Texts.text("console.power.refused"));
  }

  @Override
  public String key() {
    return key(source);
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
    return model.stateProperty().map(ConsoleWords::sign);
  }

  @Override
  public ObservableValue<String> standing() {
    return model.stateProperty().map(ConsoleWords::standing);
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

  ConsoleInput input() {
    return input;
  }

  @Override
  public void focusControls() {
    input.release();
    if (full) {
      edge.show();
    }
    toolbar.focusFirst();
  }

  /** Ends the connection. */
  @Override
  public void close() {
    inputChoices.close();
    input.close();
    media.close();
    model.close();
  }
}
