package io.quantix.desktop.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of consoles.
 *
 * @param tabs whether consoles open as tabs of one window; else each has a window of its own
 * @param combinations keys that the user wants to send, beside the usual ones, as {@code
 *     ctrl+alt+f7}
 * @param folder where the last picture was saved; empty for the user's own folder
 * @param input how all of them take keyboard and pointer
 * @param each what was chosen for a console, by what it shows
 */
public record ConsoleSettings(
    boolean tabs,
    List<String> combinations,
    String folder,
    InputSettings input,
    Map<String, ConsoleChoices> each) {

  /** How a guest's picture is brought into its window. */
  public enum Scaling {
    /** As large as it goes, in its own proportions. */
    FIT,
    /** Stretched over all of the window. */
    FILL,
    /** A pixel of the guest is one of the screen. */
    ONE_TO_ONE,
    /** A pixel of the guest is a whole number of the screen's. */
    INTEGER
  }

  /** What is asked of a server's pictures. */
  public enum Quality {
    /** What the measured throughput allows. */
    AUTOMATIC,
    LOSSLESS,
    GOOD,
    LOW
  }

  /** Which way texts go between this computer's clipboard and a guest's. */
  public enum ClipboardPolicy {
    OFF,
    TO_GUEST,
    TO_HOST,
    BOTH;

    /** Whether a guest may be given this computer's text. */
    public boolean reachesGuest() {
      return this == TO_GUEST || this == BOTH;
    }

    /** Whether this computer's clipboard takes a guest's text. */
    public boolean reachesHost() {
      return this == TO_HOST || this == BOTH;
    }

    /** The same without the way to the guest. */
    public ClipboardPolicy withoutGuest() {
      return reachesHost() ? TO_HOST : OFF;
    }
  }

  /**
   * A guest's sound.
   *
   * @param on whether it is heard
   * @param volume percent, 0 to 100
   */
  public record Sound(boolean on, int volume) {
    /** What a console has at first. */
    public static final Sound INITIAL = new Sound(true, 100);

    /** Keeps the volume within its limits. */
    public Sound {
      volume = Math.clamp(volume, 0, 100);
    }
  }

  /**
   * What was chosen for one console.
   *
   * @param followWindow whether the guest's screen takes the window's size
   * @param ownWindow whether it was torn off the tabs
   * @param layout the name of the guest's keyboard layout, in which text is typed; empty for the
   *     usual one of this computer's place
   */
  public record ConsoleChoices(
      Scaling scaling,
      boolean followWindow,
      Quality quality,
      boolean ownWindow,
      ClipboardPolicy clipboard,
      Sound sound,
      String layout) {
    /** What a console has at first. */
    public static final ConsoleChoices INITIAL =
        new ConsoleChoices(
            Scaling.FIT, false, Quality.AUTOMATIC, false, ClipboardPolicy.BOTH, Sound.INITIAL, "");

    /** The same with another scaling. */
    public ConsoleChoices withScaling(Scaling value) {
      return new ConsoleChoices(value, followWindow, quality, ownWindow, clipboard, sound, layout);
    }

    /** The same, following the window or not. */
    public ConsoleChoices withFollowWindow(boolean value) {
      return new ConsoleChoices(scaling, value, quality, ownWindow, clipboard, sound, layout);
    }

    /** The same with another quality. */
    public ConsoleChoices withQuality(Quality value) {
      return new ConsoleChoices(scaling, followWindow, value, ownWindow, clipboard, sound, layout);
    }

    /** The same, torn off or not. */
    public ConsoleChoices withOwnWindow(boolean value) {
      return new ConsoleChoices(scaling, followWindow, quality, value, clipboard, sound, layout);
    }

    /** The same with another way for clipboards. */
    public ConsoleChoices withClipboard(ClipboardPolicy value) {
      return new ConsoleChoices(scaling, followWindow, quality, ownWindow, value, sound, layout);
    }

    /** The same with another sound. */
    public ConsoleChoices withSound(Sound value) {
      return new ConsoleChoices(
          scaling, followWindow, quality, ownWindow, clipboard, value, layout);
    }

    /** The same with another keyboard layout. */
    public ConsoleChoices withLayout(String value) {
      return new ConsoleChoices(scaling, followWindow, quality, ownWindow, clipboard, sound, value);
    }
  }

  /** What a first start has. */
  public static ConsoleSettings initial() {
    return new ConsoleSettings(true, List.of(), "", InputSettings.INITIAL, Map.of());
  }

  /** What was chosen for a console. */
  public ConsoleChoices choices(String console) {
    return each.getOrDefault(console, ConsoleChoices.INITIAL);
  }

  /** The same with other choices for a console. */
  public ConsoleSettings withChoices(String console, ConsoleChoices value) {
    Map<String, ConsoleChoices> changed = new LinkedHashMap<>(each);
    if (value.equals(ConsoleChoices.INITIAL)) {
      changed.remove(console);
    } else {
      changed.put(console, value);
    }
    return new ConsoleSettings(tabs, combinations, folder, input, Map.copyOf(changed));
  }

  /** The same with tabs, or windows. */
  public ConsoleSettings withTabs(boolean value) {
    return new ConsoleSettings(value, combinations, folder, input, each);
  }

  /** The same with other combinations. */
  public ConsoleSettings withCombinations(List<String> value) {
    return new ConsoleSettings(tabs, List.copyOf(value), folder, input, each);
  }

  /** The same with another folder for pictures. */
  public ConsoleSettings withFolder(String value) {
    return new ConsoleSettings(tabs, combinations, value, input, each);
  }

  /** The same with another way to take keyboard and pointer. */
  public ConsoleSettings withInput(InputSettings value) {
    return new ConsoleSettings(tabs, combinations, folder, value, each);
  }
}
