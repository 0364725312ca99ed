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

  private static final String SHIFTED = "~!@#$%^&*()_+{}|:\"<>?";
  private static final String UNSHIFTED = "`1234567890-=[]\\;',./";

  private record Event(boolean down, int keysym, int scanCode) {}

  private final List<Event> events = new ArrayList<>();

  private Keystrokes() {}

  /** A text that no keyboard of ours can type. */
  public static final class UntypableTextException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final int codePoint;
    private final int index;

    UntypableTextException(int codePoint, int index) {
      super(
          "the character "
              + shown(codePoint)
              + " at position "
              + (index + 1)
              + " has no key on a US keyboard; letters, digits, punctuation of ASCII, tabs and"
              + " line ends can be typed");
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
    Keystrokes strokes = new Keystrokes();
    String lines = text.replace("\r\n", "\n");
    boolean shift = false;
    for (int i = 0; i < lines.length(); i = lines.offsetByCodePoints(i, 1)) {
      int c = lines.codePointAt(i);
      int unshifted = unshifted(c);
      Key key =
          switch (c) {
            case '\n', '\r' -> named("enter");
            case '\t' -> named("tab");
            case ' ' -> named("space");
            default -> {
              if (unshifted <= ' ' || unshifted > '~') {
                throw new UntypableTextException(c, i);
              }
              yield named(Character.toString(unshifted));
            }
          };
      boolean needsShift = unshifted != c;
      if (needsShift != shift) {
        strokes.events.add(event(needsShift, named("shift")));
        shift = needsShift;
      }
      int keysym = Keysym.ofCodePoint(c);
      strokes.events.add(new Event(true, keysym, key.scanCode()));
      strokes.events.add(new Event(false, keysym, key.scanCode()));
    }
    if (shift) {
      strokes.events.add(event(false, named("shift")));
    }
    return strokes;
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

  private static int unshifted(int c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A' + 'a';
    }
    int i = SHIFTED.indexOf(c);
    return i < 0 ? c : UNSHIFTED.charAt(i);
  }

  private static Event event(boolean down, Key key) {
    return new Event(down, key.keysym(), key.scanCode());
  }

  private static Key named(String name) {
    return Key.named(name).orElseThrow();
  }
}
