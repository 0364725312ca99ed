package io.quantix.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;

/**
 * As much of the X11 protocol as measuring needs: it draws on the root window, listens to its keys,
 * and presses keys through the XTEST extension. For one thread.
 */
final class XDisplay implements AutoCloseable {
  private static final int KEY_PRESS = 2;
  private static final int KEY_RELEASE = 3;
  private static final int BUTTON_PRESS = 4;
  private static final int BUTTON_RELEASE = 5;

  private final SocketChannel channel;
  private final int root;
  private final int context;
  private final ByteBuffer batch = buffer(1 << 16);

  private XDisplay(SocketChannel channel) throws IOException {
    this.channel = channel;
    ByteBuffer hello = buffer(12);
    hello.put((byte) 'l').put((byte) 0).putShort((short) 11);
    send(hello.position(12));
    ByteBuffer head = read(8);
    ByteBuffer body = read((head.getShort(6) & 0xffff) * 4);
    if (head.get(0) != 1) {
      throw new IOException("the X server refuses us");
    }
    int vendor = (body.getShort(16) + 3) & ~3;
    root = body.getInt(32 + vendor + 8 * (body.get(21) & 0xff));
    context = body.getInt(4) + 1;
    // CreateGC
    ByteBuffer gc = buffer(16).put((byte) 55).put((byte) 0).putShort((short) 4);
    send(gc.putInt(context).putInt(root).putInt(0));
  }

  /** Connects to a display of this machine. */
  static XDisplay open(int number) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of("/tmp/.X11-unix/X" + number));
      return new XDisplay(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Fills a rectangle of the root window, when {@link #flush} is called. */
  XDisplay fill(int x, int y, int width, int height, int rgb) {
    // ChangeGC with the foreground, PolyFillRectangle
    batch.put((byte) 56).put((byte) 0).putShort((short) 4).putInt(context).putInt(4).putInt(rgb);
    batch.put((byte) 70).put((byte) 0).putShort((short) 5).putInt(root).putInt(context);
    batch.putShort((short) x).putShort((short) y).putShort((short) width).putShort((short) height);
    return this;
  }

  /** Copies a part of the root window to another place on it, when {@link #flush} is called. */
  XDisplay copy(int fromX, int fromY, int x, int y, int width, int height) {
    batch.put((byte) 62).put((byte) 0).putShort((short) 7).putInt(root).putInt(root);
    batch.putInt(context).putShort((short) fromX).putShort((short) fromY);
    batch.putShort((short) x).putShort((short) y);
    batch.putShort((short) width).putShort((short) height);
    return this;
  }

  /** Sends what was drawn. */
  void flush() throws IOException {
    send(batch);
    batch.clear();
  }

  /** Listens to keys from here on, with the focus on the root window. */
  void listen() throws IOException {
    // ChangeWindowAttributes with the event mask, SetInputFocus
    ByteBuffer select = buffer(16).put((byte) 2).put((byte) 0).putShort((short) 4);
    send(select.putInt(root).putInt(0x800).putInt(1));
    ByteBuffer focus = buffer(12).put((byte) 42).put((byte) 0).putShort((short) 3);
    send(focus.putInt(root).putInt(0));
  }

  /** Waits for a key to be pressed. */
  void awaitKey() throws IOException {
    while (true) {
      ByteBuffer event = read(32);
      int type = event.get(0) & 0x7f;
      if (type == 0) {
        throw new IOException("X error " + event.get(1) + " for request " + event.get(10));
      }
      if (type == KEY_PRESS) {
        return;
      }
    }
  }

  /** The number of the XTEST extension's requests. */
  int test() throws IOException {
    ByteBuffer query = buffer(16).put((byte) 98).put((byte) 0).putShort((short) 4);
    query.putShort((short) 5).putShort((short) 0);
    send(query.put(new byte[] {'X', 'T', 'E', 'S', 'T', 0, 0, 0}));
    ByteBuffer reply = read(32);
    if (reply.get(8) != 1) {
      throw new IOException("the X server has no XTEST");
    }
    return reply.get(9) & 0xff;
  }

  /** Presses or releases a key of the keyboard, by its X key code. */
  void key(int test, int code, boolean down) throws IOException {
    ByteBuffer fake = buffer(36).put((byte) test).put((byte) 2).putShort((short) 9);
    fake.put((byte) (down ? KEY_PRESS : KEY_RELEASE)).put((byte) code);
    send(fake.position(36));
  }

  /** Clicks at a place, and gives the keyboard to the window there. */
  void focusAt(int test, int x, int y) throws IOException {
    ByteBuffer fake = buffer(36).put((byte) test).put((byte) 2).putShort((short) 9);
    fake.put((byte) 6).put((byte) 0).position(24);
    fake.putShort((short) x).putShort((short) y);
    send(fake.position(36));
    // QueryPointer, which names the root's child below it; SetInputFocus. There is no window
    // manager to do it.
    send(buffer(8).put((byte) 38).put((byte) 0).putShort((short) 2).putInt(root));
    int window = read(32).getInt(12);
    ByteBuffer focus = buffer(12).put((byte) 42).put((byte) 1).putShort((short) 3);
    send(focus.putInt(window).putInt(0));
    for (int event : new int[] {BUTTON_PRESS, BUTTON_RELEASE}) {
      ByteBuffer click = buffer(36).put((byte) test).put((byte) 2).putShort((short) 9);
      click.put((byte) event).put((byte) 1);
      send(click.position(36));
    }
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void send(ByteBuffer request) throws IOException {
    request.flip();
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
