package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.app.ConsoleSettings.Scaling;
import io.quantix.desktop.app.Settings;
import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.window.Fx;
import io.quantix.desktop.window.Theme;
import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Windows and tabs with consoles of a real host, drawn without a display. */
class ConsoleWindowsTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();
  @TempDir Path folder;

  private ConsoleFixture consoles;
  private ConsoleWindows windows;
  private HostModel host;

  private void connect() throws Exception {
    consoles = new ConsoleFixture(folder);
    windows = new ConsoleWindows(Theme::style);
    consoles.atEnd(windows::closeAll);
    Fx.on(() -> {
      Theme.apply(Settings.Theme.LIGHT);
      return windows;
    });
    host = consoles.connect(LAB);
  }

  @AfterEach
  void close() throws Exception {
    consoles.close();
  }

  private ConsolePane show(String name) throws Exception {
    VmModel vm = consoles.vm(host, name);
    return Fx.on(() -> {
      windows.show(consoles.context(), vm);
      return windows.all().stream()
          .map(ConsolePane.class::cast)
          .filter(pane -> pane.name().getValue().equals(name))
          .findFirst()
          .orElseThrow();
    });
  }

  private static Stage stage(ConsoleWindow window) {
    return (Stage) window.window().orElseThrow();
  }

  private static void press(ConsoleWindow window, KeyCode code) {
    Event.fireEvent(
        window.shown().orElseThrow().node(),
        new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, true, true, false));
  }

  @Test
  void consolesAreTabsThatCanBeTornOffAndComeBack() throws Exception {
    LAB.createGuest("quantix-lab-t-one", GuestSpec.tiny());
    LAB.createGuest("quantix-lab-t-two", GuestSpec.tiny());
    connect();
    ConsolePane one = show("quantix-lab-t-one");
    ConsolePane two = show("quantix-lab-t-two");
    ConsoleWindow tabs = Fx.on(() -> windows.windows().getFirst());
    assertThat(Fx.on(tabs::contents)).containsExactly(one, two);
    assertThat(Fx.on(() -> stage(tabs).getTitle())).startsWith("quantix-lab-t-two");
    show("quantix-lab-t-one"); // is there already: it comes to the front
    assertThat(Fx.on(tabs::shown)).contains(one);
    Fx.on(() -> {
      press(tabs, KeyCode.PAGE_DOWN);
      return tabs;
    });
    assertThat(Fx.on(tabs::shown)).contains(two);

    Fx.on(() -> {
      tabs.setOwn(two, true);
      return tabs;
    });
    assertThat(Fx.on(() -> windows.windows().size())).isEqualTo(2);
    assertThat(Fx.on(tabs::contents)).containsExactly(one);
    assertThat(Fx.on(() -> two.frame().orElseThrow().isOwn(two))).isTrue();
    // Its window has a place of its own, and it opens there the next time.
    Fx.on(() -> {
      Stage own = stage(windows.windows().getLast());
      own.setX(33);
      own.setWidth(700);
      own.close();
      return own;
    });
    ConsolePane again = show("quantix-lab-t-two");
    ConsoleWindow own = Fx.on(() -> windows.windows().getLast());
    assertThat(Fx.on(own::contents)).containsExactly(again);
    assertThat(Fx.on(() -> stage(own).getX())).isEqualTo(33);
    assertThat(Fx.on(() -> stage(own).getWidth())).isEqualTo(700);

    Fx.on(() -> {
      own.setOwn(again, false);
      return own;
    });
    assertThat(Fx.on(() -> windows.windows())).containsExactly(tabs);
    assertThat(Fx.on(tabs::contents)).containsExactly(one, again);

    Fx.on(() -> {
      consoles.context().settings().update(now -> now.withConsoles(now.consoles().withTabs(false)));
      tabs.close(one);
      return tabs;
    });
    show("quantix-lab-t-one");
    assertThat(Fx.on(() -> windows.windows().size())).isEqualTo(2);
  }

  @Test
  void aTabThatIsDraggedAwayIsTornOff() throws Exception {
    LAB.createGuest("quantix-lab-t-drag", GuestSpec.tiny());
    LAB.createGuest("quantix-lab-t-stay", GuestSpec.tiny());
    connect();
    show("quantix-lab-t-stay");
    ConsolePane dragged = show("quantix-lab-t-drag");
    ConsoleWindow tabs = Fx.on(() -> windows.windows().getFirst());
    Fx.on(() -> {
      Parent root = stage(tabs).getScene().getRoot();
      root.applyCss();
      root.layout();
      Node tab = root.lookupAll(".tab").stream().toList().getLast();
      Event.fireEvent(tab, mouse(MouseEvent.MOUSE_PRESSED, 10));
      Event.fireEvent(tab, mouse(MouseEvent.MOUSE_RELEASED, stage(tabs).getY() + 400));
      return tabs;
    });
    Fx.await("torn off", () -> windows.windows().size() == 2);
    assertThat(Fx.on(() -> dragged.frame().orElseThrow().isOwn(dragged))).isTrue();
  }

  private static MouseEvent mouse(javafx.event.EventType<MouseEvent> type, double screenY) {
    return new MouseEvent(
        type,
        0,
        0,
        0,
        screenY,
        MouseButton.PRIMARY,
        1,
        false,
        false,
        false,
        false,
        true,
        false,
        false,
        true,
        false,
        true,
        null);
  }

  @Test
  void aFullScreenHasItsControlsAtTheEdgeAndOverTheGuestOnlyWhenAskedFor() throws Exception {
    LabGuest guest = LAB.createGuest("quantix-lab-t-full", GuestSpec.tiny());
    guest.start();
    connect();
    ConsolePane pane = show(guest.name());
    Fx.await("live", () -> pane.settled().isDone());
    ConsoleWindow window = Fx.on(() -> windows.windows().getFirst());
    Node toolbar = Fx.on(() -> pane.lookup(".console-toolbar"));
    Fx.on(() -> {
      press(window, KeyCode.ENTER);
      return window;
    });
    Fx.await("full", window::isFullScreen);
    assertThat(Fx.on(toolbar::isVisible)).isFalse();
    Fx.on(() -> {
      press(window, KeyCode.HOME);
      return window;
    });
    assertThat(Fx.on(toolbar::isVisible)).isTrue();
    assertThat(Fx.on(() -> toolbar.lookup(":focused") != null)).isTrue();
    Fx.on(() -> {
      press(window, KeyCode.ENTER);
      return window;
    });
    Fx.await("a window again", () -> !window.isFullScreen());
    assertThat(Fx.on(toolbar::isVisible)).isTrue();
    assertThat(Fx.on(pane::getTop)).isSameAs(toolbar);

    // How it is shown is remembered.
    Fx.on(() -> {
      pane.control().choices().scalingProperty().set(Scaling.ONE_TO_ONE);
      pane.applyCss();
      pane.layout();
      return pane;
    });
    assertThat(Fx.on(() -> pane.view().prefWidth(-1)))
        .isEqualTo(Fx.on(() -> (double) pane.view().framebufferWidth()));
    assertThat(consoles.context().settings().get().consoles().choices(pane.key()).scaling())
        .isEqualTo(Scaling.ONE_TO_ONE);
    assertThat(Fx.on(() -> nameless(pane))).isEmpty();
  }

  private static List<String> nameless(Parent parent) {
    List<String> found = new ArrayList<>();
    for (Node node : parent.getChildrenUnmodifiable()) {
      boolean inner = node.getStyleClass().stream().anyMatch(style -> style.contains("arrow"));
      if (node instanceof ButtonBase button
          && !inner
          && button.getText().isEmpty()
          && Optional.ofNullable(button.getAccessibleText()).orElse("").isEmpty()) {
        found.add(button.toString());
      }
      if (node instanceof MenuButton menu) {
        menu.getOnShowing().handle(new Event(MenuButton.ON_SHOWING));
        menu.getItems().stream()
            .filter(item -> item.getText() != null && item.getText().isBlank())
            .forEach(item -> found.add(menu + ": " + item));
      } else if (node instanceof Parent inside) {
        found.addAll(nameless(inside));
      }
    }
    return found;
  }

  @Test
  void theOverviewShowsAllConsolesAndLeadsToTheOneThatIsChosen() throws Exception {
    LAB.createGuest("quantix-lab-t-first", GuestSpec.tiny());
    LAB.createGuest("quantix-lab-t-other", GuestSpec.tiny());
    connect();
    ConsolePane first = show("quantix-lab-t-first");
    ConsolePane other = show("quantix-lab-t-other");
    ConsoleWindow tabs = Fx.on(() -> windows.windows().getFirst());
    Fx.on(() -> {
      tabs.showOverview();
      stage(tabs).getScene().getRoot().applyCss();
      stage(tabs).getScene().getRoot().layout();
      return tabs;
    });
    assertThat(Fx.on(tabs::shown)).contains(other);
    Fx.on(() -> {
      List<Node> cards = List.copyOf(stage(tabs).getScene().getRoot().lookupAll(".overview-card"));
      assertThat(cards).hasSize(2);
      ((ButtonBase) cards.getFirst()).fire();
      return cards;
    });
    assertThat(Fx.on(tabs::shown)).contains(first);
    assertThat(Fx.on(() -> stage(tabs).getScene().getRoot().lookup(".overview"))).isNull();
  }
}
