package io.quantix.vnc;

import io.quantix.vnc.input.KeySink;
import io.quantix.vnc.transport.VncTransport;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One connection to one VNC server (RFB 3.3, 3.7 or 3.8). A thread of its own reads what the server
 * sends and decodes it into the {@link Framebuffer}; the methods here only write, may be called
 * from any thread, and do nothing once the session has ended.
 */
public interface VncSession extends AutoCloseable, KeySink {
  /**
   * Shakes hands over a transport, which the session owns from here on and closes in the end, also
   * if this method fails. Returns when the server has said what it can do ({@link #can}), which it
   * has with its first pixel, or ten seconds after the handshake if it sends none; the listener may
   * have been told of pictures by then.
   *
   * @param listener told of everything that the server sends
   * @throws VncException if the server is no VNC server, refuses us, offers no security type that
   *     the options allow, or takes longer than the options allow; also, with kind TRANSPORT, if
   *     the calling thread is interrupted
   */
  static VncSession open(VncTransport transport, VncOptions options, VncListener listener)
      throws VncException {
    return RfbSession.open(transport, options, listener);
  }

  /** The desktop's name as the server gave it, made safe to show. */
  String name();

  /** The present framebuffer; another one after {@link VncListener#resized}. */
  Framebuffer framebuffer();

  /** What was agreed on. */
  VncStatistics statistics();

  /** Whether the server has said that it can do this; it may say so later, too. */
  boolean can(VncCapability capability);

  /** Whether the server takes scan codes (the QEMU extended key event). */
  default boolean takesScanCodes() {
    return can(VncCapability.SCAN_CODES);
  }

  /** Whether the server lets clients ask for another size ({@link #requestSize}). */
  default boolean takesSizeRequests() {
    return can(VncCapability.SIZE_REQUESTS);
  }

  /** How the server takes the pointer at present; told of by {@link VncListener#pointerMode}. */
  PointerMode pointerMode();

  /** The screens that make the desktop, one of its size if the server says nothing about them. */
  List<VncScreen> screens();

  /**
   * Presses a key, as a scan code if the server takes them, else as a keysym. Pressed again while
   * down it is an auto-repeat. Held until {@link #keyUp} with the same scan code or keysym.
   *
   * @param keysym X11 keysym, 0 if there is none
   * @param scanCode XT set 1 code with 0x80 added for keys prefixed by 0xe0 (QEMU's qnum), 0 if
   *     unknown
   */
  @Override
  void keyDown(int keysym, int scanCode);

  /** Releases a key; one that is not down is ignored. */
  @Override
  void keyUp(int keysym, int scanCode);

  /** Releases every key that is down. */
  void releaseAllKeys();

  /**
   * Moves the pointer and sets its buttons. In {@link PointerMode#RELATIVE} the place means nothing
   * to the server, and only the buttons are sent. Moves that wait to be sent become one; a press or
   * a release stays where it was made.
   *
   * @param x clamped to the framebuffer
   * @param y clamped to the framebuffer
   * @param buttons bit 0 left, 1 middle, 2 right, 3 wheel up, 4 down, 5 left, 6 right, 7 back, 8
   *     forward; the last two reach servers with {@link VncCapability#EXTENDED_MOUSE_BUTTONS} alone
   */
  void pointer(int x, int y, int buttons);

  /**
   * Moves the pointer from where it is, for {@link PointerMode#RELATIVE}; otherwise ignored.
   *
   * @param buttons as in {@link #pointer}
   */
  void pointerMoved(int dx, int dy, int buttons);

  /**
   * Asks for another size of the desktop with one screen, if the server takes such requests; {@link
   * VncListener#sizeAnswered} tells what became of it, also if nothing did within five seconds.
   */
  void requestSize(int width, int height);

  /**
   * Asks for screens of these places and sizes, as {@link #requestSize} does for one. A screen
   * keeps its number when it is moved; the desktop is as large as it takes to hold all.
   *
   * @throws IllegalArgumentException for no screen or more than 255, or one that is empty, negative
   *     or beyond 16,384 pixels
   */
  void requestScreens(List<VncScreen> screens);

  /**
   * The clipboard here has this text, or another one than before. A server with {@link
   * VncCapability#EXTENDED_CLIPBOARD} is told that there is one and fetches it when it needs it;
   * another one is sent it, without the characters that Latin-1 does not have. A text of a mebibyte
   * or more is not offered: QEMU hangs up at that.
   */
  void offerClipboard(String text);

  /**
   * Fetches what {@link VncListener#clipboardOffered} told of; it comes as cut text, unless it has
   * more than a mebibyte. A text that was not asked for is never taken.
   */
  void requestClipboard();

  /** Asks for the machine's end or restart; {@link VncListener#powerRefused} if it will not. */
  void power(PowerAction action);

  /**
   * Asks for sound from here on, told to {@link VncListener#audio}, if the server has {@link
   * VncCapability#AUDIO}.
   */
  void startAudio(AudioFormat format);

  /** Ends {@link #startAudio}. */
  void stopAudio();

  /**
   * Changes what is asked for from here on, which ends {@link VncOptions#adaptive}. What came with
   * loss before comes anew, once, if the quality is a better one.
   *
   * @param quality JPEG quality 0 to 9, or {@link VncOptions#LOSSLESS}
   * @param compression zlib level 0 to 9
   */
  void requestQuality(int quality, int compression);

  /**
   * Follows from here on what the network carries, as {@link VncOptions#adaptive} does from the
   * beginning.
   *
   * @param quality the best that is asked for: JPEG quality 0 to 9, or {@link VncOptions#LOSSLESS}
   * @param compression the least: zlib level 0 to 9
   */
  void requestAdaptiveQuality(int quality, int compression);

  /**
   * Sends the whole framebuffer anew, for a view that wants to be sure of what it shows: the next
   * {@link VncListener#frame} after it covers all of it.
   */
  void requestFullUpdate();

  /** Completes once, when the session has ended. */
  CompletionStage<VncCloseReason> closed();

  /**
   * Releases all keys, ends the session and its threads, and waits for that as long as {@link
   * VncOptions#closeTimeout} says (a server may be stuck, and the session then ends without it).
   * Called by the listener it does not wait. Twice is once.
   */
  @Override
  void close();
}
