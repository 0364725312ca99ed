package io.quantix.vnc.live;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * As much of the X11 protocol as the tests need: it draws on the root window, reads it back, sets
 * its pointer and listens to its keys and buttons. That is the truth which a VNC session with the
 * same server must agree with.
 */
final class XClient implements AutoCloseable {
  private static final int GC = 1;
  private static final int KEY_PRESS = 2;
  private static final int KEY_RELEASE = 3;
  private static final int BUTTON_PRESS = 4;
  private static final int MOTION = 6;

  private final SocketChannel channel;
  private final int base;
  private final int root;
  private final int minKeyCode;
  private final int maxKeyCode;
  private int nextId = 100;
  private final List<String> events = new ArrayList<>();

  XClient(int display) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of("/tmp/.X11-unix/X" + display));
    ByteBuffer hello = buffer(12);
    hello.put((byte) 'l').put((byte) 0).putShort((short) 11).putShort((short) 0);
    send(hello.position(12));
    ByteBuffer head = read(8);
    ByteBuffer body = read((head.getShort(6) & 0xffff) * 4);
    if (head.get(0) != 1) {
      throw new IOException("the X server refuses us");
    }
    base = body.getInt(4);
    minKeyCode = body.get(26) & 0xff;
    maxKeyCode = body.get(27) & 0xff;
    int vendor = (body.getShort(16) + 3) & ~3;
    int screen = 32 + vendor + 8 * (body.get(21) & 0xff);
    root = body.getInt(screen);
    // CreateGC
    send(
        buffer(16)
            .put((byte) 55)
            .put((byte) 0)
            .putShort((short) 4)
            .putInt(base + GC)
            .putInt(root)
            .putInt(0));
  }

  /** Draws a picture onto the root window. */
  void put(int x, int y, Picture picture) throws IOException {
    int rows = Math.max(1, 200_000 / (picture.width() * 4));
    for (int top = 0; top < picture.height(); top += rows) {
      int h = Math.min(rows, picture.height() - top);
      int words = picture.width() * h;
      ByteBuffer request = buffer(24 + words * 4);
      request.put((byte) 72).put((byte) 2).putShort((short) (6 + words));
      request.putInt(root).putInt(base + GC);
      request.putShort((short) picture.width()).putShort((short) h);
      request.putShort((short) x).putShort((short) (y + top));
      request.put((byte) 0).put((byte) 24).putShort((short) 0);
      for (int i = 0; i < words; i++) {
        request.putInt(picture.argb()[top * picture.width() + i]);
      }
      send(request);
    }
  }

  /** Copies a part of the root window to another place on it. */
  void copy(int fromX, int fromY, int x, int y, int w, int h) throws IOException {
    send(
        buffer(28)
            .put((byte) 62)
            .put((byte) 0)
            .putShort((short) 7)
            .putInt(root)
            .putInt(root)
            .putInt(base + GC)
            .putShort((short) fromX)
            .putShort((short) fromY)
            .putShort((short) x)
            .putShort((short) y)
            .putShort((short) w)
            .putShort((short) h));
  }

  /** What the root window shows. */
  Picture get(int width, int height) throws IOException {
    send(
        buffer(20)
            .put((byte) 73)
            .put((byte) 2)
            .putShort((short) 5)
            .putInt(root)
            .putShort((short) 0)
            .putShort((short) 0)
            .putShort((short) width)
            .putShort((short) height)
            .putInt(-1));
    ByteBuffer pixels = reply();
    int[] argb = new int[width * height];
    for (int i = 0; i < argb.length; i++) {
      argb[i] = pixels.getInt(32 + i * 4) | 0xff000000;
    }
    return new Picture(width, height, argb);
  }

  /** Gives the root window a square pointer of one colour. */
  void pointer(int side, int hot, int red, int green, int blue) throws IOException {
    int pixmap = base + nextId++;
    int gc = base + nextId++;
    int cursor = base + nextId++;
    // CreatePixmap of depth 1, CreateGC with foreground 1, PolyFillRectangle, CreateCursor
    send(
        buffer(16)
            .put((byte) 53)
            .put((byte) 1)
            .putShort((short) 4)
            .putInt(pixmap)
            .putInt(root)
            .putShort((short) side)
            .putShort((short) side));
    send(
        buffer(20)
            .put((byte) 55)
            .put((byte) 0)
            .putShort((short) 5)
            .putInt(gc)
            .putInt(pixmap)
            .putInt(4)
            .putInt(1));
    send(
        buffer(20)
            .put((byte) 70)
            .put((byte) 0)
            .putShort((short) 5)
            .putInt(pixmap)
            .putInt(gc)
            .putShort((short) 0)
            .putShort((short) 0)
            .putShort((short) side)
            .putShort((short) side));
    send(
        buffer(32)
            .put((byte) 93)
            .put((byte) 0)
            .putShort((short) 8)
            .putInt(cursor)
            .putInt(pixmap)
            .putInt(pixmap)
            .putShort((short) (red * 257))
            .putShort((short) (green * 257))
            .putShort((short) (blue * 257))
            .putShort((short) 0)
            .putShort((short) 0)
            .putShort((short) 0)
            .putShort((short) hot)
            .putShort((short) hot));
    changeRoot(0x4000, cursor);
  }

  /** Moves the display's pointer (WarpPointer). */
  void movePointer(int x, int y) throws IOException {
    send(
        buffer(24)
            .put((byte) 41)
            .put((byte) 0)
            .putShort((short) 6)
            .putInt(0)
            .putInt(root)
            .putLong(0)
            .putShort((short) x)
            .putShort((short) y));
    get(1, 1);
  }

  /** Listens to keys, buttons and moves from here on, with the focus on the root window. */
  void listen() throws IOException {
    changeRoot(0x800, 1 | 2 | 4 | 64);
    send(buffer(12).put((byte) 42).put((byte) 0).putShort((short) 3).putInt(root).putInt(0));
    get(1, 1);
  }

  /** Rings the bell. */
  void bell() throws IOException {
    send(buffer(4).put((byte) 104).put((byte) 0).putShort((short) 1));
  }

  /** The next event that is wanted, waiting for it. */
  String event() throws IOException {
    while (events.isEmpty()) {
      message();
    }
    return events.removeFirst();
  }

  /** The keysyms of a key code, unshifted and shifted, as Xvnc has it now. */
  int keysym(int keyCode, int column) throws IOException {
    send(
        buffer(8)
            .put((byte) 101)
            .put((byte) 0)
            .putShort((short) 2)
            .put((byte) minKeyCode)
            .put((byte) (maxKeyCode - minKeyCode + 1))
            .putShort((short) 0));
    ByteBuffer map = reply();
    int columns = map.get(1) & 0xff;
    return map.getInt(32 + ((keyCode - minKeyCode) * columns + column) * 4);
  }

  private void changeRoot(int mask, int value) throws IOException {
    send(
        buffer(16)
            .put((byte) 2)
            .put((byte) 0)
            .putShort((short) 4)
            .putInt(root)
            .putInt(mask)
            .putInt(value));
    get(1, 1);
  }

  /** Reads up to the next reply, keeping events. */
  private ByteBuffer reply() throws IOException {
    while (true) {
      ByteBuffer message = message();
      if (message.get(0) == 1) {
        return message;
      }
    }
  }

  private ByteBuffer message() throws IOException {
    ByteBuffer head = read(32);
    int type = head.get(0) & 0x7f;
    if (type == 0) {
      throw new IOException("X error " + head.get(1) + " for request " + head.get(10));
    }
    if (type == 1) {
      int more = head.getInt(4) * 4;
      ByteBuffer whole = buffer(32 + more);
      whole.put(head.duplicate().position(0)).put(read(more).position(0));
      return whole;
    }
    int detail = head.get(1) & 0xff;
    switch (type) {
      case KEY_PRESS -> events.add("down " + detail);
      case KEY_RELEASE -> events.add("up " + detail);
      case BUTTON_PRESS ->
          events.add("button " + detail + " " + head.getShort(20) + "," + head.getShort(22));
      case MOTION -> events.add("move " + head.getShort(20) + "," + head.getShort(22));
      default -> {}
    }
    return head;
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void send(ByteBuffer request) throws IOException {
    request.position(0);
    while (request.hasRemaining()) {
      channel.write(request);
    }
  }

  private ByteBuffer read(int size) throws IOException {
    ByteBuffer into = buffer(size);
    while (into.hasRemaining()) {
      if (channel.read(into) < 0) {
        throw new EOFException("the X server is gone");
      }
    }
    return into;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
