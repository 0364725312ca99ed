package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.console.x11.X11Robot;
import io.quantix.vnc.input.XkbKeyName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keys pressed on a real X server, through a real window, with a window manager beside it. */
class KeyboardRobotTest {
  /** What a keyboard of 105 keys sends in XT set 1, by the names of the places. */
  private static final String PC105 =
      """
      ESC 01 FK01 3b FK02 3c FK03 3d FK04 3e FK05 3f FK06 40 FK07 41 FK08 42 FK09 43 FK10 44 FK11 57
      FK12 58 PRSC e0b7 SCLK 46 PAUS pause
      TLDE 29 AE01 02 AE02 03 AE03 04 AE04 05 AE05 06 AE06 07 AE07 08 AE08 09 AE09 0a AE10 0b AE11 0c
      AE12 0d BKSP 0e INS e052 HOME e047 PGUP e049 KPDV e035 KPMU 37 KPSU 4a
      TAB 0f AD01 10 AD02 11 AD03 12 AD04 13 AD05 14 AD06 15 AD07 16 AD08 17 AD09 18 AD10 19 AD11 1a
      AD12 1b RTRN 1c DELE e053 END e04f PGDN e051 KP7 47 KP8 48 KP9 49 KPAD 4e
      CAPS 3a CAPS 3a AC01 1e AC02 1f AC03 20 AC04 21 AC05 22 AC06 23 AC07 24 AC08 25 AC09 26 AC10 27 AC11 28
      BKSL 2b KP4 4b KP5 4c KP6 4d
      LFSH 2a LSGT 56 AB01 2c AB02 2d AB03 2e AB04 2f AB05 30 AB06 31 AB07 32 AB08 33 AB09 34 AB10 35
      RTSH 36 UP e048 KP1 4f KP2 50 KP3 51 KPEN e01c
      LCTL 1d LWIN e05b LALT 38 SPCE 39 RALT e038 RWIN e05c COMP e05d RCTL e01d LEFT e04b DOWN e050
      RGHT e04d KP0 52 KPDL 53 NMLK 45 NMLK 45
      """;

  /** What Japanese keyboards have beside those. */
  private static final String JAPANESE = "AE13 7d AB11 73 MUHE 7b HENK 79 HKTG 70\n";

  private static RobotDesk desk;
  private final X11Robot robot = desk.robot();

  KeyboardRobotTest() throws Exception {}

  @BeforeAll
  static void open() throws Exception {
    desk = new RobotDesk();
  }

  private void layout(String model, String layout) throws Exception {
    desk.layout(model, layout);
    robot.repeatKeys(false);
  }

  @AfterEach
  void leave() throws Exception {
    robot.letGo();
    robot.close();
  }

  @AfterAll
  static void close() throws Exception {
    desk.close();
  }

  /** What the keyboard sends when a key is pressed and released. */
  private static String stroke(String name, String code) {
    String prefix = code.startsWith("e0") ? "e0" : "";
    return switch (name) {
      case "PAUS" -> "e11d45e19dc5";
      case "PRSC" -> "e02ae037e0b7e0aa";
      default -> {
        int make = Integer.parseInt(code.substring(prefix.length()), 16);
        yield String.format("%s%02x%s%02x", prefix, make, prefix, make | 0x80);
      }
    };
  }

  @Test
  void everyKeyReachesAGuestAsItself() throws Exception {
    try (KeyboardGuest guest = new KeyboardGuest();
        RobotDesk.Console console = desk.console(guest.socket())) {
      // The window manager would take Print for a picture of the screen.
      console.tell("policy FOCUSED CONTROL_ALT");
      console.await("captured true");
      everyKeyReaches(guest, "pc105", "us", PC105);
      everyKeyReaches(guest, "pc105", "de", PC105);
      everyKeyReaches(guest, "pc105", "fr", PC105);
      everyKeyReaches(guest, "jp106", "jp", PC105 + JAPANESE);
    }
  }

  private void everyKeyReaches(KeyboardGuest guest, String model, String layout, String keys)
      throws Exception {
    layout(model, layout);
    StringBuilder expected = new StringBuilder(layout);
    StringBuilder came = new StringBuilder(layout);
    String[] words = keys.strip().split("\\s+", -1);
    for (int i = 0; i < words.length; i += 2) {
      String stroke = stroke(words[i], words[i + 1]);
      expected.append(' ').append(words[i]).append(' ').append(stroke);
      robot.tap(words[i]);
      came.append(' ').append(words[i]).append(' ').append(guest.next(stroke.length() / 2));
    }
    assertThat(came.toString()).isEqualTo(expected.toString());
  }

  @Test
  void theHostKeyThatIsChosenCountsAtOnce() throws Exception {
    try (RobotDesk.Console console = desk.console()) {
      console.tell("policy ON_REQUEST RIGHT_CONTROL");
      robot.tap("RCTL");
      console.await("words All keys go to the VM; right Ctrl alone gives them back");
      console.await("captured true");
      console.tell("policy ON_REQUEST SCROLL_LOCK");
      console.await("words All keys go to the VM; Scroll Lock alone gives them back");
      robot.tap("RCTL");
      console.await("keyUp ffe4 9d");
      robot.tap("SCLK");
      console.await("captured false");
      assertThat(console.heard()).filteredOn(line -> line.startsWith("captured")).hasSize(2);
    }
  }

  @Test
  void aKeyboardThatIsNeverCapturedStaysHere() throws Exception {
    try (RobotDesk.Console console = desk.console()) {
      console.tell("policy FOCUSED RIGHT_CONTROL");
      console.await("captured true");
      console.tell("policy NEVER RIGHT_CONTROL");
      console.await("captured false");
      console.tell("toggle");
      robot.tap("RCTL");
      console.await("keyUp ffe4 9d");
      robot.tap("RCTL");
      console.await("keyUp ffe4 9d");
      assertThat(console.heard()).containsOnlyOnce("captured true");
    }
  }

  /** What keys type goes with them, for servers that take no scan codes; dead keys, too. */
  @Test
  void keysBearWhatTheyTypeInTheLayout() throws Exception {
    try (RobotDesk.Console console = desk.console()) {
      types(console, "us", "AD06", "y", "BKSL", "\\");
      types(console, "de", "AD06", "z", "AC11", "ä", "AE12", "dead_acute", "LSGT", "<");
      types(console, "fr", "AD01", "a", "AE01", "&", "AD11", "dead_circumflex");
      types(console, "jp", "AD11", "@", "AB11", "\\", "HENK", "Henkan_Mode");
      layout("pc105", "de");
      shown(console, "AD06", "z");
      robot.press("RALT");
      robot.tap("AD01");
      robot.release("RALT");
      console.await("keyDown 40 10");
      assertThat(console.next()).isEqualTo("keyUp 40 10");
    }
  }

  private void types(RobotDesk.Console console, String layout, String... keys) throws Exception {
    layout(layout.equals("jp") ? "jp106" : "pc105", layout);
    for (int i = 0; i < keys.length; i += 2) {
      assertThat(shown(console, keys[i], keys[i + 1])).startsWith("keyUp");
    }
  }

  /** Taps a key until it types that, since the program hears of a new layout in its own time. */
  private String shown(RobotDesk.Console console, String key, String what) throws Exception {
    int keysym =
        switch (what) {
          case "dead_acute" -> 0xfe51;
          case "dead_circumflex" -> 0xfe52;
          case "Henkan_Mode" -> 0xff23;
          default -> what.codePointAt(0);
        };
    int scanCode = XkbKeyName.scanCode(key);
    String wanted = String.format("keyUp %x %02x", keysym, scanCode);
    for (int i = 0; i < 500; i++) {
      robot.tap(key);
      console.tell("nothing");
      List<String> heard = console.heard();
      if (heard.contains(wanted)) {
        return wanted;
      }
    }
    throw new AssertionError(key + " never types " + what);
  }

  @Test
  void aKeyIsReleasedAsWhatItWasPressed() throws Exception {
    layout("pc105", "de");
    try (RobotDesk.Console console = desk.console()) {
      shown(console, "AD06", "z");
      robot.press("AD06");
      console.await("keyDown 7a 15");
      layout("pc105", "us");
      shown(console, "AD11", "[");
      robot.release("AD06");
      assertThat(console.heardUntil("keyUp 7a 15")).doesNotContain("keyUp 79 15");
    }
  }

  @Test
  void aHeldKeyRepeatsWithoutReleases() throws Exception {
    layout("pc105", "us");
    robot.repeatKeys(true);
    try (RobotDesk.Console console = desk.console()) {
      robot.press("AC01");
      for (int i = 0; i < 4; i++) {
        assertThat(console.next()).isEqualTo("keyDown 61 1e");
      }
      robot.release("AC01");
      assertThat(console.heardUntil("keyUp 61 1e")).containsOnlyOnce("keyUp 61 1e");
    }
  }

  @Test
  void theHostKeyTakesAndGivesBackWhatTheDesktopWouldKeep() throws Exception {
    layout("pc105", "us");
    robot.steal("LWIN");
    try (RobotDesk.Console console = desk.console()) {
      robot.tap("LWIN");
      assertThat(robot.stolen()).hasValue(robot.code("LWIN"));
      robot.tap("AC01");
      assertThat(console.heardUntil("keyUp 61 1e"))
          .noneMatch(each -> each.startsWith("keyDown ffeb"));

      robot.tap("RCTL");
      console.await("captured true");
      robot.tap("LWIN");
      console.await("keyUp ffeb db");
      robot.press("LALT");
      robot.tap("TAB");
      robot.release("LALT");
      robot.tap("PRSC");
      // The window manager takes Alt+Tab and Print, too, when it gets them.
      assertThat(console.heardUntil("keyUp ff61 b7"))
          .containsSubsequence(
              "keyDown ffe9 38", "keyDown ff09 0f", "keyUp ff09 0f", "keyUp ffe9 38")
          .doesNotContain("watching false");
      assertThat(robot.stolen()).isEmpty();

      robot.press("RCTL");
      robot.tap("AC03");
      robot.release("RCTL");
      assertThat(console.heardUntil("keyUp ffe4 9d"))
          .contains("keyDown 64 20")
          .doesNotContain("captured false");

      robot.tap("RCTL");
      console.await("captured false");
      robot.tap("LWIN");
      assertThat(robot.stolen()).hasValue(robot.code("LWIN"));
    }
  }

  @Test
  void theWindowsOwnShortcutIsNotTheGuests() throws Exception {
    layout("pc105", "us");
    try (RobotDesk.Console console = desk.console()) {
      for (int i = 0; i < 2; i++) {
        robot.press("LCTL");
        robot.press("LALT");
        robot.tap("RTRN");
        robot.release("LALT");
        robot.release("LCTL");
        robot.tap("AC01");
        List<String> heard = new ArrayList<>(console.heardUntil("keyUp 61 1e"));
        if (!heard.contains("shortcut")) {
          heard.addAll(console.heardUntil("shortcut"));
        }
        assertThat(heard).filteredOn("shortcut"::equals).hasSize(1);
        assertThat(heard).noneMatch(each -> each.contains(" 1c"));
        if (i == 0) {
          console.tell("toggle");
          console.heardUntil("captured true");
        }
      }
    }
  }

  @Test
  void everythingIsReleasedWhenTheFocusGoes() throws Exception {
    layout("pc105", "us");
    try (RobotDesk.Console console = desk.console()) {
      console.tell("policy FOCUSED RIGHT_CONTROL");
      console.await("captured true");
      robot.press("AC01");
      console.await("keyDown 61 1e");
      console.tell("button");
      assertThat(console.heard())
          .containsSubsequence("keyUp 61 1e", "releaseAllKeys", "watching false", "captured false");
      robot.release("AC01");
      robot.tap("AC02");
      console.tell("focus");
      console.await("watching true");
      console.heardUntil("captured true");
      robot.press("AC03");
      console.await("keyDown 64 20");
      console.tell("dialog");
      assertThat(console.heardUntil("watching false")).contains("keyUp 64 20", "releaseAllKeys");
      robot.release("AC03");
    }
  }

  @Test
  void lockKeysAreBroughtInStepOnce() throws Exception {
    layout("pc105", "us");
    try (RobotDesk.Console console = desk.console()) {
      console.tell("leds true true"); // num and caps are on in the guest, off here
      console.await("keyUp ffe5 3a");
      console.await("keyUp ff7f 45");
      console.heard();
      console.tell("leds false false");
      console.tell("leds true true"); // the guest's own doing is left to it
      robot.tap("AC01");
      assertThat(console.heardUntil("keyUp 61 1e")).noneMatch(each -> each.endsWith(" 3a"));
      console.tell("leds false false");
      robot.tap("CAPS");
      console.await("keyUp ffe5 3a");
      console.tell("leds false true");
      console.tell("button");
      console.tell("leds false false"); // meanwhile the guest lost it
      console.heard();
      console.tell("focus");
      List<String> heard = new ArrayList<>(console.heard());
      if (!heard.contains("keyUp ffe5 3a")) {
        heard.addAll(console.heardUntil("keyUp ffe5 3a"));
      }
      assertThat(heard).noneMatch(each -> each.endsWith(" 45"));
    }
  }
}
