package io.quantix.vnc.input;

import java.util.HashMap;
import java.util.Map;

/**
 * The names that the X keyboard extension gives the places of a keyboard ({@code <AD01>} is the
 * first letter's, whatever is printed there) as scan codes. A number of an X key code means another
 * key on another kind of X server; a name does not.
 *
 * <p>Source: the keycodes of xkeyboard-config ({@code evdev}, {@code xfree86}), and XT set 1 as
 * QEMU's qnum has it.
 */
public final class XkbKeyName {
  private static final Map<String, Integer> SCAN_CODES = new HashMap<>();

  static {
    put(
        """
        ESC 01 BKSP 0e TAB 0f RTRN 1c LCTL 1d TLDE 29 LFSH 2a BKSL 2b AC12 2b RTSH 36 KPMU 37 LALT 38
        SPCE 39 CAPS 3a NMLK 45 SCLK 46 KP7 47 KP8 48 KP9 49 KPSU 4a KP4 4b KP5 4c KP6 4d KPAD 4e
        KP1 4f KP2 50 KP3 51 KP0 52 KPDL 53 LSGT 56 FK11 57 FK12 58 KPEQ 59 LNFD 5b JPCM 5c
        FK13 5d FK14 5e FK15 5f FK16 55 FK17 83 FK18 f7 FK19 84 FK20 5a FK21 74 FK22 f9 FK23 6d FK24 6f
        HKTG 70 HJCV 71 HNGL 72 AB11 73 HIRA 77 KATA 78 HENK 79 XFER 79 MUHE 7b NFER 7b AE13 7d
        KPPT 7e I129 7e
        KPEN 9c RCTL 9d KPDV b5 PRSC b7 RALT b8 ALGR b8 PAUS c6 HOME c7 UP c8 PGUP c9 LEFT cb RGHT cd
        I126 ce END cf DOWN d0 PGDN d1 INS d2 DELE d3 LWIN db LMTA db RWIN dc RMTA dc COMP dd MENU dd
        MUTE a0 VOL- ae VOL+ b0 POWR de STOP e8 AGAI 85 PROP 86 UNDO 87 FRNT 8c COPY f8 OPEN 64 PAST 65
        FIND c1 CUT bc HELP f5 I147 9e I148 a1 I150 df I151 e3 I163 ec I164 e6 I165 eb I166 ea I167 e9
        I171 99 I172 a2 I173 90 I174 a4 I180 b2 I181 e7 I225 e5 I234 ed
        """);
    row("AE", 12, QemuScanCode.DIGIT_1);
    row("AD", 12, QemuScanCode.Q);
    row("AC", 11, QemuScanCode.A);
    row("AB", 10, QemuScanCode.Z);
    row("FK", 10, QemuScanCode.F1);
  }

  private XkbKeyName() {}

  /**
   * The scan code of a place.
   *
   * @param name without angle brackets, {@code AD01}
   * @return as in {@link QemuScanCode}; 0 for a name that is no key's of a PC keyboard
   */
  public static int scanCode(String name) {
    return SCAN_CODES.getOrDefault(name, 0);
  }

  private static void put(String pairs) {
    String[] words = pairs.strip().split("\\s+", -1);
    for (int i = 0; i < words.length; i += 2) {
      SCAN_CODES.put(words[i], Integer.parseInt(words[i + 1], 16));
    }
  }

  private static void row(String prefix, int count, int first) {
    for (int i = 0; i < count; i++) {
      SCAN_CODES.put(String.format("%s%02d", prefix, i + 1), first + i);
    }
  }
}
