package io.quantix.desktop.sound;

/** This computer does not play sound at present. */
public final class NoSoundException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why it does not. */
  public enum Kind {
    /** It has nothing that plays sound. */
    NO_DEVICE,
    /** Another program keeps the device for itself. */
    BUSY
  }

  private final Kind kind;

  /** The device was asked for, and this is why there is none. */
  public NoSoundException(Kind kind, Throwable cause) {
    super("no sound can be played here: " + cause.getMessage(), cause);
    this.kind = kind;
  }

  /** Why it does not. */
  public Kind kind() {
    return kind;
  }
}
