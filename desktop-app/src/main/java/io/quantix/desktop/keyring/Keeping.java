package io.quantix.desktop.keyring;

/** How long an answer is kept. */
public enum Keeping {
  /** Not at all: it is asked for again the next time. */
  NOT,
  /** In memory, until Quantix ends. */
  UNTIL_THE_END,
  /** In the system's keyring. */
  KEYRING
}
