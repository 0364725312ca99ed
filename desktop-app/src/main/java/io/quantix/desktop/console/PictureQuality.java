package io.quantix.desktop.console;

import io.quantix.desktop.app.ConsoleSettings.Quality;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;

/** What a choice of quality means to a VNC server. */
final class PictureQuality {
  private static final int GOOD = 8;
  private static final int LOW = 2;

  private PictureQuality() {}

  /**
   * JPEG quality, or {@link VncOptions#LOSSLESS}; where it follows the line, what it begins with.
   */
  static int level(Quality quality) {
    return switch (quality) {
      case AUTOMATIC, LOSSLESS -> VncOptions.LOSSLESS;
      case GOOD -> GOOD;
      case LOW -> LOW;
    };
  }

  /** Compression, which costs the server time. */
  static int compression(Quality quality) {
    return switch (quality) {
      case AUTOMATIC, LOSSLESS -> 1;
      case GOOD -> 2;
      case LOW -> 6;
    };
  }

  /** Asks a session for a quality from here on. */
  static void ask(VncSession session, Quality quality) {
    if (quality == Quality.AUTOMATIC) {
      session.requestAdaptiveQuality(level(quality), compression(quality));
    } else {
      session.requestQuality(level(quality), compression(quality));
    }
  }

  /** A session's options with a quality. */
  static VncOptions in(VncOptions options, Quality quality) {
    return options.toBuilder()
        .quality(level(quality))
        .compression(compression(quality))
        .adaptive(quality == Quality.AUTOMATIC)
        .build();
  }
}
