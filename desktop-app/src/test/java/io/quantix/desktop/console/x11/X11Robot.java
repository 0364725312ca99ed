package io.quantix.desktop.console.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Presses keys and moves the mouse of an X server as hands would (XTEST). */
public final class X11Robot implements AutoCloseable {
  private static final int FAKE_INPUT = 2;
  private static final int KEY_PRESS = 2;
  private static final int KEY_RELEASE = 3;
  private static final int BUTTON_PRESS = 4;
  private static final int BUTTON_RELEASE = 5;
  private static final int MOTION = 6;
  private static final int CHANGE_WINDOW = 2;
  private static final int EVENT_MASK = 0x800;
  private static final int BUTTON_PRESS_MASK = 4;
  private static final int GRAB_KEY = 33;
  private static final int GET_IMAGE = 73;
  private static final int Z_PIXMAP = 2;
  private static final int CHANGE_KEYBOARD_CONTROL = 102;
  private static final int AUTO_REPEAT_MODE = 1 << 7;
  private static final int ANY_MODIFIER = 0x8000;

  private final BlockingQueue<Integer> stolen = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> buttons = new LinkedBlockingQueue<>();
  private final X11Display display;
  private final int xtest;
  private final int xkb;
  private final Map<String, Integer> codes = new HashMap<>();

  /** Connects to the display of that number. */
  public X11Robot(int number) throws IOException {
    display = new X11Display(":" + number, this::event);
    xtest = display.extension("XTEST").orElseThrow()[0];
    xkb = display.extension("XKEYBOARD").orElseThrow()[0];
    XkbKeymap.use(display, xkb);
    ByteBuffer names = X11Display.request(xkb, 17, 12);
    ByteBuffer reply =
        display.ask(names.putShort((short) 0x100).putShort((short) 0).putInt(1 << 9));
    for (int i = 0; i < (reply.get(19) & 0xff); i++) {
      StringBuilder name = new StringBuilder();
      for (int j = 0; j < 4 && reply.get(32 + i * 4 + j) != 0; j++) {
        name.append((char) reply.get(32 + i * 4 + j));
      }
      codes.put(name.toString(), (reply.get(18) & 0xff) + i);
    }
  }

  private void event(ByteBuffer event) {
    int type = event.capacity() > 0 ? event.get(0) & 0x7f : 0;
    if (type == KEY_PRESS) {
      stolen.add(event.get(1) & 0xff);
    } else if (type == BUTTON_PRESS) {
      buttons.add(
          "button " + event.get(1) + " at " + event.getShort(20) + "," + event.getShort(22));
    }
  }

  /** Presses the key at a place of XKB's name, {@code AD01}. */
  public void press(String name) throws IOException {
    fake(KEY_PRESS, code(name), 0, 0);
  }

  public void release(String name) throws IOException {
    fake(KEY_RELEASE, code(name), 0, 0);
  }

  public void tap(String name) throws IOException {
    press(name);
    release(name);
  }

  public int code(String name) {
    Integer code = codes.get(name);
    if (code == null) {
      throw new IllegalArgumentException("this keyboard has no <" + name + ">");
    }
    return code;
  }

  /**
   * Whether keys that are held repeat. A hand that is slow between a press and its release would
   * else press more often than it means to. Another layout may switch it on again.
   */
  public void repeatKeys(boolean repeat) throws IOException {
    ByteBuffer request = X11Display.request(CHANGE_KEYBOARD_CONTROL, 0, 12);
    display.send(request.putInt(AUTO_REPEAT_MODE).putInt(repeat ? 1 : 0));
    sync();
  }

  public void moveTo(int x, int y) throws IOException {
    fake(MOTION, 0, x, y);
  }

  public void moveBy(int dx, int dy) throws IOException {
    fake(MOTION, 1, dx, dy);
  }

  /**
   * Presses and releases a button: 1 left, 2 middle, 3 right, 4 to 7 the wheel, 8 back, 9 forward.
   */
  public void click(int button) throws IOException {
    button(true, button);
    button(false, button);
  }

  public void button(boolean down, int button) throws IOException {
    fake(down ? BUTTON_PRESS : BUTTON_RELEASE, button, 0, 0);
  }

  /** Takes a key for itself wherever the focus is, as a desktop does with its shortcuts. */
  public void steal(String name) throws IOException {
    ByteBuffer request = X11Display.request(GRAB_KEY, 0, 16);
    request.putInt(display.root()).putShort((short) ANY_MODIFIER).put((byte) code(name));
    display.send(request.put((byte) 1).put((byte) 1));
    sync();
  }

  /** The key that was stolen next, if one has been by now. */
  public OptionalInt stolen() throws IOException {
    sync();
    Integer code = stolen.poll();
    return code == null ? OptionalInt.empty() : OptionalInt.of(code);
  }

  /** Is told of buttons on the display from here on, where no window takes them. */
  public void listenToButtons() throws IOException {
    ByteBuffer request = X11Display.request(CHANGE_WINDOW, 0, 16).putInt(display.root());
    display.send(request.putInt(EVENT_MASK).putInt(BUTTON_PRESS_MASK));
    sync();
  }

  /** The button that is pressed next and where, as {@code button 1 at 20,30}. */
  public String nextButton() throws InterruptedException {
    String next = buttons.poll(60, TimeUnit.SECONDS);
    return next == null ? "none" : next;
  }

  /** Waits until windows are managed. */
  public void awaitWindowManager() throws IOException, InterruptedException {
    for (int i = 0; display.property(display.root(), "_NET_SUPPORTING_WM_CHECK").length == 0; i++) {
      if (i == 1200) {
        throw new IOException("no window manager; is openbox installed?");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Switches Caps Lock and Num Lock off and presses no key. */
  public void letGo() throws IOException {
    for (String name : codes.keySet()) {
      if (!name.isEmpty()) {
        display.send(fakeRequest(KEY_RELEASE, code(name), 0, 0));
      }
    }
    ByteBuffer request = X11Display.request(xkb, 5, 16).putShort((short) 0x100);
    display.send(request.put((byte) 0xff).put((byte) 0).put((byte) 1).put((byte) 0));
    sync();
  }

  /** Returns when the server has done what was asked. */
  public void sync() throws IOException {
    new X11Windows(display).focus();
  }

  /** The colour of a pixel of the whole display, without its alpha. */
  public int pixel(int x, int y) throws IOException {
    ByteBuffer request = X11Display.request(GET_IMAGE, Z_PIXMAP, 20);
    request.putInt(display.root()).putShort((short) x).putShort((short) y);
    return display.ask(request.putShort((short) 1).putShort((short) 1).putInt(-1)).getInt(32)
        & 0xffffff;
  }

  private void fake(int type, int detail, int x, int y) throws IOException {
    display.send(fakeRequest(type, detail, x, y));
    sync();
  }

  private ByteBuffer fakeRequest(int type, int detail, int x, int y) {
    ByteBuffer request = X11Display.request(xtest, FAKE_INPUT, 36);
    request.put((byte) type).put((byte) detail).putShort((short) 0).putInt(0).putInt(0);
    return request.putLong(0).putShort((short) x).putShort((short) y);
  }

  @Override
  public void close() {
    display.close();
  }
}
