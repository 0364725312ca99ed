package io.quantix.vnc;

import java.nio.ByteBuffer;
import java.util.List;

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
  public void clipboardOffered() {
    try {
      listener.clipboardOffered();
    } catch (RuntimeException | Error e) {
      throw new Failure(e);
    }
  }

  @Override
  public void named(String name) {
    try {
      listener.named(name);
    } catch (RuntimeException | Error e) {
      throw new Failure(e);
    }
  }

  @Override
  public void screens(List<VncScreen> screens) {
    try {
      listener.screens(screens);
    } catch (RuntimeException | Error e) {
      throw new Failure(e);
    }
  }

  @Override
  public void pointerAt(int x, int y) {
    try {
      listener.pointerAt(x, y);
    } catch (RuntimeException | Error e) {
      throw new Failure(e);
    }
  }

  @Override
  public void pointerMode(PointerMode mode) {
    try {
      listener.pointerMode(mode);
    } catch (RuntimeException | Error e) {
      throw new Failure(e);
    }
  }

  @Override
  public void leds(LedState leds) {
    try {
      listener.leds(leds);
    } catch (RuntimeException | Error e) {
      throw new Failure(e);
    }
  }

  @Override
  public void capability(VncCapability capability) {
    try {
      listener.capability(capability);
    } catch (RuntimeException | Error e) {
      throw new Failure(e);
    }
  }

  @Override
  public void powerRefused() {
    try {
      listener.powerRefused();
    } catch (RuntimeException | Error e) {
      throw new Failure(e);
    }
  }

  @Override
  public void audioRunning(boolean running) {
    try {
      listener.audioRunning(running);
    } catch (RuntimeException | Error e) {
      throw new Failure(e);
    }
  }

  @Override
  public void audio(ByteBuffer samples) {
    try {
      listener.audio(samples);
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
