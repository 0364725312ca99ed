package io.quantix.desktop.window;

/** The window could not be drawn into a picture. */
public final class PictureException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean noConnection;

  /**
   * Says why.
   *
   * @param noConnection whether the host could not be reached
   */
  public PictureException(String message, boolean noConnection) {
    super(message);
    this.noConnection = noConnection;
  }

  /** Whether the host could not be reached. */
  public boolean noConnection() {
    return noConnection;
  }
}
