package io.quantix.vnc.input;

import java.util.Arrays;

/**
 * macOS's virtual key codes as scan codes. Though called virtual they are places on the keyboard,
 * whatever is printed there, with one exception: a keyboard of ISO's shape has the codes of the key
 * left of 1 and of the one beside the left Shift exchanged.
 *
 * <p>Source: {@code kVK_} in HIToolbox's {@code Events.h}, which go back to the Apple Desktop Bus,
 * and the places that HID's usage tables give the same keys. A PC keyboard's Print, Scroll Lock and
 * Pause come as F13 to F15, and Insert as Help.
 */
public final class MacKeyCode {
  private static final int SECTION = 0x0a;
  private static final int GRAVE = 0x32;

  /** In the order of the codes, eight in a row; 00 is no key of a PC keyboard. */
  private static final String TABLE =
      """
      1e 1f 20 21 23 22 2c 2d
      2e 2f 56 30 10 11 12 13
      15 14 02 03 04 05 07 06
      0d 0a 08 0c 09 0b 1b 18
      16 1a 17 19 1c 26 24 28
      25 27 2b 33 35 31 32 34
      0f 39 29 0e 9c 01 dc db
      2a 3a 38 1d 36 b8 9d 00
      83 53 00 37 00 4e 00 45
      b0 ae a0 b5 9c 00 4a f7
      84 59 52 4f 50 51 4b 4c
      4d 47 5a 48 49 7d 73 7e
      3f 40 41 3d 42 43 7b 57
      79 b7 55 46 00 44 dd 58
      00 c6 d2 c7 c9 d3 3e cf
      3c d1 3b cb cd d0 c8 de
      """;

  private static final int[] SCAN_CODES =
      Arrays.stream(TABLE.strip().split("\\s+", -1))
          .mapToInt(each -> Integer.parseInt(each, 16))
          .toArray();

  private MacKeyCode() {}

  /**
   * The scan code of a key.
   *
   * @param keyCode as an event has it ({@code kCGKeyboardEventKeycode})
   * @param isIso whether the keyboard has a key between the left Shift and Z
   * @return as in {@link QemuScanCode}; 0 for a code that is no key's of a PC keyboard
   */
  public static int scanCode(int keyCode, boolean isIso) {
    if (keyCode < 0 || keyCode >= SCAN_CODES.length) {
      return 0;
    }
    if (isIso && (keyCode == SECTION || keyCode == GRAVE)) {
      return SCAN_CODES[SECTION + GRAVE - keyCode];
    }
    return SCAN_CODES[keyCode];
  }
}
