package io.quantix.vnc;

import io.quantix.vnc.encoding.Decoders;
import io.quantix.vnc.encoding.Pixels;
import io.quantix.vnc.handshake.Handshake;
import io.quantix.vnc.security.SecurityExchange;
import io.quantix.vnc.transport.LayeredTransport;
import io.quantix.vnc.transport.VncTransport;
import io.quantix.vnc.wire.ClientMessages;
import io.quantix.vnc.wire.Outbox;
import io.quantix.vnc.wire.WireReader;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A session: a thread that shakes hands and then reads until the end, and one that writes what the
 * {@link Outbox} holds.
 */
final class RfbSession implements VncSession {
  private static final long SETTLE_MILLIS = 10_000;

  private final VncTransport transport;
  private final LayeredTransport channel;
  private final VncOptions options;
  private final VncListener listener;
  private final WireReader in;
  private final Outbox outbox;
  private final ClientMessages out;
  private final HeldKeys keys;
  private final CredentialPrompt prompt;
  private final Thread reader;
  private final Thread writer;
  private final CompletableFuture<OpenSession> opened = new CompletableFuture<>();
  private final CompletableFuture<VncCloseReason> closed = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(2);
  private final AtomicBoolean closing = new AtomicBoolean();

  private RfbSession(VncTransport transport, VncOptions options, VncListener listener) {
    this.transport = transport;
    this.options = options;
    this.listener = new GuardedListener(listener);
    channel = new LayeredTransport(transport);
    in = new WireReader(channel);
    outbox = new Outbox(channel);
    out = new ClientMessages(outbox);
    keys = new HeldKeys(out);
    prompt = new CredentialPrompt(options.credentials());
    reader = Thread.ofPlatform().daemon().name("vnc " + transport.peer()).unstarted(this::read);
    writer =
        Thread.ofPlatform()
            .daemon()
            .name("vnc " + transport.peer() + " writer")
            .unstarted(this::write);
  }

  static VncSession open(VncTransport transport, VncOptions options, VncListener listener)
      throws VncException {
    RfbSession session = new RfbSession(transport, options, listener);
    session.reader.start();
    session.writer.start();
    boolean done = false;
    try {
      session.awaitOpen();
      done = true;
      return session;
    } finally {
      if (!done) {
        session.closing.set(true);
        session.closeTransport();
      }
    }
  }

  private void awaitOpen() throws VncException {
    OpenDeadline deadline = new OpenDeadline(transport.peer(), options.handshakeTimeout(), prompt);
    deadline.await(opened).messages().awaitSettled(SETTLE_MILLIS);
  }

  @Override
  public String name() {
    return desktop().name();
  }

  @Override
  public Framebuffer framebuffer() {
    return desktop().framebuffer();
  }

  @Override
  public VncStatistics statistics() {
    return open().statistics(in.received());
  }

  @Override
  public boolean can(VncCapability capability) {
    return desktop().can(capability);
  }

  @Override
  public PointerMode pointerMode() {
    return desktop().pointerMode();
  }

  @Override
  public List<VncScreen> screens() {
    return desktop().screens();
  }

  @Override
  public void keyDown(int keysym, int scanCode) {
    keys.down(keysym, scanCode, takesScanCodes());
  }

  @Override
  public void keyUp(int keysym, int scanCode) {
    keys.up(keysym, scanCode);
  }

  @Override
  public void releaseAllKeys() {
    keys.releaseAll();
  }

  @Override
  public void pointer(int x, int y, int buttons) {
    if (pointerMode() == PointerMode.RELATIVE) {
      outbox.pointerStays(mask(buttons));
      return;
    }
    Framebuffer desktop = framebuffer();
    outbox.pointer(
        Math.clamp(x, 0, desktop.width() - 1),
        Math.clamp(y, 0, desktop.height() - 1),
        mask(buttons));
  }

  @Override
  public void pointerMoved(int dx, int dy, int buttons) {
    if (pointerMode() == PointerMode.RELATIVE) {
      outbox.pointerMoved(dx, dy, mask(buttons));
    }
  }

  private int mask(int buttons) {
    return buttons & (can(VncCapability.EXTENDED_MOUSE_BUTTONS) ? 0x1ff : 0x7f);
  }

  @Override
  public void requestSize(int width, int height) {
    if (takesSizeRequests()) {
      open().parts().sizes().ask(width, height, screens().getFirst());
    }
  }

  @Override
  public void requestScreens(List<VncScreen> screens) {
    if (takesSizeRequests()) {
      open().parts().sizes().ask(screens);
    }
  }

  @Override
  public void offerClipboard(String text) {
    open().parts().clipboard().offer(text);
  }

  @Override
  public void requestClipboard() {
    open().parts().clipboard().request();
  }

  @Override
  public void power(PowerAction action) {
    if (can(VncCapability.POWER)) {
      out.power(action);
    }
  }

  @Override
  public void startAudio(AudioFormat format) {
    if (can(VncCapability.AUDIO)) {
      open().parts().sound().start(format);
    }
  }

  @Override
  public void stopAudio() {
    open().parts().sound().stop();
  }

  @Override
  public void requestQuality(int quality, int compression) {
    open().parts().encodings().request(quality, compression);
  }

  @Override
  public void requestAdaptiveQuality(int quality, int compression) {
    open().parts().encodings().requestAdaptive(quality, compression);
  }

  @Override
  public void requestFullUpdate() {
    open().messages().requestEverything();
  }

  @Override
  public CompletionStage<VncCloseReason> closed() {
    return closed.minimalCompletionStage();
  }

  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      keys.releaseAll();
      outbox.finish();
    }
    if (Thread.currentThread().equals(reader) || Thread.currentThread().equals(writer)) {
      return;
    }
    boolean interrupted = false;
    try {
      if (!ended.await(options.closeTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
        closeTransport();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      closeTransport();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "VNC session with " + transport.peer();
  }

  private OpenSession open() {
    return opened.join();
  }

  private SessionDesktop desktop() {
    return open().parts().desktop();
  }

  private void write() {
    try {
      outbox.run();
    } finally {
      ended.countDown();
    }
  }

  private void read() {
    VncCloseReason reason =
        new VncCloseReason(VncCloseReason.Kind.TRANSPORT, "the session has failed", null);
    try {
      reason = converse();
    } finally {
      outbox.finish();
      if (closing.get()) {
        awaitWriter();
      }
      closeTransport();
      end(reason);
    }
  }

  /** Everything from the first byte to the last. */
  private VncCloseReason converse() {
    Ending ending = new Ending(transport.peer(), closing, outbox);
    Handshake handshake;
    try {
      handshake =
          Handshake.perform(
              new SecurityExchange(
                  in, channel, prompt, prompt.timing(options.trust()), options.security()),
              options.shared());
    } catch (VncException | IOException | RuntimeException | Error e) {
      opened.completeExceptionally(ending.exception(e));
      return ending.reason(e);
    }
    Pixels pixels = new Pixels(options.pixelFormat());
    try (Decoders decoders = SessionDecoders.of(options, pixels, handshake.name())) {
      return converse(ending, handshake, decoders, pixels);
    }
  }

  private VncCloseReason converse(
      Ending ending, Handshake handshake, Decoders decoders, Pixels pixels) {
    VncTap tap = options.tap();
    long opening = in.consumed();
    OpenSession session;
    try {
      session = OpenSession.of(handshake, options, in, outbox, out, decoders, pixels, listener);
      tap.begun(handshake.width(), handshake.height(), handshake.name(), decoders.numbers());
      in.tap(tap::received);
      session.begin();
    } catch (VncException | RuntimeException | Error e) {
      opened.completeExceptionally(ending.exception(e));
      return ending.reason(e);
    }
    try (SharedClipboard _ = session.parts().clipboard()) {
      opened.complete(session);
      while (!closing.get()) {
        session.messages().readOne();
        tap.decoded(in.consumed() - opening);
      }
      throw new EOFException("closed by us");
    } catch (VncException | IOException | RuntimeException | Error e) {
      return ending.reason(e);
    } finally {
      session.messages().settle();
    }
  }

  private void end(VncCloseReason reason) {
    try {
      if (!opened.isCompletedExceptionally()) {
        listener.closed(reason);
      }
    } finally {
      ended.countDown();
      closed.complete(reason);
    }
  }

  /** Lets what was sent before a close, such as the release of keys, go out. */
  private void awaitWriter() {
    try {
      writer.join(options.closeTimeout().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeTransport() {
    try {
      transport.close();
    } catch (IOException e) {
      // What cannot be closed is as good as closed, and the session has its reason already.
      closing.set(true);
    }
  }
}
