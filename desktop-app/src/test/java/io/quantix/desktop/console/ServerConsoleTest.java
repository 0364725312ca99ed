package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.host.KnownServers;
import io.quantix.desktop.keyring.Keeping;
import io.quantix.desktop.window.Fx;
import io.quantix.vnc.VncCredential;
import io.quantix.vnc.VncCredentials;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncScreen;
import io.quantix.vnc.VncTrust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.application.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A console over TigerVNC's server, which has no libvirt, drawn without a display. */
class ServerConsoleTest {
  @TempDir Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();

  /** Answers as a person would. */
  private static final class Person implements ConsoleQuestions {
    private final Deque<String> passwords = new ConcurrentLinkedDeque<>();
    private final List<Boolean> again = new CopyOnWriteArrayList<>();
    private final List<Optional<String>> before = new CopyOnWriteArrayList<>();
    private final Keeping keeping;
    private volatile Decision decision = Decision.NO;

    Person(Keeping keeping, String... passwords) {
      this.keeping = keeping;
      this.passwords.addAll(List.of(passwords));
    }

    @Override
    public Optional<Given> credential(VncCredentials.Request request, boolean asked, boolean ring) {
      again.add(asked);
      return Optional.ofNullable(passwords.poll())
          .map(each -> new Given(VncCredential.password(each.toCharArray()), keeping));
    }

    @Override
    public Decision server(VncTrust.Identity identity, Optional<String> known) {
      before.add(known);
      return decision;
    }

    @Override
    public void notRemembered(String why) {
      throw new AssertionError(why);
    }
  }

  private VncServer serverWithPassword(String password) throws Exception {
    Path file = VncServer.passwordFile(folder, password);
    VncServer server =
        new VncServer(folder, "-SecurityTypes", "VncAuth", "-PasswordFile", file.toString());
    open.add(server);
    return server;
  }

  private ConsoleMemory memory() {
    return new ConsoleMemory(new KnownServers(folder.resolve("known")));
  }

  private ConsoleModel connect(VncServer server, ConsoleMemory memory, Person person)
      throws Exception {
    return Fx.on(() -> {
      ConsoleModel model =
          new ConsoleModel(
              server,
              new ServerAccess(server, "x", memory, person),
              options -> options,
              new ScreenEvents(new FramebufferView(), new NoScreen(), Platform::runLater),
              Platform::runLater);
      open.addFirst(() ->
          Fx.on(() -> {
            model.close();
            return model;
          }));
      model.connect();
      return model;
    });
  }

  private ConsolePane show(VncServer server) throws Exception {
    return consoles().show(server);
  }

  private ConsoleFixture consoles() {
    ConsoleFixture consoles = new ConsoleFixture(folder);
    open.addFirst(consoles::close);
    return consoles;
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    Fx.await(
        "no session's thread is left",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("vnc")));
  }

  private static void awaitConnected(ConsoleModel model) throws Exception {
    Fx.await("connected", () -> model.stateProperty().get() instanceof ConsoleState.Connected);
  }

  @Test
  void aWrongPasswordIsAskedForAgainAndTheRightOneIsKeptAsLongAsThePersonSaid() throws Exception {
    VncServer server = serverWithPassword("s3cret");
    ConsoleMemory memory = memory();
    Person person = new Person(Keeping.UNTIL_THE_END, "wrong", "s3cret");
    ConsoleModel model = connect(server, memory, person);
    awaitConnected(model);
    assertThat(person.again).containsExactly(false, true);
    // Another console of the same server asks nobody.
    Person nobody = new Person(Keeping.NOT);
    awaitConnected(connect(server, memory, nobody));
    assertThat(nobody.again).isEmpty();
    assertThat(server.remembered()).isEmpty();
    memory.close();
    Person asked = new Person(Keeping.KEYRING, "s3cret");
    awaitConnected(connect(server, memory, asked));
    assertThat(asked.again).containsExactly(false);
    assertThat(server.remembered().getFirst().password()).isEqualTo("s3cret".toCharArray());
  }

  @Test
  void whatTheSourceKnowsIsTriedFirstAndAPersonIsAskedWhenItIsRefused() throws Exception {
    VncServer server = serverWithPassword("s3cret");
    server.setOptions(VncOptions.defaults().withPassword("old"::toCharArray));
    Person person = new Person(Keeping.NOT, "s3cret");
    ConsoleModel model = connect(server, memory(), person);
    awaitConnected(model);
    assertThat(person.again).containsExactly(true);
  }

  @Test
  void whoTurnsTheQuestionAwayIsToldAndCanTryAgain() throws Exception {
    VncServer server = serverWithPassword("s3cret");
    Person person = new Person(Keeping.NOT);
    ConsoleModel model = connect(server, memory(), person);
    Fx.await("failed", () -> model.stateProperty().get() instanceof ConsoleState.Failed);
    assertThat(person.again).hasSize(1);
    person.passwords.add("s3cret");
    Fx.on(() -> {
      model.connect();
      return model;
    });
    awaitConnected(model);
  }

  private VncServer serverWithCertificate(int number) throws Exception {
    Path home = Files.createDirectories(folder.resolve("server" + number));
    VncServer.certificate(home);
    VncServer server =
        new VncServer(
            home,
            "-SecurityTypes",
            "X509None",
            "-X509Cert",
            home.resolve("certificate.pem").toString(),
            "-X509Key",
            home.resolve("key.pem").toString());
    open.add(server);
    return server;
  }

  @Test
  void aServerThatNobodyVouchesForIsAskedAboutAndOneThatHasChangedLoudly() throws Exception {
    VncServer server = serverWithCertificate(1);
    Person person = new Person(Keeping.NOT);
    ConsoleModel refused = connect(server, memory(), person);
    Fx.await("failed", () -> refused.stateProperty().get() instanceof ConsoleState.Failed);
    assertThat(person.before).containsExactly(Optional.empty());

    person.decision = ConsoleQuestions.Decision.REMEMBER;
    ConsoleModel model = connect(server, memory(), person);
    awaitConnected(model);
    assertThat(person.before).hasSize(2);
    assertThat(Fx.on(() -> model.sessionProperty().get().orElseThrow().statistics().encryption()))
        .startsWith("TLS");
    // The next start knows it and asks nobody.
    awaitConnected(connect(server, memory(), person));
    assertThat(person.before).hasSize(2);

    server.stop();
    VncServer.certificate(folder.resolve("server1"));
    server.start();
    awaitConnected(connect(server, memory(), person));
    assertThat(person.before.getLast()).isPresent();
  }

  @Test
  void theGuestFollowsTheWindow() throws Exception {
    VncServer server = new VncServer(folder, "-SecurityTypes", "None");
    open.add(server);
    ConsolePane pane = show(server);
    Fx.await("live", () -> pane.settled().isDone() && pane.control().follower().isAble());
    assertThat(Fx.on(() -> pane.view().framebufferWidth())).isEqualTo(800);
    Fx.on(() -> {
      pane.control().choices().followingProperty().set(true);
      return pane;
    });
    Fx.await("as wide as the window", () -> pane.view().framebufferWidth() == 1000);
    Fx.on(() -> {
      pane.getScene().getWindow().setWidth(701);
      return pane;
    });
    Fx.await(
        "in steps of eight",
        () ->
            Math.abs(pane.view().framebufferWidth() - 701) < 8
                && pane.view().framebufferWidth() % 8 == 0);
    assertThat(Fx.on(() -> pane.control().follower().refusalProperty().get())).isEmpty();
  }

  @Test
  void oneOfTwoScreensFillsTheView() throws Exception {
    VncServer server = new VncServer(folder, "-SecurityTypes", "None");
    open.add(server);
    ConsolePane pane = show(server);
    Fx.await("live", () -> pane.settled().isDone() && pane.control().follower().isAble());
    Fx.on(() -> {
      pane.control()
          .screens(
              List.of(new VncScreen(1, 0, 0, 300, 600, 0), new VncScreen(2, 300, 0, 500, 400, 0)));
      pane.control()
          .choices()
          .choose(Optional.of(pane.control().choices().screensProperty().get().getLast()));
      return pane;
    });
    Fx.await(
        "its left edge is the view's",
        () -> {
          pane.view().layout();
          return pane.view().toFramebufferX(0) == 300;
        });
    assertThat(Fx.on(() -> pane.view().toFramebufferX(pane.view().getWidth()))).isEqualTo(799);
    assertThat(Fx.on(() -> pane.view().toFramebufferY(pane.view().getHeight()))).isEqualTo(399);
    Screenshots.Shot shot = Fx.on(() -> pane.control().shot().orElseThrow());
    assertThat(shot.width()).isEqualTo(500);
    assertThat(shot.height()).isEqualTo(400);
  }

  @Test
  void aLostServerIsTriedAgainUntilItIsBackAndItsLastPictureStays() throws Exception {
    VncServer server = new VncServer(folder, "-SecurityTypes", "None");
    open.add(server);
    ConsolePane pane = show(server);
    Fx.await("live", () -> pane.settled().isDone());
    server.stop();
    Fx.await(
        "lost", () -> pane.control().model().stateProperty().get() instanceof ConsoleState.Lost);
    assertThat(Fx.on(() -> pane.view().isVisible() && pane.view().getOpacity() < 1)).isTrue();
    Fx.await(
        "the next attempt is told",
        () -> !pane.control().model().untilNextAttempt().equals(Duration.ZERO));
    server.start();
    Fx.await(
        "back",
        () -> pane.control().model().stateProperty().get() instanceof ConsoleState.Connected);
    assertThat(Fx.on(() -> pane.view().getOpacity())).isEqualTo(1);
    Fx.on(() -> {
      pane.control().model().disconnect();
      return pane;
    });
    assertThat(Fx.on(() -> pane.control().model().stateProperty().get()))
        .isEqualTo(new ConsoleState.Disconnected());
  }

  @Test
  void thePictureThatIsSavedIsTheServersOwn() throws Exception {
    VncServer server = new VncServer(folder, "-SecurityTypes", "None");
    open.add(server);
    ConsolePane pane = show(server);
    Fx.await("live", () -> pane.settled().isDone());
    Path file = folder.resolve("picture.png");
    Fx.on(() -> {
      Screenshots.save(pane.control().actions(), pane.control().shot().orElseThrow(), file);
      return file;
    });
    Fx.await(
        "told", () -> pane.control().actions().messageProperty().get().contains("picture.png"));
    assertThat(Fx.on(() -> new javafx.scene.image.Image(file.toUri().toString()).getWidth()))
        .isEqualTo(800);
    assertThat(pane.control().actions().context().settings().get().consoles().folder())
        .isEqualTo(folder.toString());
    try (var files = Files.list(folder)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .filteredOn(name -> name.contains("picture.png"))
          .containsExactly("picture.png");
    }
  }

  private static final class NoScreen implements ScreenEvents.Screen {
    @Override
    public void resized(int width, int height) {}

    @Override
    public void firstFrame() {}

    @Override
    public void cursor(io.quantix.vnc.CursorImage shape) {}

    @Override
    public void screens(List<VncScreen> screens) {}

    @Override
    public void capabilities() {}

    @Override
    public void sizeAnswered(boolean accepted, String message) {}

    @Override
    public void powerRefused() {}
  }
}
