package io.quantix.desktop.window;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.Settings.HostEntry;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.desktop.app.StallMeter;
import io.quantix.desktop.app.WindowPlaces;
import io.quantix.desktop.console.ConsoleWindows;
import io.quantix.desktop.console.ThumbnailView;
import io.quantix.desktop.host.ConsoleSource;
import io.quantix.desktop.host.Hosts;
import io.quantix.desktop.keyring.KeyringException;
import io.quantix.desktop.keyring.SecretMemory;
import io.quantix.desktop.keyring.SystemKeyring;
import io.quantix.desktop.link.RunningWindow;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.Inventory;
import io.quantix.desktop.model.Notice;
import io.quantix.desktop.model.NoticeBoard;
import io.quantix.desktop.model.TaskList;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.server.SavedServers;
import io.quantix.desktop.server.ServerPasswords;
import io.quantix.desktop.text.Texts;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import javafx.stage.Window;

/** The application: its hosts, its main window and its consoles. */
public final class QuantixApp extends Application {
  private static final int KEYRING_SECONDS = 5;

  // JavaFX makes the object itself and gives it strings alone.
  private static Optional<String> onlyHost = Optional.empty();
  private static Optional<String> onlyConsole = Optional.empty();
  private static Optional<ConsoleSource> onlyScreen = Optional.empty();
  private static Optional<String> onlyLink = Optional.empty();

  private final Inventory inventory = new Inventory();
  private final TaskList tasks = new TaskList();
  private final NoticeBoard notices = new NoticeBoard();
  private final PromptDialogs prompts =
      new PromptDialogs(
          () -> Window.getWindows().stream().filter(each -> each instanceof Stage).findFirst());
  // Does what the keyring may take its time for; its thread starts with the first of it.
  private final ExecutorService keyringWork =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("keyring-work").factory());
  private final SecretMemory secrets =
      new SecretMemory(new SystemKeyring(true), prompts, keyringWork, this::keyringFailed);
  private final Hosts hosts = new Hosts(inventory, tasks, notices, secrets, Platform::runLater);
  private final ConsoleWindows consoles = new ConsoleWindows(Theme::style);
  private final SettingsStore settings = SettingsStore.usual(this::settingsNotWritten);
  private final ServerPasswords passwords =
      new ServerPasswords(new SystemKeyring(true), this::keyringFailed);
  private CompletableFuture<Optional<RunningWindow>> links =
      CompletableFuture.completedFuture(Optional.empty());

  /**
   * Opens the main window, or one console, and returns when the application has ended.
   *
   * @param uri the one host to show; empty for those of the settings
   * @param console the UUID of the one VM whose console is all that is shown
   */
  static void open(Optional<String> uri, Optional<String> console) {
    onlyHost = uri;
    onlyConsole = console;
    Application.launch(QuantixApp.class);
  }

  /** Opens the console of a VNC server alone, and returns when its window is closed. */
  static void openScreen(ConsoleSource screen) {
    onlyScreen = Optional.of(screen);
    Application.launch(QuantixApp.class);
  }

  /** Opens what a link says, and returns when its window is closed. */
  static void openLink(String link) {
    onlyLink = Optional.of(link);
    Application.launch(QuantixApp.class);
  }

  @Override
  public void start(Stage stage) {
    Theme.follow(() -> settings.get().theme());
    AppContext context = context(hosts, tasks, notices, settings, consoles);
    addHosts();
    settings
        .setAside()
        .ifPresent(broken ->
            notices.post(
                new Notice(
                    Notice.Severity.WARNING,
                    Texts.text("app.settings-broken"),
                    broken.toString(),
                    Texts.text("app.settings-broken.hint"))));
    if (onlyScreen.isEmpty()) {
      hosts.connectOnStart();
    }
    SavedServers servers = new SavedServers(settings, passwords);
    LinkOpener opener =
        new LinkOpener(context, consoles, servers, passwords, LinkOpener::askInDialog);
    if (onlyScreen.isPresent()) {
      consoles.show(context, onlyScreen.get());
    } else if (onlyConsole.isPresent()) {
      showConsole(context, UUID.fromString(onlyConsole.get()));
    } else {
      showMain(context, servers, stage);
      links =
          CompletableFuture.supplyAsync(
              () -> RunningWindow.listen(RunningWindow.usualSocket(), opener::open),
              Thread.ofVirtual().name("links")::start);
    }
    onlyLink.ifPresent(link -> Thread.ofVirtual().name("link").start(() -> opener.open(link)));
  }

  /** What every feature may use, with consoles in windows of their own. */
  static AppContext context(
      Hosts hosts,
      TaskList tasks,
      NoticeBoard notices,
      SettingsStore settings,
      ConsoleWindows consoles) {
    AppContext[] self = new AppContext[1];
    AppContext context =
        new AppContext(
            hosts,
            tasks,
            notices,
            settings,
            vm -> consoles.show(self[0], vm),
            vm ->
                new ThumbnailView(vm, hosts.session(vm.host()), () -> consoles.show(self[0], vm)));
    self[0] = context;
    return context;
  }

  private void addHosts() {
    if (onlyHost.isPresent()) {
      String uri = onlyHost.get();
      hosts.add(uri, AddHostDialog.usualName(uri), true);
      return;
    }
    for (HostEntry host : settings.get().hosts()) {
      hosts.add(host.uri(), host.name(), host.connectOnStart());
    }
  }

  private void showMain(AppContext context, SavedServers servers, Stage stage) {
    MainWindow main = new MainWindow(context, servers, screen -> consoles.show(context, screen));
    Scene scene = new Scene(main, 1280, 800);
    Theme.style(scene);
    stage.setScene(scene);
    stage.setTitle(Texts.text("app.title"));
    stage.setMinWidth(860);
    stage.setMinHeight(520);
    for (int size : new int[] {16, 32, 48, 64, 128}) {
      var icon = QuantixApp.class.getResourceAsStream("icons/quantix-" + size + ".png");
      if (icon != null) {
        stage.getIcons().add(new Image(icon));
      }
    }
    WindowPlaces.restore(stage, "main", settings);
    StartupReport.follow(inventory);
    stage.setOnHidden(_ -> consoles.closeAll());
    stage.show();
    StallMeter.startIfAsked();
  }

  // The VM is known once its host is connected.
  private void showConsole(AppContext context, UUID uuid) {
    HostModel host = inventory.hosts().getFirst();
    if (!showConsole(context, host, uuid)) {
      host.vms()
          .addListener(
              new ListChangeListener<VmModel>() {
                @Override
                public void onChanged(Change<? extends VmModel> change) {
                  if (showConsole(context, host, uuid)) {
                    host.vms().removeListener(this);
                  }
                }
              });
    }
  }

  private boolean showConsole(AppContext context, HostModel host, UUID uuid) {
    Optional<VmModel> vm = host.vms().stream().filter(each -> each.uuid().equals(uuid)).findFirst();
    vm.ifPresent(found -> consoles.show(context, found));
    return vm.isPresent();
  }

  private void keyringFailed(KeyringException failure) {
    Platform.runLater(() ->
        notices.post(
            new Notice(
                Notice.Severity.WARNING,
                Texts.text("app.keyring.failed"),
                String.valueOf(failure.getMessage()),
                Texts.text("app.keyring.failed.hint"))));
  }

  private void settingsNotWritten(java.io.IOException failure) {
    Platform.runLater(() ->
        notices.post(
            new Notice(
                Notice.Severity.WARNING,
                Texts.text("app.settings-not-written"),
                String.valueOf(failure.getMessage()),
                "")));
  }

  @Override
  public void stop() {
    var _ = links.thenAccept(window -> window.ifPresent(RunningWindow::close));
    consoles.closeAll();
    hosts.close();
    settings.flush();
    keyringWork.shutdown();
    try {
      if (!keyringWork.awaitTermination(KEYRING_SECONDS, TimeUnit.SECONDS)) {
        keyringWork.shutdownNow();
      }
    } catch (InterruptedException e) {
      keyringWork.shutdownNow();
      Thread.currentThread().interrupt();
    }
    secrets.close();
  }
}
