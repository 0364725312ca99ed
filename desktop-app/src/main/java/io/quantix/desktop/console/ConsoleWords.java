package io.quantix.desktop.console;

import io.quantix.desktop.text.Texts;
import java.time.Duration;
import java.util.Locale;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;

/** A console's states and keys as people read them. */
final class ConsoleWords {
  private ConsoleWords() {}

  /** The sign of a state, for a tab. */
  static Ikon sign(ConsoleState state) {
    return switch (state) {
      case ConsoleState.Connected _ -> MaterialDesignM.MONITOR;
      case ConsoleState.Connecting _ -> MaterialDesignT.TIMER_SAND;
      case ConsoleState.Off _ -> MaterialDesignP.POWER;
      case ConsoleState.NoGraphics _, ConsoleState.Unsupported _ -> MaterialDesignM.MONITOR_OFF;
      case ConsoleState.Lost _ -> MaterialDesignL.LAN_DISCONNECT;
      case ConsoleState.Disconnected _ -> MaterialDesignL.LAN_DISCONNECT;
      case ConsoleState.Failed _ -> MaterialDesignA.ALERT_CIRCLE_OUTLINE;
    };
  }

  /** A state in a few words; empty where all is well. */
  static String standing(ConsoleState state) {
    return switch (state) {
      case ConsoleState.Connected _ -> "";
      case ConsoleState.Connecting _ -> Texts.text("console.connecting");
      case ConsoleState.Off _ -> Texts.text("console.off");
      case ConsoleState.NoGraphics _ -> Texts.text("console.no-graphics");
      case ConsoleState.Unsupported(String type) -> Texts.text("console.unsupported", type);
      case ConsoleState.Lost _ -> Texts.text("console.lost");
      case ConsoleState.Disconnected _ -> Texts.text("console.disconnected");
      case ConsoleState.Failed _ -> Texts.text("console.failed");
    };
  }

  /** When a lost connection is tried again. */
  static String nextAttempt(Duration until) {
    long seconds = (until.toMillis() + 999) / 1000;
    return seconds == 0 ? Texts.text("console.lost.now") : Texts.text("console.lost.next", seconds);
  }

  /** What a refused size is told by; empty for none. */
  static String refusal(String words) {
    return words.isEmpty() ? "" : Texts.text("console.follow.refused", words);
  }

  /** {@code ctrl+alt+delete} as {@code Ctrl+Alt+Delete}. */
  static String shown(String combination) {
    StringBuilder text = new StringBuilder();
    for (String key : combination.split("\\+", -1)) {
      if (!text.isEmpty()) {
        text.append('+');
      }
      text.append(
          key.isEmpty() ? "" : key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1));
    }
    return text.toString();
  }
}
