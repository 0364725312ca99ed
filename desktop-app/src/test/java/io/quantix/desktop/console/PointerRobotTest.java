package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.console.x11.X11Robot;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A mouse moved and clicked on a real X server, over a real window. */
class PointerRobotTest {
  private static final Pattern PLACE = Pattern.compile("pointer \\[(\\d+), (\\d+), 0]");

  private static RobotDesk desk;
  private final X11Robot robot = desk.robot();

  PointerRobotTest() throws Exception {}

  @BeforeAll
  static void open() throws Exception {
    desk = new RobotDesk();
  }

  @AfterEach
  void leave() {
    robot.close();
  }

  @AfterAll
  static void close() throws Exception {
    desk.close();
  }

  /**
   * A window has the focus before it is drawn where it will be: only then is it told of a mouse.
   */
  private void enter(RobotDesk.Console console) throws Exception {
    for (int i = 0; i < 3000; i++) {
      robot.moveTo(301, 300);
      robot.moveTo(300, 300);
      TimeUnit.MILLISECONDS.sleep(20);
      console.tell("nothing");
      if (console.heard().stream().anyMatch(each -> each.matches("pointer \\[\\d+, \\d+, 0]"))) {
        return;
      }
    }
    throw new AssertionError("the window is not told of a mouse that moves over it");
  }

  @Test
  void buttonsAndWheelsOfAPointerThatIsAPlace() throws Exception {
    try (RobotDesk.Console console = desk.console()) {
      enter(console);
      int[] masks = {1, 2, 4, 8, 16, 32, 64, 128, 256};
      for (int button = 1; button <= masks.length; button++) {
        robot.click(button);
        console.awaitEnd(", " + masks[button - 1] + "]");
        console.awaitEnd(", 0]");
      }
      robot.button(true, 1);
      console.awaitEnd(", 1]");
      robot.moveTo(5, 5); // out of the window, and still dragging
      String outside = console.awaitEnd(", 1]");
      assertThat(outside).matches("pointer \\[-\\d+, -\\d+, 1]");
      robot.button(false, 1);
      console.awaitEnd(", 0]");
    }
  }

  @Test
  void aPointerThatWasThereBeforeTheGuestIsTold() throws Exception {
    try (RobotDesk.Console console = desk.console()) {
      toldBy(console, "session");
      console.tell("mode relative");
      toldBy(console, "mode absolute");
    }
  }

  /** Where the pointer rests is told with what is done, and not by a movement before or after. */
  private void toldBy(RobotDesk.Console console, String command) throws Exception {
    List<String> heard = List.of();
    // The window may be placed anew in between, and have no pointer for a moment.
    for (int i = 0;
        i < 300 && heard.stream().noneMatch(each -> PLACE.matcher(each).matches());
        i++) {
      robot.moveTo(301, 300);
      robot.moveTo(300, 300);
      TimeUnit.MILLISECONDS.sleep(20);
      console.tell("nothing");
      console.heard();
      console.tell(command);
      List<String> all = console.heard();
      heard = all.subList(all.indexOf("doing " + command.split(" ", -1)[0]), all.size());
    }
    assertThat(heard).anyMatch(each -> PLACE.matcher(each).matches());
  }

  /** Each pixel of the picture bears its own place as its colour. */
  @Test
  void theGuestIsToldOfThePixelUnderThePointer() throws Exception {
    for (int scale = 1; scale <= 2; scale++) {
      try (RobotDesk.Console console = desk.consoleOnFineScreen(scale)) {
        enter(console);
        for (String scaling : new String[] {"ONE_TO_ONE", "FIT", "INTEGER", "FILL"}) {
          console.tell("scaling " + scaling);
          // Pixels that are mixed have the colour of a neighbour in part.
          int error = scaling.startsWith("FI") ? 1 : 0;
          for (int i = 0; i < 4; i++) {
            int x = 302 * scale + i * 31 - 50;
            int y = 236 * scale + i * 19 + 18;
            assertPixelIsTold(console, x, y, error);
          }
        }
      }
    }
  }

  /** The window may not be where it will be, or not be drawn, at first. */
  private void assertPixelIsTold(RobotDesk.Console console, int x, int y, int error)
      throws Exception {
    String told = "";
    int pixel = 0;
    for (int i = 0; i < 300 && !isAt(pixel, told, error); i++) {
      robot.moveTo(x + 1, y);
      robot.moveTo(x, y);
      console.tell("nothing");
      told =
          console.heard().stream()
              .filter(each -> each.startsWith("pointer ["))
              .reduce(told, (_, last) -> last);
      pixel = robot.pixel(x, y);
    }
    assertThat(isAt(pixel, told, error))
        .describedAs("at %d, %d %s is told and %x drawn", x, y, told, pixel)
        .isTrue();
  }

  private static boolean isAt(int pixel, String told, int error) {
    Matcher place = PLACE.matcher(told);
    return place.matches()
        && (pixel & 0xff) == 0x80
        && Math.abs((pixel >> 16) - Integer.parseInt(place.group(1))) <= error
        && Math.abs((pixel >> 8 & 0xff) - Integer.parseInt(place.group(2))) <= error;
  }

  @Test
  void aGuestWithAMouseCapturesOursUntilTheHostKey() throws Exception {
    try (RobotDesk.Console console = desk.console()) {
      enter(console);
      console.tell("mode relative");
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
