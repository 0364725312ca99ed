package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.console.x11.X11Robot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A mouse moved and clicked on a real X server, over a real window. */
class PointerRobotTest {
  private final RobotDesk desk = new RobotDesk();
  private final X11Robot robot = desk.robot();

  PointerRobotTest() throws Exception {}

  @AfterEach
  void leave() throws Exception {
    desk.close();
  }

  @Test
  void aGuestWithAMouseCapturesOursUntilTheHostKey() throws Exception {
    try (RobotDesk.Console console = desk.console()) {
      console.tell("mode relative");
      robot.moveTo(300, 300);
      robot.click(1);
      console.await("pointer true");
      console.heard();
      robot.moveBy(7, -3);
      assertThat(console.next()).isEqualTo("pointerMoved [7, -3, 0]");
      robot.moveBy(2000, 2000); // the window's edge is no edge of the mouse's
      assertThat(console.next()).isEqualTo("pointerMoved [2000, 2000, 0]");
      robot.click(3);
      assertThat(console.next()).isEqualTo("pointerMoved [0, 0, 4]");
      assertThat(console.next()).isEqualTo("pointerMoved [0, 0, 0]");
      robot.click(4);
      assertThat(console.next()).isEqualTo("pointerMoved [0, 0, 8]");
      assertThat(console.next()).isEqualTo("pointerMoved [0, 0, 0]");
      robot.click(9);
      assertThat(console.next()).isEqualTo("pointerMoved [0, 0, 256]");
      assertThat(console.next()).isEqualTo("pointerMoved [0, 0, 0]");
      robot.tap("RCTL");
      console.await("pointer false");
      console.heard();
      robot.moveBy(-5, -5);
      robot.tap("AC01");
      assertThat(console.heardUntil("keyUp 61 1e")).noneMatch(each -> each.startsWith("pointer"));
    }
  }
}
