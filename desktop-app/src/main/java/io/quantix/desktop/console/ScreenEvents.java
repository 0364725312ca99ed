package io.quantix.desktop.console;

import io.quantix.vnc.CursorImage;
import io.quantix.vnc.DirtyRegion;
import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.LedState;
import io.quantix.vnc.PointerMode;
import io.quantix.vnc.VncCapability;
import io.quantix.vnc.VncListener;
import io.quantix.vnc.VncScreen;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Brings what a server sends to the screen: pixels at once, which the view takes from any thread,
 * all else on the JavaFX thread.
 */
final class ScreenEvents implements VncListener {
  /** What is told on the JavaFX thread. */
  interface Screen {
    /** The guest's picture has another size. */
    void resized(int width, int height);

    /** The first picture of a session has come. */
    void firstFrame();

    void cursor(CursorImage shape);

    /** Other lock keys are on in the guest, or it is known for the first time which are. */
    default void leds(LedState leds) {}

    /** The guest takes the pointer in another way. */
    default void pointerMode(PointerMode mode) {}

    void screens(List<VncScreen> screens);

    void capabilities();

    void sizeAnswered(boolean accepted, String message);

    void powerRefused();
  }

  private final FramebufferView view;
  private final Screen screen;
  private final Executor fx;
  private boolean first;

  ScreenEvents(FramebufferView view, Screen screen, Executor fx) {
    this.view = view;
    this.screen = screen;
    this.fx = fx;
  }

  @Override
  public void resized(Framebuffer framebuffer) {
    first = true;
    view.replace(framebuffer);
    fx.execute(() -> screen.resized(framebuffer.width(), framebuffer.height()));
  }

  @Override
  public void frame(DirtyRegion dirty) {
    view.changed(dirty);
    if (first) {
      first = false;
      fx.execute(screen::firstFrame);
    }
  }

  @Override
  public void cursor(CursorImage shape) {
    fx.execute(() -> screen.cursor(shape));
  }

  @Override
  public void leds(LedState leds) {
    fx.execute(() -> screen.leds(leds));
  }

  @Override
  public void pointerMode(PointerMode mode) {
    fx.execute(() -> screen.pointerMode(mode));
  }

  @Override
  public void screens(List<VncScreen> all) {
    List<VncScreen> copy = List.copyOf(all);
    fx.execute(() -> screen.screens(copy));
  }

  @Override
  public void capability(VncCapability capability) {
    fx.execute(screen::capabilities);
  }

  @Override
  public void sizeAnswered(boolean accepted, String message) {
    fx.execute(() -> screen.sizeAnswered(accepted, message));
  }

  @Override
  public void powerRefused() {
    fx.execute(screen::powerRefused);
  }
}
