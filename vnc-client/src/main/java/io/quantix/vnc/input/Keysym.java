package io.quantix.vnc.input;

/** Keysyms of the X11 protocol (its appendix A, and XF86keysym.h for media keys). */
public final class Keysym {
  private static final int UNICODE = 0x01000000;

  private Keysym() {}

  /**
   * The keysym of a character: Latin-1 is itself, all else is its code point with 0x01000000 added;
   * line feed, tab, backspace, escape and delete are the keys of that name.
   */
  public static int ofCodePoint(int codePoint) {
    return switch (codePoint) {
      case '\b' -> BACKSPACE;
      case '\t' -> TAB;
      case '\n', '\r' -> RETURN;
      case 0x1b -> ESCAPE;
      case 0x7f -> DELETE;
      case 0x20ac -> EURO;
      default -> isLatin1(codePoint) ? codePoint : UNICODE | codePoint;
    };
  }

  /** The keysym of a key on a US keyboard without modifiers; 0 for an unknown one. */
  public static int ofScanCode(int scanCode) {
    return KeyTable.ofScanCode(scanCode).map(Key::keysym).orElse(0);
  }

  private static boolean isLatin1(int c) {
    return (c >= 0x20 && c < 0x7f) || (c >= 0xa0 && c <= 0xff);
  }

  /** BackSpace. */
  public static final int BACKSPACE = 0xff08;

  /** Tab. */
  public static final int TAB = 0xff09;

  /** Return. */
  public static final int RETURN = 0xff0d;

  /** Pause. */
  public static final int PAUSE = 0xff13;

  /** Scroll_Lock. */
  public static final int SCROLL_LOCK = 0xff14;

  /** Sys_Req. */
  public static final int SYS_REQ = 0xff15;

  /** Escape. */
  public static final int ESCAPE = 0xff1b;

  /** Multi_key, the compose key. */
  public static final int MULTI_KEY = 0xff20;

  /** Home. */
  public static final int HOME = 0xff50;

  /** Left. */
  public static final int LEFT = 0xff51;

  /** Up. */
  public static final int UP = 0xff52;

  /** Right. */
  public static final int RIGHT = 0xff53;

  /** Down. */
  public static final int DOWN = 0xff54;

  /** Page_Up. */
  public static final int PAGE_UP = 0xff55;

  /** Page_Down. */
  public static final int PAGE_DOWN = 0xff56;

  /** End. */
  public static final int END = 0xff57;

  /** Print. */
  public static final int PRINT = 0xff61;

  /** Insert. */
  public static final int INSERT = 0xff63;

  /** Menu. */
  public static final int MENU = 0xff67;

  /** Help. */
  public static final int HELP = 0xff6a;

  /** Break. */
  public static final int BREAK = 0xff6b;

  /** Mode_switch. */
  public static final int MODE_SWITCH = 0xff7e;

  /** Num_Lock. */
  public static final int NUM_LOCK = 0xff7f;

  /** KP_Space. */
  public static final int KEYPAD_SPACE = 0xff80;

  /** KP_Tab. */
  public static final int KEYPAD_TAB = 0xff89;

  /** KP_Enter. */
  public static final int KEYPAD_ENTER = 0xff8d;

  /** KP_Home. */
  public static final int KEYPAD_HOME = 0xff95;

  /** KP_Left. */
  public static final int KEYPAD_LEFT = 0xff96;

  /** KP_Up. */
  public static final int KEYPAD_UP = 0xff97;

  /** KP_Right. */
  public static final int KEYPAD_RIGHT = 0xff98;

  /** KP_Down. */
  public static final int KEYPAD_DOWN = 0xff99;

  /** KP_Page_Up. */
  public static final int KEYPAD_PAGE_UP = 0xff9a;

  /** KP_Page_Down. */
  public static final int KEYPAD_PAGE_DOWN = 0xff9b;

  /** KP_End. */
  public static final int KEYPAD_END = 0xff9c;

  /** KP_Begin. */
  public static final int KEYPAD_BEGIN = 0xff9d;

  /** KP_Insert. */
  public static final int KEYPAD_INSERT = 0xff9e;

  /** KP_Delete. */
  public static final int KEYPAD_DELETE = 0xff9f;

  /** KP_Multiply. */
  public static final int KEYPAD_MULTIPLY = 0xffaa;

  /** KP_Add. */
  public static final int KEYPAD_ADD = 0xffab;

  /** KP_Separator. */
  public static final int KEYPAD_SEPARATOR = 0xffac;

  /** KP_Subtract. */
  public static final int KEYPAD_SUBTRACT = 0xffad;

  /** KP_Decimal. */
  public static final int KEYPAD_DECIMAL = 0xffae;

  /** KP_Divide. */
  public static final int KEYPAD_DIVIDE = 0xffaf;

  /** KP_0; KP_1 to KP_9 follow. */
  public static final int KEYPAD_0 = 0xffb0;

  /** KP_Equal. */
  public static final int KEYPAD_EQUAL = 0xffbd;

  /** F1; F2 to F35 follow. */
  public static final int F1 = 0xffbe;

  /** Shift_L. */
  public static final int SHIFT_LEFT = 0xffe1;

  /** Shift_R. */
  public static final int SHIFT_RIGHT = 0xffe2;

  /** Control_L. */
  public static final int CONTROL_LEFT = 0xffe3;

  /** Control_R. */
  public static final int CONTROL_RIGHT = 0xffe4;

  /** Caps_Lock. */
  public static final int CAPS_LOCK = 0xffe5;

  /** Meta_L. */
  public static final int META_LEFT = 0xffe7;

  /** Meta_R. */
  public static final int META_RIGHT = 0xffe8;

  /** Alt_L. */
  public static final int ALT_LEFT = 0xffe9;

  /** Alt_R. */
  public static final int ALT_RIGHT = 0xffea;

  /** Super_L. */
  public static final int SUPER_LEFT = 0xffeb;

  /** Super_R. */
  public static final int SUPER_RIGHT = 0xffec;

  /** Hyper_L. */
  public static final int HYPER_LEFT = 0xffed;

  /** Hyper_R. */
  public static final int HYPER_RIGHT = 0xffee;

  /** Delete. */
  public static final int DELETE = 0xffff;

  /** ISO_Level3_Shift, which AltGr is. */
  public static final int ALT_GR = 0xfe03;

  /** dead_grave. */
  public static final int DEAD_GRAVE = 0xfe50;

  /** dead_acute. */
  public static final int DEAD_ACUTE = 0xfe51;

  /** dead_circumflex. */
  public static final int DEAD_CIRCUMFLEX = 0xfe52;

  /** dead_tilde. */
  public static final int DEAD_TILDE = 0xfe53;

  /** dead_diaeresis. */
  public static final int DEAD_DIAERESIS = 0xfe57;

  /** dead_cedilla. */
  public static final int DEAD_CEDILLA = 0xfe5b;

  /** EuroSign. */
  public static final int EURO = 0x20ac;

  /** XF86AudioLowerVolume. */
  public static final int AUDIO_LOWER = 0x1008ff11;

  /** XF86AudioMute. */
  public static final int AUDIO_MUTE = 0x1008ff12;

  /** XF86AudioRaiseVolume. */
  public static final int AUDIO_RAISE = 0x1008ff13;

  /** XF86AudioPlay. */
  public static final int AUDIO_PLAY = 0x1008ff14;

  /** XF86AudioStop. */
  public static final int AUDIO_STOP = 0x1008ff15;

  /** XF86AudioPrev. */
  public static final int AUDIO_PREVIOUS = 0x1008ff16;

  /** XF86AudioNext. */
  public static final int AUDIO_NEXT = 0x1008ff17;

  /** XF86PowerOff. */
  public static final int POWER = 0x1008ff2a;

  /** XF86WakeUp. */
  public static final int WAKE_UP = 0x1008ff2b;

  /** XF86Sleep. */
  public static final int SLEEP = 0x1008ff2f;
}
