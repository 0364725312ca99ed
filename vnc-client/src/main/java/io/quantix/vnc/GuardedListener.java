package io.quantix.vnc;

/** Tells a listener's own failures from the session's. */
final class GuardedListener implements VncListener {
  /** A listener threw this cause. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Failure(Throwable cause) {
      super(cause);
    }
  }

  private final VncListener listener;

  GuardedListener(VncListener listener) {
    this.listener = listener;
  }

  @Override
  public void resized(Framebuffer framebuffer) {
    try {
      listener.resized(framebuffer);
    } catch (RuntimeException | Error e) {
      throw new Failure(e);
    }
  }

  @Override
  public void frame(DirtyRegion dirty) {
    try {
      listener.frame(dirty);
    } catch (RuntimeException | Error e) {
      throw new Failure(e);
    }
  }

  @Override
  public void cursor(CursorImage cursor) {
    try {
      listener.cursor(cursor);
    } catch (RuntimeException | Error e) {
      throw new Failure(e);
    }
  }

  @Override
  public void bell() {
    try {
      listener.bell();
    } catch (RuntimeException | Error e) {
      throw new Failure(e);
    }
  }

  @Override
  public void cutText(String text) {
    try {
      listener.cutText(text);
    } catch (RuntimeException | Error e) {
      throw new Failure(e);
    }
  }

  @Override
  public void sizeAnswered(boolean accepted, String message) {
    try {
      listener.sizeAnswered(accepted, message);
    } catch (RuntimeException | Error e) {
      throw new Failure(e);
    }
  }

  @Override
  public void closed(VncCloseReason reason) {
    try {
      listener.closed(reason);
    } catch (RuntimeException | Error e) {
      throw new Failure(e);
    }
  }
}
