package io.quantix.vnc.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other systems call the keys, held against tables that others made. */
class SystemKeyCodesTest {
  private static final Path KEY_CODES = Path.of("/usr/share/X11/xkb/keycodes");
  private static final Pattern KEY =
      Pattern.compile("^\\s*<(\\w+)>\\s*=\\s*(\\d+);", Pattern.MULTILINE);

  /** A section of xkeyboard-config: places of a keyboard by their X key codes, 8 above others. */
  private static Map<String, Integer> section(String file, String name) throws Exception {
    String all = Files.readString(KEY_CODES.resolve(file));
    int from = all.indexOf("xkb_keycodes \"" + name + "\"");
    int to = all.indexOf("\n};", from);
    Matcher keys = KEY.matcher(all.substring(from, to));
    Map<String, Integer> places = new HashMap<>();
    while (keys.find()) {
      places.put(keys.group(1), Integer.parseInt(keys.group(2)) - 8);
    }
    return places;
  }

  /** X on a Macintosh once had the Apple Desktop Bus's codes, which macOS still has. */
  @Test
  void aMacsKeysAreWhereItsOldKeyboardsHadThem() throws Exception {
    Map<String, Integer> places = section("macintosh", "old");
    // Command was taken for Alt there; the left Control and the arrows had other codes before USB.
    places.keySet().removeAll(Set.of("LALT", "RALT", "LCTL", "UP", "DOWN", "LEFT", "RGHT"));
    assertThat(places).hasSizeGreaterThan(80);
    places.forEach((name, code) ->
        assertThat(MacKeyCode.scanCode(code, false))
            .as("<%s>, which is %#x", name, code)
            .isEqualTo(XkbKeyName.scanCode(name)));
  }

  @ParameterizedTest
  @CsvSource({
    "0x37,META_LEFT",
    "0x36,META_RIGHT",
    "0x38,SHIFT_LEFT",
    "0x3c,SHIFT_RIGHT",
    "0x3a,ALT_LEFT",
    "0x3d,ALT_RIGHT",
    "0x3b,CONTROL_LEFT",
    "0x3e,CONTROL_RIGHT",
    "0x5d,YEN",
    "0x5e,RO",
    "0x66,MUHENKAN",
    "0x68,HENKAN",
    "0x4a,AUDIO_MUTE",
    "0x6e,MENU",
  })
  void aMacsNewerKeysToo(String code, String key) throws Exception {
    assertThat(MacKeyCode.scanCode(Integer.decode(code), false)).isEqualTo(named(key));
  }

  @Test
  void aMacsIsoKeyboardHasTwoKeysExchanged() {
    assertThat(MacKeyCode.scanCode(0x32, false)).isEqualTo(QemuScanCode.GRAVE);
    assertThat(MacKeyCode.scanCode(0x0a, false)).isEqualTo(QemuScanCode.LESS);
    assertThat(MacKeyCode.scanCode(0x32, true)).isEqualTo(QemuScanCode.LESS);
    assertThat(MacKeyCode.scanCode(0x0a, true)).isEqualTo(QemuScanCode.GRAVE);
    for (int code : new int[] {-1, 0x3f, 0x42, 0x80, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertThat(MacKeyCode.scanCode(code, true)).isZero();
    }
  }

  /** XFree86's key codes were a PC keyboard's scan codes, for all that needs no prefix. */
  @Test
  void windowsHasAPcsOwnScanCodes() throws Exception {
    Map<String, Integer> places = section("xfree86", "basic");
    int compared = 0;
    for (Map.Entry<String, Integer> place : places.entrySet()) {
      int code = place.getValue();
      int expected = XkbKeyName.scanCode(place.getKey());
      if (code > 0 && code <= 0x58 && code != 0x45 && expected != 0) {
        assertThat(WindowsScanCode.scanCode(0, code, false))
            .as("<%s>, which is %#x", place.getKey(), code)
            .isEqualTo(expected);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(80);
  }

  @ParameterizedTest
  @CsvSource({
    "0x90,0x45,true,NUM_LOCK", "0x13,0x45,false,PAUSE", "0x03,0x46,true,BREAK",
    "0xa1,0x36,true,SHIFT_RIGHT", "0xa1,0x36,false,SHIFT_RIGHT", "0xa3,0x1d,true,CONTROL_RIGHT",
    "0xa5,0x38,true,ALT_RIGHT", "0x0d,0x1c,true,KEYPAD_ENTER", "0x2c,0x37,true,PRINT",
    "0x2c,0x54,false,SYS_REQ", "0x5b,0x5b,true,META_LEFT", "0x25,0x4b,true,LEFT",
    "0x64,0x4b,false,KEYPAD_4", "0x6f,0x35,true,KEYPAD_DIVIDE", "0xc1,0x73,false,RO",
    "0xad,0,false,AUDIO_MUTE", "0xb3,0,true,AUDIO_PLAY",
  })
  void windowsHasItsOwnMindAboutAFew(int virtualKey, int code, boolean extended, String key)
      throws Exception {
    assertThat(WindowsScanCode.scanCode(virtualKey, code, extended)).isEqualTo(named(key));
  }

  @Test
  void whatWindowsPressesItselfIsNoKey() {
    assertThat(WindowsScanCode.scanCode(0xa2, 0x21d, false)).as("before an AltGr").isZero();
    assertThat(WindowsScanCode.scanCode(0xa0, 0x22a, true)).as("beside Num Lock").isZero();
    assertThat(WindowsScanCode.scanCode(0xe7, 0, false)).as("a character, not a key").isZero();
  }

  private static int named(String key) throws ReflectiveOperationException {
    return QemuScanCode.class.getField(key).getInt(null);
  }
}
