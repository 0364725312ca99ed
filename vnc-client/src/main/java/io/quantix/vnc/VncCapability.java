package io.quantix.vnc;

/** What a server can do beyond sending its picture and taking keys; it says so as it likes. */
public enum VncCapability {
  /** Takes scan codes (QEMU extended key event). */
  SCAN_CODES,
  /** Lets clients ask for another size. */
  SIZE_REQUESTS,
  /** Exchanges clipboards as Unicode text, on demand (extended clipboard). */
  EXTENDED_CLIPBOARD,
  /** Sends updates without being asked for each. */
  CONTINUOUS_UPDATES,
  /** Answers a fence, by which the way to it is measured. */
  FENCE,
  /** Sends sound (QEMU audio). */
  AUDIO,
  /** Turns its machine off, restarts and resets it (xvp). */
  POWER,
  /** Takes more buttons of a mouse than seven. */
  EXTENDED_MOUSE_BUTTONS,
  /** Says which lock keys are on. */
  LED_STATE
}
