package io.quantix.desktop.console.x11;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the pointer of an X server into a window, hidden. */
final class X11Pointer {
  private static final int GRAB_POINTER = 26;
  private static final int UNGRAB_POINTER = 27;
  private static final int CREATE_PIXMAP = 53;
  private static final int CREATE_GC = 55;
  private static final int POLY_FILL_RECTANGLE = 70;
  private static final int CREATE_CURSOR = 93;
  private static final int BUTTONS = 1 << 2 | 1 << 3;
  private static final int ASYNC = 1;

  private final X11Display display;
  private int noCursor;

  X11Pointer(X11Display display) {
    this.display = display;
  }

  /** 0 if it has been taken; 1 if another program, or a button held in our own window, has it. */
  int grab(int window) throws IOException {
    if (noCursor == 0) {
      noCursor = createNoCursor();
    }
    ByteBuffer request = X11Display.request(GRAB_POINTER, 0, 24);
    request.putInt(window).putShort((short) BUTTONS).put((byte) ASYNC).put((byte) ASYNC);
    request.putInt(window).putInt(noCursor).putInt(0);
    return display.ask(request).get(1);
  }

  void ungrab() throws IOException {
    display.send(X11Display.request(UNGRAB_POINTER, 0, 8));
  }

  private int createNoCursor() throws IOException {
    int pixmap = display.newId();
    int context = display.newId();
    int cursor = display.newId();
    ByteBuffer dot = X11Display.request(CREATE_PIXMAP, 1, 16);
    display.send(dot.putInt(pixmap).putInt(display.root()).putShort((short) 1).putShort((short) 1));
    display.send(X11Display.request(CREATE_GC, 0, 20).putInt(context).putInt(pixmap).putInt(4));
    ByteBuffer fill = X11Display.request(POLY_FILL_RECTANGLE, 0, 20);
    fill.putInt(pixmap).putInt(context).putInt(0).putShort((short) 1).putShort((short) 1);
    display.send(fill);
    // Its mask has no pixel.
    display.send(
        X11Display.request(CREATE_CURSOR, 0, 32).putInt(cursor).putInt(pixmap).putInt(pixmap));
    return cursor;
  }
}
