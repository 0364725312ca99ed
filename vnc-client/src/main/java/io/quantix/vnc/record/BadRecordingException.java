package io.quantix.vnc.record;

import java.io.IOException;

/** A file is no recording, is damaged, or is over a limit; the message names it and says why. */
public final class BadRecordingException extends IOException {
  private static final long serialVersionUID = 1L;

  BadRecordingException(String message) {
    super(message);
  }
}
