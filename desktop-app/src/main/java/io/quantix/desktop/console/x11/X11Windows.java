package io.quantix.desktop.console.x11;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Windows of an X server: which has the focus, and whether it is one of this program's. */
final class X11Windows {
  private static final int GET_INPUT_FOCUS = 43;
  private static final int QUERY_TREE = 15;
  private static final int MOST_LEVELS = 64;

  private final X11Display display;

  X11Windows(X11Display display) {
    this.display = display;
  }

  /** The window that has the keyboard; 0 or 1 if it is none. */
  int focus() throws IOException {
    return display.ask(X11Display.request(GET_INPUT_FOCUS, 0, 4)).getInt(8);
  }

  /** The window of this program that a window is, or is a part of; 0 if it is of another. */
  int ofThisProgram(int window) throws IOException {
    int mine = 0;
    int at = window;
    for (int i = 0; i < MOST_LEVELS && at > 1 && at != display.root(); i++) {
      byte[] pid = display.property(at, "_NET_WM_PID");
      if (pid.length == 4
          && ByteBuffer.wrap(pid).order(ByteOrder.LITTLE_ENDIAN).getInt()
              == ProcessHandle.current().pid()) {
        mine = at;
      }
      at = parent(at);
    }
    return mine;
  }

  /** Whether a window is another or lies in it. */
  boolean isWithin(int window, int outer) throws IOException {
    int at = window;
    for (int i = 0; i < MOST_LEVELS && at > 1; i++) {
      if (at == outer) {
        return true;
      }
      at = parent(at);
    }
    return false;
  }

  private int parent(int window) throws IOException {
    return display.ask(X11Display.request(QUERY_TREE, 0, 8).putInt(window)).getInt(12);
  }
}
