package io.quantix.desktop.console;

import io.quantix.desktop.app.AppContext;
import io.quantix.desktop.app.ConsoleSettings;
import io.quantix.desktop.host.ConsoleSource;
import io.quantix.desktop.host.KnownServers;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.sound.SystemSound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Scene;

/**
 * The open consoles: tabs of one window, but for those that have a window of their own. Used on the
 * JavaFX thread only.
 */
public final class ConsoleWindows {
  private static final String TABS = "console";

  private final List<ConsoleWindow> windows = new ArrayList<>();
  private final Consumer<Scene> style;
  private final ConsoleMemory memory;

  /**
   * None is open at first.
   *
   * @param style gives a window the application's look
   */
  public ConsoleWindows(Consumer<Scene> style) {
    this(style, KnownServers.usual());
  }

  /**
   * None is open at first.
   *
   * @param servers those that are trusted though nobody vouches for them
   */
  ConsoleWindows(Consumer<Scene> style, KnownServers servers) {
    this.style = style;
    this.memory = new ConsoleMemory(servers);
  }

  /** Shows a VM's console; one that is open already comes to the front. */
  public void show(AppContext context, VmModel vm) {
    show(context, context.hosts().console(vm));
  }

  /** Shows a console; one that is open already comes to the front. */
  public void show(AppContext context, ConsoleSource source) {
    show(context, source.key(), () -> new ConsolePane(context, source, memory, new SystemSound()));
  }

  /** Shows a console that fills the screen of its window. */
  public void showFullScreen(AppContext context, ConsoleSource source) {
    show(context, source);
    String key = source.key();
    windows.stream()
        .filter(each -> each.find(key).isPresent() && !each.isFullScreen())
        .findFirst()
        .ifPresent(ConsoleWindow::toggleFullScreen);
  }

  /** Shows what is known by a key; it is made if it is not open. */
  void show(AppContext context, String key, Supplier<ConsoleContent> content) {
    Optional<ConsoleWindow> known =
        windows.stream().filter(each -> each.find(key).isPresent()).findFirst();
    if (known.isPresent()) {
      known.get().find(key).ifPresent(known.get()::select);
      known.get().toFront();
      return;
    }
    ConsoleSettings settings = context.settings().get().consoles();
    ConsoleContent made = content.get();
    place(context, made, !settings.tabs() || settings.choices(key).ownWindow());
  }

  private ConsoleWindow place(AppContext context, ConsoleContent content, boolean own) {
    ConsoleWindow window =
        windows.stream()
            .filter(each -> !own && each.key().equals(TABS))
            .findFirst()
            .orElseGet(() -> open(context, own ? TABS + ":" + content.key() : TABS));
    window.add(content);
    window.toFront();
    return window;
  }

  private ConsoleWindow open(AppContext context, String key) {
    ConsoleWindow window = new ConsoleWindow(this, context, key);
    windows.add(window);
    return window;
  }

  void style(Scene scene) {
    style.accept(scene);
  }

  void closed(ConsoleWindow window) {
    windows.remove(window);
  }

  /** Gives a console a window of its own, or brings it back among the tabs; remembered. */
  ConsoleWindow move(AppContext context, ConsoleWindow from, ConsoleContent content, boolean own) {
    if (own == isOwn(from)) {
      return from;
    }
    String key = content.key();
    context
        .settings()
        .update(now -> {
          ConsoleSettings consoles = now.consoles();
          return now.withConsoles(
              consoles.withChoices(key, consoles.choices(key).withOwnWindow(own)));
        });
    // First out of the one window: a node has one place.
    from.detach(content);
    ConsoleWindow to = place(context, content, own);
    from.closeIfEmpty();
    return to;
  }

  boolean isOwn(ConsoleWindow window) {
    return !window.key().equals(TABS);
  }

  /** All consoles that are open, those among the tabs first. */
  List<ConsoleContent> all() {
    return windows.stream()
        .sorted((a, b) -> Boolean.compare(isOwn(a), isOwn(b)))
        .flatMap(window -> window.contents().stream())
        .toList();
  }

  /** Brings one to the front, wherever it is. */
  void reveal(ConsoleContent content) {
    for (ConsoleWindow window : windows) {
      if (window.contents().contains(content)) {
        window.select(content);
        window.toFront();
      }
    }
  }

  /** The windows that are open. */
  List<ConsoleWindow> windows() {
    return List.copyOf(windows);
  }

  /** Closes all, and forgets what was kept until the end. */
  public void closeAll() {
    List.copyOf(windows).forEach(ConsoleWindow::close);
    memory.close();
  }
}
