package io.quantix.vnc.input;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Key presses and releases in their order, sent with a pause after each: QEMU holds back every key
 * by 10 ms and drops what overflows its queue, and a guest that is busy reads no faster.
 */
public final class Keystrokes {
  /** The pause after each press and release that QEMU's defaults need. */
  public static final Duration PAUSE = Duration.ofMillis(12);

  private record Event(boolean down, int keysym, int scanCode) {}

  private final List<Event> events = new ArrayList<>();

  private Keystrokes() {}

  /** A text that a keyboard cannot type. */
  public static final class UntypableTextException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final int codePoint;
    private final int index;

    UntypableTextException(int codePoint, int index, String keyboard) {
      super(
          "the character "
              + shown(codePoint)
              + " at position "
              + (index + 1)
              + " has no key on "
              + keyboard);
      this.codePoint = codePoint;
      this.index = index;
    }

    private static String shown(int c) {
      String code = String.format("U+%04X", c);
      String name = Character.getName(c);
      String picture = Character.isISOControl(c) || c == 0x7f ? "" : Character.toString(c) + " ";
      return picture + "(" + code + (name == null ? "" : " " + name) + ")";
    }

    /** The character. */
    public int codePoint() {
      return codePoint;
    }

    /** Where it stands, in UTF-16 units from 0. */
    public int index() {
      return index;
    }
  }

  /**
   * The strokes that type a text on a US keyboard: printable ASCII, tab, and line ends as Enter.
   *
   * @throws UntypableTextException that names the first character that has no key
   */
  public static Keystrokes ofText(String text) {
    return ofText(text, KeyboardLayout.US);
  }

  /**
   * The strokes that type a text in a guest whose keyboard has this layout, with Shift, AltGr and
   * dead keys as they are needed; line ends are Enter. Caps Lock must be off in the guest. For
   * servers that take scan codes; others want {@link #ofCharacters}.
   *
   * @throws UntypableTextException that names the first character that has no key
   */
  public static Keystrokes ofText(String text, KeyboardLayout layout) {
    Keystrokes strokes = new Keystrokes();
    String lines = withLineFeeds(text);
    int level = 0;
    for (int i = 0; i < lines.length(); i = lines.offsetByCodePoints(i, 1)) {
      int c = lines.codePointAt(i);
      List<KeyboardLayout.Press> presses = layout.strokes(c);
      if (presses.isEmpty()) {
        throw new UntypableTextException(c, i, "the keyboard \"" + layout.title() + "\"");
      }
      for (KeyboardLayout.Press press : presses) {
        level = strokes.hold(press.level(), level);
        strokes.tap(press.keysym(), press.scanCode());
      }
    }
    strokes.hold(0, level);
    return strokes;
  }

  /**
   * The strokes that send a text's characters as keysyms, for servers that take no scan codes and
   * find the keys themselves; line ends are Return.
   *
   * @throws UntypableTextException that names the first character that is none, a control code
   */
  public static Keystrokes ofCharacters(String text) {
    Keystrokes strokes = new Keystrokes();
    String lines = withLineFeeds(text);
    for (int i = 0; i < lines.length(); i = lines.offsetByCodePoints(i, 1)) {
      int c = lines.codePointAt(i);
      if ((c != '\n' && c != '\t' && Character.isISOControl(c))
          || !Character.isDefined(c)
          || Character.getType(c) == Character.SURROGATE) {
        throw new UntypableTextException(c, i, "any keyboard");
      }
      strokes.tap(Keysym.ofCodePoint(c), 0);
    }
    return strokes;
  }

  private static String withLineFeeds(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }

  /** Presses and releases what the next key needs held. */
  private int hold(int wanted, int held) {
    change(wanted, held, KeyboardLayout.SHIFT, "shift");
    change(wanted, held, KeyboardLayout.ALT_GR, "altgr");
    return wanted;
  }

  private void change(int wanted, int held, int modifier, String key) {
    if (((wanted ^ held) & modifier) != 0) {
      events.add(event((wanted & modifier) != 0, named(key)));
    }
  }

  private void tap(int keysym, int scanCode) {
    events.add(new Event(true, keysym, scanCode));
    events.add(new Event(false, keysym, scanCode));
  }

  /** The strokes of a combination: all pressed in order, then released the other way round. */
  public static Keystrokes of(KeyCombination combination) {
    Keystrokes strokes = new Keystrokes();
    for (Key key : combination.keys()) {
      strokes.events.add(event(true, key));
    }
    for (Key key : combination.keys().reversed()) {
      strokes.events.add(event(false, key));
    }
    return strokes;
  }

  /** How many presses and releases there are. */
  public int count() {
    return events.size();
  }

  /**
   * Sends them, and waits until the last has had its time. Not for a user interface's thread.
   *
   * @param pause after each press and release; {@link #PAUSE} suits QEMU
   * @throws InterruptedException if interrupted; what is down has then been released
   */
  public void send(KeySink sink, Duration pause) throws InterruptedException {
    int sent = 0;
    try {
      for (Event event : events) {
        if (event.down) {
          sink.keyDown(event.keysym, event.scanCode);
        } else {
          sink.keyUp(event.keysym, event.scanCode);
        }
        sent++;
        Thread.sleep(pause);
      }
    } finally {
      if (sent < events.size()) {
        for (Event event : events.subList(0, sent)) {
          sink.keyUp(event.keysym, event.scanCode);
        }
      }
    }
  }

  private static Event event(boolean down, Key key) {
    return new Event(down, key.keysym(), key.scanCode());
  }

  private static Key named(String name) {
    return Key.named(name).orElseThrow();
  }
}
