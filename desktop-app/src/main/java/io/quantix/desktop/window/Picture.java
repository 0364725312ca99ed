package io.quantix.desktop.window;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.GradualFill;
import io.quantix.desktop.app.Settings;
import io.quantix.desktop.app.SettingsStore;
import io.quantix.desktop.console.ConsolePane;
import io.quantix.desktop.console.ConsoleWindows;
import io.quantix.desktop.console.PngFile;
import io.quantix.desktop.console.ThumbnailView;
import io.quantix.desktop.guest.Section;
import io.quantix.desktop.host.Hosts;
import io.quantix.desktop.keyring.Keyring;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.HostState;
import io.quantix.desktop.model.Inventory;
import io.quantix.desktop.model.NoticeBoard;
import io.quantix.desktop.model.TaskList;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.server.SavedServers;
import io.quantix.desktop.server.ServerPasswords;
import io.quantix.desktop.text.Texts;
import io.quantix.desktop.window.WindowLauncher.PictureRequest;
import io.quantix.libvirt.Prompter;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javafx.stage.Window;

/** Draws the real window, connected to the real host, into a file. */
final class Picture {
  private static final int PATIENCE_SECONDS = 30;
  private static final int SAMPLES_WAITED_FOR = 2;

  private final PictureRequest request;
  private final Path scratch;
  private final Inventory inventory = new Inventory();
  private final TaskList tasks = new TaskList();
  private final NoticeBoard notices = new NoticeBoard();
  private final Hosts hosts =
      new Hosts(inventory, tasks, notices, Prompter.none(), Platform::runLater);
  private final ConsoleWindows consoles = new ConsoleWindows(Theme::style);
  private final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);

  private Picture(PictureRequest request, Path scratch) {
    this.request = request;
    this.scratch = scratch;
  }

  static void take(PictureRequest request) throws PictureException {
    CompletableFuture<Void> started = new CompletableFuture<>();
    Platform.startup(() -> started.complete(null));
    Path scratch = Path.of("");
    try {
      scratch = Files.createTempDirectory("quantix-picture");
      started.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      new Picture(request, scratch).take();
    } catch (IOException e) {
      throw new PictureException(
          Texts.text("app.picture.not-written", request.file(), String.valueOf(e.getMessage())),
          false);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      throw new PictureException(String.valueOf(e.getMessage()), false);
    } finally {
      Platform.exit();
      remove(scratch);
    }
  }

  private static void remove(Path scratch) {
    try {
      Files.deleteIfExists(scratch.resolve("settings.json"));
      Files.deleteIfExists(scratch);
    } catch (IOException e) {
      // An empty folder among the temporary ones is all that stays.
    }
  }

  private void take()
      throws PictureException,
          IOException,
          ExecutionException,
          InterruptedException,
          TimeoutException {
    // Of its own, so that the picture shows what a new user sees, and changes nobody's settings.
    SettingsStore settings = new SettingsStore(scratch.resolve("settings.json"), _ -> {});
    HostModel host =
        onFx(() -> {
          Theme.apply(request.dark() ? Settings.Theme.DARK : Settings.Theme.LIGHT);
          HostModel added = hosts.add(request.uri(), AddHostDialog.usualName(request.uri()), true);
          hosts.session(added).connect();
          return added;
        });
    AppContext context = QuantixApp.context(hosts, tasks, notices, settings, consoles);
    boolean console = request.view() == PictureRequest.View.CONSOLE;
    MainWindow main =
        onFx(() ->
            new MainWindow(
                context, savedServers(settings), source -> consoles.show(context, source)));
    Stage stage = console ? onFx(Stage::new) : onFx(() -> stage(main));
    await(() -> settled(host));
    HostState state = onFx(() -> host.stateProperty().get());
    if (state == HostState.FAILED && request.view() != PictureRequest.View.LIST) {
      throw new PictureException(
          onFx(() -> host.noticeProperty().get().map(n -> n.message()).orElse("")), true);
    }
    switch (request.view()) {
      case LIST -> await(() -> sampled(host));
      case VM -> {
        VmModel vm = vm(host, request.vm());
        onFx(() -> {
          main.select(vm);
          return vm;
        });
        await(() -> sampled(host));
        await(() -> !vm.stateProperty().get().isActive() || thumbnail(main));
      }
      case GUEST -> {
        VmModel vm = vm(host, request.vm());
        Section part = part();
        onFx(() -> {
          main.select(vm);
          main.pages().showGuest(part);
          return vm;
        });
        await(main.pages()::isGuestSettled);
      }
      case CONSOLE -> {
        consoles(context, host);
        return;
      }
    }
    await(() -> !GradualFill.isRunning());
    write(onFx(main::getScene));
    onFx(() -> {
      stage.hide();
      hosts.close();
      return stage;
    });
  }

  // The first that is named is the one that is seen, the others are tabs beside it.
  private void consoles(AppContext context, HostModel host)
      throws PictureException,
          IOException,
          ExecutionException,
          InterruptedException,
          TimeoutException {
    for (String name : List.of(request.vm().split(",")).reversed()) {
      VmModel vm = vm(host, name);
      onFx(() -> {
        consoles.show(context, vm);
        return vm;
      });
    }
    Scene scene =
        onFx(() -> {
          Window window =
              Window.getWindows().stream()
                  .filter(Stage.class::isInstance)
                  .findFirst()
                  .orElseThrow();
          window.setWidth(request.width());
          window.setHeight(request.height());
          return window.getScene();
        });
    await(() ->
        scene.getRoot().lookupAll(".console").stream()
            .allMatch(node ->
                node instanceof ConsolePane pane
                    && (pane.settled().isDone() || pane.isSettledWithoutPicture())));
    write(scene);
    onFx(() -> {
      consoles.closeAll();
      hosts.close();
      return scene;
    });
  }

  private static SavedServers savedServers(SettingsStore settings) {
    return new SavedServers(
        settings, new ServerPasswords(Keyring.none("a picture needs no password"), _ -> {}));
  }

  private Stage stage(Parent root) {
    Stage stage = new Stage();
    Scene scene = new Scene(root, request.width(), request.height());
    Theme.style(scene);
    stage.setScene(scene);
    stage.show();
    return stage;
  }

  private static boolean settled(HostModel host) {
    return host.stateProperty().get() == HostState.CONNECTED
        || host.stateProperty().get() == HostState.FAILED;
  }

  // Two samples are a line; a host whose VMs are all off has none.
  private static boolean sampled(HostModel host) {
    return host.stateProperty().get() != HostState.CONNECTED
        || host.vms().stream()
            .filter(vm -> vm.stateProperty().get().isActive())
            .allMatch(vm -> vm.cpuHistory().size() >= SAMPLES_WAITED_FOR);
  }

  private static boolean thumbnail(MainWindow main) {
    return main.lookup(".thumbnail") instanceof ThumbnailView view && view.hasPicture();
  }

  private VmModel vm(HostModel host, String name)
      throws PictureException, ExecutionException, InterruptedException, TimeoutException {
    Optional<VmModel> found =
        onFx(() ->
            host.vms().stream()
                .filter(
                    vm -> vm.nameProperty().get().equals(name) || vm.uuid().toString().equals(name))
                .findFirst());
    return found.orElseThrow(
        () -> new PictureException(Texts.text("cli.error.no-vm", name, request.uri()), false));
  }

  private Section part() throws PictureException {
    return request.part().isEmpty()
        ? Section.OVERVIEW
        : Arrays.stream(Section.values())
            .filter(each -> each.name().equalsIgnoreCase(request.part()))
            .findFirst()
            .orElseThrow(() ->
                new PictureException(Texts.text("cli.picture.bad-part", request.part()), false));
  }

  private void write(Scene scene)
      throws IOException, ExecutionException, InterruptedException, TimeoutException {
    Thread.sleep(400); // animations of a state that has just come
    WritableImage image = onFx(() -> scene.snapshot(null));
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] argb = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
    PngFile.write(request.file(), width, height, IntBuffer.wrap(argb));
  }

  private void await(Callable<Boolean> condition)
      throws PictureException, ExecutionException, InterruptedException, TimeoutException {
    while (!onFx(condition)) {
      if (System.nanoTime() > deadline) {
        throw new PictureException(
            Texts.text("app.picture.timeout", request.uri(), PATIENCE_SECONDS), false);
      }
      Thread.sleep(30);
    }
  }

  private static <T> T onFx(Callable<T> work)
      throws ExecutionException, InterruptedException, TimeoutException {
    CompletableFuture<T> result = new CompletableFuture<>();
    Platform.runLater(() -> {
      try {
        result.complete(work.call());
      } catch (Exception | AssertionError e) {
        result.completeExceptionally(e);
      }
    });
    return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
