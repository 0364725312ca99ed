package io.quantix.vnc.input;

/**
 * Scan codes of the QEMU extended key event: XT set 1, with 0x80 added for keys that a keyboard
 * sends with the prefix 0xe0. Names are those of the keys of a US keyboard; a code is a place on
 * the keyboard, whatever is printed there.
 */
public final class QemuScanCode {
  private QemuScanCode() {}

  /** Escape. */
  public static final int ESCAPE = 0x01;

  /** The digit 1. */
  public static final int DIGIT_1 = 0x02;

  /** The digit 2. */
  public static final int DIGIT_2 = 0x03;

  /** The digit 3. */
  public static final int DIGIT_3 = 0x04;

  /** The digit 4. */
  public static final int DIGIT_4 = 0x05;

  /** The digit 5. */
  public static final int DIGIT_5 = 0x06;

  /** The digit 6. */
  public static final int DIGIT_6 = 0x07;

  /** The digit 7. */
  public static final int DIGIT_7 = 0x08;

  /** The digit 8. */
  public static final int DIGIT_8 = 0x09;

  /** The digit 9. */
  public static final int DIGIT_9 = 0x0a;

  /** The digit 0. */
  public static final int DIGIT_0 = 0x0b;

  /** Minus. */
  public static final int MINUS = 0x0c;

  /** Equals sign. */
  public static final int EQUAL = 0x0d;

  /** Backspace. */
  public static final int BACKSPACE = 0x0e;

  /** Tab. */
  public static final int TAB = 0x0f;

  /** The letter Q. */
  public static final int Q = 0x10;

  /** The letter W. */
  public static final int W = 0x11;

  /** The letter E. */
  public static final int E = 0x12;

  /** The letter R. */
  public static final int R = 0x13;

  /** The letter T. */
  public static final int T = 0x14;

  /** The letter Y. */
  public static final int Y = 0x15;

  /** The letter U. */
  public static final int U = 0x16;

  /** The letter I. */
  public static final int I = 0x17;

  /** The letter O. */
  public static final int O = 0x18;

  /** The letter P. */
  public static final int P = 0x19;

  /** Opening bracket. */
  public static final int BRACKET_LEFT = 0x1a;

  /** Closing bracket. */
  public static final int BRACKET_RIGHT = 0x1b;

  /** Enter. */
  public static final int ENTER = 0x1c;

  /** Left Ctrl. */
  public static final int CONTROL_LEFT = 0x1d;

  /** The letter A. */
  public static final int A = 0x1e;

  /** The letter S. */
  public static final int S = 0x1f;

  /** The letter D. */
  public static final int D = 0x20;

  /** The letter F. */
  public static final int F = 0x21;

  /** The letter G. */
  public static final int G = 0x22;

  /** The letter H. */
  public static final int H = 0x23;

  /** The letter J. */
  public static final int J = 0x24;

  /** The letter K. */
  public static final int K = 0x25;

  /** The letter L. */
  public static final int L = 0x26;

  /** Semicolon. */
  public static final int SEMICOLON = 0x27;

  /** Apostrophe. */
  public static final int APOSTROPHE = 0x28;

  /** The key left of 1. */
  public static final int GRAVE = 0x29;

  /** Left Shift. */
  public static final int SHIFT_LEFT = 0x2a;

  /** Backslash, on ISO keyboards left of Enter. */
  public static final int BACKSLASH = 0x2b;

  /** The letter Z. */
  public static final int Z = 0x2c;

  /** The letter X. */
  public static final int X = 0x2d;

  /** The letter C. */
  public static final int C = 0x2e;

  /** The letter V. */
  public static final int V = 0x2f;

  /** The letter B. */
  public static final int B = 0x30;

  /** The letter N. */
  public static final int N = 0x31;

  /** The letter M. */
  public static final int M = 0x32;

  /** Comma. */
  public static final int COMMA = 0x33;

  /** Full stop. */
  public static final int PERIOD = 0x34;

  /** Slash. */
  public static final int SLASH = 0x35;

  /** Right Shift. */
  public static final int SHIFT_RIGHT = 0x36;

  /** The keypad's multiply. */
  public static final int KEYPAD_MULTIPLY = 0x37;

  /** Left Alt. */
  public static final int ALT_LEFT = 0x38;

  /** The space bar. */
  public static final int SPACE = 0x39;

  /** Caps Lock. */
  public static final int CAPS_LOCK = 0x3a;

  /** F1. */
  public static final int F1 = 0x3b;

  /** F2. */
  public static final int F2 = 0x3c;

  /** F3. */
  public static final int F3 = 0x3d;

  /** F4. */
  public static final int F4 = 0x3e;

  /** F5. */
  public static final int F5 = 0x3f;

  /** F6. */
  public static final int F6 = 0x40;

  /** F7. */
  public static final int F7 = 0x41;

  /** F8. */
  public static final int F8 = 0x42;

  /** F9. */
  public static final int F9 = 0x43;

  /** F10. */
  public static final int F10 = 0x44;

  /** Num Lock. */
  public static final int NUM_LOCK = 0x45;

  /** Scroll Lock. */
  public static final int SCROLL_LOCK = 0x46;

  /** The keypad's 7. */
  public static final int KEYPAD_7 = 0x47;

  /** The keypad's 8. */
  public static final int KEYPAD_8 = 0x48;

  /** The keypad's 9. */
  public static final int KEYPAD_9 = 0x49;

  /** The keypad's minus. */
  public static final int KEYPAD_SUBTRACT = 0x4a;

  /** The keypad's 4. */
  public static final int KEYPAD_4 = 0x4b;

  /** The keypad's 5. */
  public static final int KEYPAD_5 = 0x4c;

  /** The keypad's 6. */
  public static final int KEYPAD_6 = 0x4d;

  /** The keypad's plus. */
  public static final int KEYPAD_ADD = 0x4e;

  /** The keypad's 1. */
  public static final int KEYPAD_1 = 0x4f;

  /** The keypad's 2. */
  public static final int KEYPAD_2 = 0x50;

  /** The keypad's 3. */
  public static final int KEYPAD_3 = 0x51;

  /** The keypad's 0. */
  public static final int KEYPAD_0 = 0x52;

  /** The keypad's decimal point. */
  public static final int KEYPAD_DECIMAL = 0x53;

  /** SysRq, which is Alt with Print Screen. */
  public static final int SYS_REQ = 0x54;

  /** The key between left Shift and Z on ISO keyboards. */
  public static final int LESS = 0x56;

  /** F11. */
  public static final int F11 = 0x57;

  /** F12. */
  public static final int F12 = 0x58;

  /** The keypad's equals sign. */
  public static final int KEYPAD_EQUAL = 0x59;

  /** Katakana/Hiragana. */
  public static final int KATAKANA_HIRAGANA = 0x70;

  /** The key left of right Shift on Japanese and Brazilian keyboards. */
  public static final int RO = 0x73;

  /** Henkan. */
  public static final int HENKAN = 0x79;

  /** Muhenkan. */
  public static final int MUHENKAN = 0x7b;

  /** Yen. */
  public static final int YEN = 0x7d;

  /** The keypad's comma. */
  public static final int KEYPAD_COMMA = 0x7e;

  /** Previous track. */
  public static final int AUDIO_PREVIOUS = 0x90;

  /** Next track. */
  public static final int AUDIO_NEXT = 0x99;

  /** The keypad's Enter. */
  public static final int KEYPAD_ENTER = 0x9c;

  /** Right Ctrl. */
  public static final int CONTROL_RIGHT = 0x9d;

  /** Mute. */
  public static final int AUDIO_MUTE = 0xa0;

  /** Calculator. */
  public static final int CALCULATOR = 0xa1;

  /** Play and pause. */
  public static final int AUDIO_PLAY = 0xa2;

  /** Stop. */
  public static final int AUDIO_STOP = 0xa4;

  /** Lower volume. */
  public static final int AUDIO_LOWER = 0xae;

  /** Higher volume. */
  public static final int AUDIO_RAISE = 0xb0;

  /** The browser's home page. */
  public static final int HOME_PAGE = 0xb2;

  /** The keypad's divide. */
  public static final int KEYPAD_DIVIDE = 0xb5;

  /** Print Screen. */
  public static final int PRINT = 0xb7;

  /** Right Alt, AltGr. */
  public static final int ALT_RIGHT = 0xb8;

  /** Pause. */
  public static final int PAUSE = 0xc6;

  /** Break, which is Ctrl with Pause. */
  public static final int BREAK = 0xc6;

  /** Home. */
  public static final int HOME = 0xc7;

  /** Up. */
  public static final int UP = 0xc8;

  /** Page Up. */
  public static final int PAGE_UP = 0xc9;

  /** Left. */
  public static final int LEFT = 0xcb;

  /** Right. */
  public static final int RIGHT = 0xcd;

  /** End. */
  public static final int END = 0xcf;

  /** Down. */
  public static final int DOWN = 0xd0;

  /** Page Down. */
  public static final int PAGE_DOWN = 0xd1;

  /** Insert. */
  public static final int INSERT = 0xd2;

  /** Delete. */
  public static final int DELETE = 0xd3;

  /** The left Windows key. */
  public static final int META_LEFT = 0xdb;

  /** The right Windows key. */
  public static final int META_RIGHT = 0xdc;

  /** The context menu's key. */
  public static final int MENU = 0xdd;

  /** Power. */
  public static final int POWER = 0xde;

  /** Sleep. */
  public static final int SLEEP = 0xdf;

  /** Wake up. */
  public static final int WAKE = 0xe3;

  /** The browser's search. */
  public static final int SEARCH = 0xe5;

  /** The browser's bookmarks. */
  public static final int BOOKMARKS = 0xe6;

  /** The browser's reload. */
  public static final int REFRESH = 0xe7;

  /** The browser's stop. */
  public static final int BROWSER_STOP = 0xe8;

  /** The browser's forward. */
  public static final int FORWARD = 0xe9;

  /** The browser's back. */
  public static final int BACK = 0xea;

  /** My computer. */
  public static final int COMPUTER = 0xeb;

  /** Mail. */
  public static final int MAIL = 0xec;

  /** The media player. */
  public static final int MEDIA_SELECT = 0xed;
}
