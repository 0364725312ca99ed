package io.quantix.vnc.input;

import java.util.Map;

/**
 * What Windows tells of a key, as scan codes. Its own are XT set 1 as well, but for a handful of
 * keys that it numbers by what they do and not by what the keyboard sent; keys that a program
 * presses may have a virtual key alone.
 *
 * <p>Source: Microsoft's description of {@code KBDLLHOOKSTRUCT} and of virtual-key codes, and its
 * table of keyboard scan codes.
 */
public final class WindowsScanCode {
  /** The first byte of a key that is none: Windows presses it beside another one. */
  private static final int PRESSED_BY_WINDOWS = 0x200;

  private static final int PAUSE_AND_NUM_LOCK = 0x45;
  private static final int PREFIX = 0x80;

  /** Keys that have the same virtual key in every layout, by it. */
  private static final Map<Integer, Integer> BY_VIRTUAL_KEY =
      Map.ofEntries(
          Map.entry(0x08, QemuScanCode.BACKSPACE),
          Map.entry(0x09, QemuScanCode.TAB),
          Map.entry(0x0d, QemuScanCode.ENTER),
          Map.entry(0x13, QemuScanCode.PAUSE),
          Map.entry(0x14, QemuScanCode.CAPS_LOCK),
          Map.entry(0x1b, QemuScanCode.ESCAPE),
          Map.entry(0x20, QemuScanCode.SPACE),
          Map.entry(0x21, QemuScanCode.PAGE_UP),
          Map.entry(0x22, QemuScanCode.PAGE_DOWN),
          Map.entry(0x23, QemuScanCode.END),
          Map.entry(0x24, QemuScanCode.HOME),
          Map.entry(0x25, QemuScanCode.LEFT),
          Map.entry(0x26, QemuScanCode.UP),
          Map.entry(0x27, QemuScanCode.RIGHT),
          Map.entry(0x28, QemuScanCode.DOWN),
          Map.entry(0x2c, QemuScanCode.PRINT),
          Map.entry(0x2d, QemuScanCode.INSERT),
          Map.entry(0x2e, QemuScanCode.DELETE),
          Map.entry(0x5b, QemuScanCode.META_LEFT),
          Map.entry(0x5c, QemuScanCode.META_RIGHT),
          Map.entry(0x5d, QemuScanCode.MENU),
          Map.entry(0x5f, QemuScanCode.SLEEP),
          Map.entry(0x90, QemuScanCode.NUM_LOCK),
          Map.entry(0x91, QemuScanCode.SCROLL_LOCK),
          Map.entry(0xa0, QemuScanCode.SHIFT_LEFT),
          Map.entry(0xa1, QemuScanCode.SHIFT_RIGHT),
          Map.entry(0xa2, QemuScanCode.CONTROL_LEFT),
          Map.entry(0xa3, QemuScanCode.CONTROL_RIGHT),
          Map.entry(0xa4, QemuScanCode.ALT_LEFT),
          Map.entry(0xa5, QemuScanCode.ALT_RIGHT),
          Map.entry(0xa6, QemuScanCode.BACK),
          Map.entry(0xa7, QemuScanCode.FORWARD),
          Map.entry(0xa8, QemuScanCode.REFRESH),
          Map.entry(0xa9, QemuScanCode.BROWSER_STOP),
          Map.entry(0xaa, QemuScanCode.SEARCH),
          Map.entry(0xab, QemuScanCode.BOOKMARKS),
          Map.entry(0xac, QemuScanCode.HOME_PAGE),
          Map.entry(0xad, QemuScanCode.AUDIO_MUTE),
          Map.entry(0xae, QemuScanCode.AUDIO_LOWER),
          Map.entry(0xaf, QemuScanCode.AUDIO_RAISE),
          Map.entry(0xb0, QemuScanCode.AUDIO_NEXT),
          Map.entry(0xb1, QemuScanCode.AUDIO_PREVIOUS),
          Map.entry(0xb2, QemuScanCode.AUDIO_STOP),
          Map.entry(0xb3, QemuScanCode.AUDIO_PLAY),
          Map.entry(0xb4, QemuScanCode.MAIL),
          Map.entry(0xb5, QemuScanCode.MEDIA_SELECT));

  private WindowsScanCode() {}

  /**
   * The scan code of a key.
   *
   * @param virtualKey its {@code vkCode}, which is looked at only where there is no scan code
   * @param scanCode its {@code scanCode}, 0 if there is none
   * @param isExtended whether Windows says that it has the prefix 0xe0
   * @return as in {@link QemuScanCode}; 0 for what is no key of the keyboard's, as the left Ctrl
   *     that Windows presses before an AltGr
   */
  public static int scanCode(int virtualKey, int scanCode, boolean isExtended) {
    if (scanCode >= PRESSED_BY_WINDOWS) {
      return 0;
    }
    int code = scanCode & 0x7f;
    if (code == 0) {
      return BY_VIRTUAL_KEY.getOrDefault(virtualKey, 0);
    }
    if (code == PAUSE_AND_NUM_LOCK) {
      // Pause sends 0xe1 0x1d 0x45, of which the prefix is lost; Num Lock gets one that it has not.
      return isExtended ? QemuScanCode.NUM_LOCK : QemuScanCode.PAUSE;
    }
    if (code == QemuScanCode.SHIFT_RIGHT) {
      return code;
    }
    return isExtended ? code | PREFIX : code;
  }
}
