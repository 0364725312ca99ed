package io.quantix.desktop.console.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Requests and events of the X input extension (XI2 2.2), as far as we need them. */
final class XInput2 {
  static final int KEY_PRESS = 2;
  static final int KEY_RELEASE = 3;
  static final int FOCUS_IN = 9;
  static final int FOCUS_OUT = 10;
  static final int RAW_MOTION = 17;
  static final int ALL_MASTERS = 1;
  static final int SUCCESS = 0;

  private static final int SELECT_EVENTS = 46;
  private static final int QUERY_VERSION = 47;
  private static final int QUERY_DEVICE = 48;
  private static final int GRAB_DEVICE = 51;
  private static final int UNGRAB_DEVICE = 52;
  private static final int ALL_DEVICES = 0;
  private static final int MASTER_KEYBOARD = 2;
  private static final int VALUATOR = 2;
  private static final int ASYNC = 1;
  private static final double FRACTION = 1.0 / (1L << 32);

  /** How far a movement goes in pixels for each unit of a device's first two axes. */
  private record Axes(boolean absolute, double scaleX, double scaleY) {}

  private final X11Display display;
  private final int opcode;
  private final Map<Integer, Axes> axes = new HashMap<>();
  private final Map<Integer, double[]> last = new HashMap<>();
  private double restX;
  private double restY;

  XInput2(X11Display display, int opcode) {
    this.display = display;
    this.opcode = opcode;
  }

  int opcode() {
    return opcode;
  }

  /** Whether the server has raw movements that tell of grabs, too (2.2). */
  boolean isRecent() throws IOException {
    ByteBuffer request = X11Display.request(opcode, QUERY_VERSION, 8);
    request.putShort((short) 2).putShort((short) 2);
    ByteBuffer reply = display.ask(request);
    return reply.getShort(8) > 2 || (reply.getShort(8) == 2 && reply.getShort(10) >= 2);
  }

  /** Asks for events of all master devices in a window, and no more for others than these. */
  void select(int window, int... events) throws IOException {
    int mask = mask(events);
    ByteBuffer request = X11Display.request(opcode, SELECT_EVENTS, 20);
    request.putInt(window).putShort((short) 1).putShort((short) 0);
    request.putShort((short) ALL_MASTERS).putShort((short) 1).putInt(mask);
    display.send(request);
  }

  private static int mask(int... events) {
    int mask = 0;
    for (int event : events) {
      mask |= 1 << event;
    }
    return mask;
  }

  /** The keyboard that all keyboards feed. */
  int masterKeyboard() throws IOException {
    ByteBuffer reply = devices(ALL_MASTERS);
    int count = reply.getShort(8) & 0xffff;
    int at = 32;
    for (int i = 0; i < count; i++) {
      if (reply.getShort(at + 2) == MASTER_KEYBOARD) {
        return reply.getShort(at) & 0xffff;
      }
      at = afterDevice(reply, at);
    }
    throw new IOException("the X server has no keyboard");
  }

  private ByteBuffer devices(int which) throws IOException {
    ByteBuffer request = X11Display.request(opcode, QUERY_DEVICE, 8);
    request.putShort((short) which);
    return display.ask(request);
  }

  private static int afterDevice(ByteBuffer reply, int device) {
    int at = firstClass(reply, device);
    for (int i = 0; i < (reply.getShort(device + 6) & 0xffff); i++) {
      at += (reply.getShort(at + 2) & 0xffff) * 4;
    }
    return at;
  }

  private static int firstClass(ByteBuffer reply, int device) {
    return device + 12 + (((reply.getShort(device + 8) & 0xffff) + 3) & ~3);
  }

  /** Takes the keyboard; 0 if it has, 1 if another program has it, others as in the protocol. */
  int grabKeyboard(int device, int window) throws IOException {
    ByteBuffer request = X11Display.request(opcode, GRAB_DEVICE, 28);
    request.putInt(window).putInt(0).putInt(0).putShort((short) device);
    request.put((byte) ASYNC).put((byte) ASYNC).put((byte) 0).put((byte) 0);
    request.putShort((short) 1).putInt(mask(KEY_PRESS, KEY_RELEASE));
    return display.ask(request).get(8);
  }

  void ungrab(int device) throws IOException {
    ByteBuffer request = X11Display.request(opcode, UNGRAB_DEVICE, 12);
    request.putInt(0).putShort((short) device);
    display.send(request);
  }

  /** Forgets where absolute devices were, and parts of pixels. */
  void startMoving() {
    last.clear();
    restX = 0;
    restY = 0;
  }

  /**
   * How far a raw motion event moved, in whole pixels; what is left of them counts with the next.
   *
   * @return {@code [dx, dy]}
   */
  int[] movement(ByteBuffer event) throws IOException {
    int source = event.getShort(20) & 0xffff;
    Axes of = axes.get(source);
    if (of == null) {
      of = axesOf(source);
      axes.put(source, of);
    }
    int words = event.getShort(22) & 0xffff;
    int at = 32 + words * 4;
    double[] value = {Double.NaN, Double.NaN};
    for (int axis = 0; axis < words * 32; axis++) {
      if ((event.get(32 + axis / 8) >> (axis % 8) & 1) != 0) {
        if (axis < value.length) {
          value[axis] = fixed(event, at);
        }
        at += 8;
      }
    }
    double[] before = last.computeIfAbsent(source, _ -> new double[] {Double.NaN, Double.NaN});
    restX += step(of.absolute, value[0], before, 0) * of.scaleX;
    restY += step(of.absolute, value[1], before, 1) * of.scaleY;
    int dx = (int) restX;
    int dy = (int) restY;
    restX -= dx;
    restY -= dy;
    return new int[] {dx, dy};
  }

  private static double step(boolean absolute, double value, double[] before, int axis) {
    if (Double.isNaN(value)) {
      return 0;
    }
    double from = absolute ? before[axis] : 0;
    before[axis] = value;
    return Double.isNaN(from) ? 0 : value - from;
  }

  private Axes axesOf(int source) throws IOException {
    ByteBuffer reply = devices(source == ALL_DEVICES ? ALL_MASTERS : source);
    boolean absolute = false;
    double[] scale = {1, 1};
    int at = firstClass(reply, 32);
    for (int i = 0; i < (reply.getShort(32 + 6) & 0xffff); i++) {
      int axis = reply.getShort(at + 6) & 0xffff;
      if (reply.getShort(at) == VALUATOR && axis < scale.length && reply.get(at + 40) != 0) {
        double range = fixed(reply, at + 20) - fixed(reply, at + 12);
        absolute = true;
        scale[axis] = range > 0 ? (axis == 0 ? display.width() : display.height()) / range : 1;
      }
      at += (reply.getShort(at + 2) & 0xffff) * 4;
    }
    return new Axes(absolute, scale[0], scale[1]);
  }

  private static double fixed(ByteBuffer from, int at) {
    return from.getInt(at) + (from.getInt(at + 4) & 0xffffffffL) * FRACTION;
  }
}
