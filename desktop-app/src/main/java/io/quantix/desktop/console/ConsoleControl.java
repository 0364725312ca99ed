package io.quantix.desktop.console;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.ConsoleSettings.Quality;
import io.quantix.desktop.host.ConsoleSource;
import io.quantix.desktop.model.VmCommand;
import io.quantix.desktop.sound.SoundOutput;
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
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.stage.Window;

/**
 * What a console does behind its view: brings its connection, its input, what it shares with the
 * guest and what is chosen for it together. Used on the JavaFX thread only.
 */
final class ConsoleControl implements ScreenEvents.Screen, AutoCloseable {
  private final FramebufferView view;
  private final Supplier<Optional<Window>> window;
  private final Runnable onPicture;
  private final ConsoleInput input;
  private final GuestCursor cursor;
  private final ScreenChoices choices;
  private final InputChoices inputChoices;
  private final ConsoleModel model;
  private final ConsoleActions actions;
  private final SizeFollower follower;
  private final ConsoleMedia media;
  private final CompletableFuture<Void> firstFrame = new CompletableFuture<>();

  /**
   * Makes one that connects when its model does.
   *
   * @param memory what is remembered of servers
   * @param sound where the guest is heard
   * @param view shows the guest's screen
   * @param window what the view is in
   * @param onPicture told when the picture is there, or of another size
   */
  ConsoleControl(
      AppContext context,
      ConsoleSource source,
      ConsoleMemory memory,
      SoundOutput.Device sound,
      FramebufferView view,
      Supplier<Optional<Window>> window,
      Runnable onPicture) {
    this.view = view;
    this.window = window;
    this.onPicture = onPicture;
    input = new ConsoleInput(view);
    cursor = new GuestCursor(input::setCursor);
    choices = new ScreenChoices(context.settings(), source.key());
    inputChoices = new InputChoices(context.settings(), Platform::runLater);
    ConsoleDialogs dialogs = new ConsoleDialogs(() -> source.name().getValue(), window, this::say);
    media = new ConsoleMedia(choices, Platform::runLater, sound, this::say);
    model =
        new ConsoleModel(
            source,
            new ServerAccess(source, source.key(), memory, dialogs),
            options -> PictureQuality.in(options, choices.qualityProperty().get()),
            new BothListeners(new ScreenEvents(view, this, Platform::runLater), media),
            Platform::runLater);
    actions = new ConsoleActions(context, source, model, choices::typedIn, window);
    follower = new SizeFollower(this::requestSize, ConsoleControl::later);
    input.setLayout(choices::typedIn);
    media.follow(view, actions);
    follow();
  }

  private void follow() {
    model.sessionProperty().addListener(_ -> takeSession());
    choices.viewOnlyProperty().addListener(_ -> takeInput());
    choices.qualityProperty().addListener((_, _, value) -> takeQuality(value));
    choices.partProperty().addListener((_, _, part) -> view.setPart(part));
    choices.followingProperty().addListener(_ -> followSize());
    choices.screensProperty().addListener(_ -> followSize());
    follower.refusalProperty().addListener((_, _, words) -> say(ConsoleWords.refusal(words)));
    input.follow(inputChoices.chosenProperty());
    input.wordsProperty().addListener((_, _, words) -> say(words));
    inputChoices.chosenProperty().subscribe(chosen -> cursor.setDotted(chosen.dotCursor()));
    view.placeProperty().addListener(_ -> cursor.setScale(view.pixelScale()));
    followSize();
  }

  private void takeSession() {
    takeInput();
    cursor.setShape(Optional.empty());
    Optional<VncSession> session = actions.session();
    choices.setScreens(session.map(VncSession::screens).orElse(List.of()));
    follower.connected(session.map(VncSession::takesSizeRequests).orElse(false));
    session.ifPresent(_ -> view.requestFocus());
  }

  private void takeInput() {
    input.setSession(choices.viewOnlyProperty().get() ? Optional.empty() : actions.session());
  }

  private void takeQuality(Quality quality) {
    actions.session().ifPresent(session -> PictureQuality.ask(session, quality));
  }

  private void say(String words) {
    actions.say(words);
  }

  // One size is no answer for several screens.
  private void followSize() {
    follower.setFollowing(
        choices.followingProperty().get() && choices.screensProperty().get().size() < 2);
  }

  private void requestSize(int width, int height) {
    actions.session().ifPresent(session -> session.requestSize(width, height));
  }

  private static void later(long millis, Runnable work) {
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, Platform::runLater)
        .execute(work);
  }

  /** There is so much room for the guest's screen now. */
  void roomIs(double width, double height) {
    double scale = window.get().map(Window::getOutputScaleX).orElse(1.0);
    follower.windowIs(width * scale, height * scale);
  }

  /** Does something with the VM, and lets the guest have the keyboard again. */
  void run(VmCommand command) {
    actions.run(command);
    view.requestFocus();
  }

  /** What is on the screen now, or on that part of it which is shown. */
  Optional<Screenshots.Shot> shot() {
    return actions
        .session()
        .map(session -> Screenshots.Shot.of(session.framebuffer(), choices.partProperty().get()));
  }

  /** Completes when the first picture is there. */
  CompletableFuture<Void> settled() {
    return firstFrame;
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

  ConsoleInput input() {
    return input;
  }

  ConsoleMedia media() {
    return media;
  }

  SizeFollower follower() {
    return follower;
  }

  @Override
  public void resized(int width, int height) {
    follower.guestIs(width, height);
    onPicture.run();
  }

  @Override
  public void firstFrame() {
    onPicture.run();
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
    actions.session().ifPresent(session -> follower.connected(session.takesSizeRequests()));
  }

  @Override
  public void sizeAnswered(boolean accepted, String message) {
    follower.answered(accepted, message);
  }

  @Override
  public void powerRefused() {
    say(Texts.text("console.power.refused"));
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
