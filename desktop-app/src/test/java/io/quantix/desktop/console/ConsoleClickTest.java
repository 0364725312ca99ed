package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.app.ConsoleSettings.Scaling;
import io.quantix.desktop.console.x11.X11Robot;
import io.quantix.desktop.window.Fx;
import java.nio.file.Path;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clicks in a console over TigerVNC's server, as a program on that server gets them. */
class ConsoleClickTest {
  @TempDir Path folder;

  @Test
  void aClickArrivesAtThePixelThatWasClicked() throws Exception {
    ConsoleFixture consoles = new ConsoleFixture(folder);
    try (VncServer server = new VncServer(folder, "-SecurityTypes", "None")) {
      ConsolePane pane = consoles.show(server);
      try (X11Robot there = new X11Robot(Integer.parseInt(server.display().substring(1)))) {
        Fx.await("live", () -> pane.settled().isDone() && pane.view().showsPicture());
        there.listenToButtons();
        for (Scaling scaling : Scaling.values()) {
          Fx.on(() -> {
            pane.control().choices().scalingProperty().set(scaling);
            pane.layout();
            return pane;
          });
          clickArrives(pane, there, 0, 0);
          clickArrives(pane, there, 123, 457);
          clickArrives(pane, there, 799, 599);
        }
      } finally {
        consoles.close();
      }
    }
  }

  private static void clickArrives(ConsolePane pane, X11Robot there, int x, int y)
      throws Exception {
    Fx.on(() -> {
      FramebufferView view = pane.view();
      Bounds picture = view.getChildrenUnmodifiable().getFirst().getBoundsInParent();
      Point2D at =
          view.localToScene(
              picture.getMinX() + picture.getWidth() * (x + 0.5) / 800,
              picture.getMinY() + picture.getHeight() * (y + 0.5) / 600);
      fire(view, MouseEvent.MOUSE_PRESSED, at);
      fire(view, MouseEvent.MOUSE_RELEASED, at);
      return view;
    });
    assertThat(there.nextButton()).isEqualTo("button 1 at " + x + "," + y);
  }

  private static void fire(FramebufferView view, EventType<MouseEvent> type, Point2D at) {
    boolean down = type.equals(MouseEvent.MOUSE_PRESSED);
    Event.fireEvent(
        view,
        new MouseEvent(
            type,
            at.getX(),
            at.getY(),
            at.getX(),
            at.getY(),
            MouseButton.PRIMARY,
            1,
            false,
            false,
            false,
            false,
            down,
            false,
            false,
            false,
            false,
            true,
            null));
  }
}
