package io.quantix.desktop.terminal;

import com.techsenger.jeditermfx.core.CursorShape;
import com.techsenger.jeditermfx.core.RequestOrigin;
import com.techsenger.jeditermfx.core.TerminalOutputStream;
import com.techsenger.jeditermfx.core.TtyBasedArrayDataStream;
import com.techsenger.jeditermfx.core.emulator.JediEmulator;
import com.techsenger.jeditermfx.core.model.JediTerminal;
import com.techsenger.jeditermfx.core.model.StyleState;
import com.techsenger.jeditermfx.core.model.TerminalTextBuffer;
import com.techsenger.jeditermfx.core.util.TermSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * An xterm whose program is at the other end of a channel. Two virtual threads carry its bytes, so
 * that nobody who types or looks ever waits; what is shown is changed under the buffer's lock. A
 * channel ends, and another one can be {@link #connect connected}: what was shown stays.
 */
public final class Terminal {
  private static final int HISTORY = 10_000;
  // A paste is far below; a channel that takes nothing more loses what is typed, not the program.
  private static final int PENDING = 4096;

  private final StyleState styles = new StyleState();
  private final TerminalTextBuffer text = new TerminalTextBuffer(80, 24, styles, HISTORY, null);
  private final Screen screen;
  private final JediTerminal emulation;
  private Optional<Line> line = Optional.empty();
  private volatile Resized resized = (columns, rows) -> {};

  /** Told that a terminal has another size. */
  @FunctionalInterface
  public interface Resized {
    /** In characters. */
    void to(int columns, int rows);
  }

  /**
   * Makes one of 80 columns and 24 rows that is connected to nothing.
   *
   * @param changed told when there is something else to see, on any thread and often: note it and
   *     look later
   */
  public Terminal(Runnable changed) {
    screen = new Screen(changed);
    emulation = new JediTerminal(screen, text, styles);
    emulation.setTerminalOutput(new Output());
    text.addModelListener(changed::run);
  }

  /**
   * Shows what comes from a channel, and sends it what is typed, until either ends.
   *
   * @param channel owned from here on
   * @param ended told once when the channel has ended by itself, on a thread of this terminal's;
   *     empty if the other side ended it, else why it failed
   */
  public synchronized void connect(ByteChannel channel, Consumer<Optional<IOException>> ended) {
    disconnect();
    Line made = new Line(channel, ended);
    line = Optional.of(made);
    Thread.ofVirtual().name("terminal reader").start(made::read);
    Thread.ofVirtual().name("terminal writer").start(made::write);
  }

  /** Ends the connection, if there is one; its end is not told. */
  public synchronized void disconnect() {
    line.ifPresent(Line::close);
    line = Optional.empty();
  }

  /** Sends text as if it were typed. */
  public void type(String typed) {
    send(typed.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a clipboard's text: lines end as the Return key ends them, and the program may know. */
  public void paste(String pasted) {
    String lines = pasted.replace("\r\n", "\r").replace('\n', '\r');
    // The end mark inside a text could end the paste too soon and run the rest.
    type(
        screen.pastesInBrackets()
            ? "\u001b[200~" + lines.replace("\u001b", "") + "\u001b[201~"
            : lines);
  }

  /**
   * Sends a key that is no character.
   *
   * @param key a key code of {@link com.techsenger.jeditermfx.core.input.KeyEvent}
   * @param modifiers masks of {@link com.techsenger.jeditermfx.core.input.InputEvent}
   * @return whether there is such a key
   */
  public boolean press(int key, int modifiers) {
    byte[] code = emulation.getCodeForKey(key, modifiers);
    if (code == null) {
      return false;
    }
    send(code);
    return true;
  }

  /** It has so many columns and rows from here on; a serial line does not tell the guest so. */
  public void resize(int columns, int rows) {
    TermSize size = JediTerminal.ensureTermMinimumSize(new TermSize(columns, rows));
    if (!size.equals(emulation.getSize())) {
      emulation.resize(size, RequestOrigin.User);
      resized.to(size.getColumns(), size.getRows());
    }
  }

  /** Has somebody told of each new size, on the thread that resizes. */
  public void onResize(Resized told) {
    resized = told;
  }

  /** How many characters a line has. */
  public int columns() {
    return emulation.getSize().getColumns();
  }

  /** How many lines there are. */
  public int rows() {
    return emulation.getSize().getRows();
  }

  /** What is shown; read it between its {@code lock} and {@code unlock}. */
  public TerminalTextBuffer text() {
    return text;
  }

  /** The cursor's column, from 0. */
  public int cursorColumn() {
    return emulation.getCursorX() - 1;
  }

  /** The cursor's row of the screen, from 0. */
  public int cursorRow() {
    return emulation.getCursorY() - 1;
  }

  /** Whether the program wants the cursor seen. */
  public boolean showsCursor() {
    return screen.showsCursor();
  }

  /** The form that the program has given the cursor. */
  public Optional<CursorShape> cursorShape() {
    return screen.cursorShape();
  }

  /** Forgets all that is shown and that has gone by. */
  public void clear() {
    text.modify(() -> {
      text.clearScreenAndHistoryBuffers();
      emulation.cursorPosition(1, 1);
    });
  }

  private synchronized void send(byte[] bytes) {
    line.ifPresent(to -> to.send(bytes));
  }

  /** What the emulation itself answers: where the cursor is, what it can do. */
  private final class Output implements TerminalOutputStream {
    @Override
    public void sendBytes(byte[] response, boolean userInput) {
      send(response);
    }

    @Override
    public void sendString(String string, boolean userInput) {
      type(string);
    }
  }

  /** One channel's life. */
  private final class Line {
    // Nothing to send is the end.
    private static final byte[] END = {};

    private final ByteChannel channel;
    private final Consumer<Optional<IOException>> ended;
    private final BlockingQueue<byte[]> pending = new LinkedBlockingQueue<>(PENDING);
    private volatile boolean closed;

    Line(ByteChannel channel, Consumer<Optional<IOException>> ended) {
      this.channel = channel;
      this.ended = ended;
    }

    void send(byte[] bytes) {
      if (bytes.length == 0) {
        return;
      }
      // A full queue is a guest that has stopped reading: like a real line, it loses what follows.
      boolean _ = pending.offer(bytes);
    }

    void read() {
      JediEmulator emulator =
          new JediEmulator(new TtyBasedArrayDataStream(new ChannelTty(channel)), emulation);
      try {
        while (!closed && emulator.hasNext()) {
          emulator.next();
        }
        finish(Optional.empty());
      } catch (IOException | RuntimeException e) {
        // A sequence that the emulation does not survive ends the line, not the window.
        finish(Optional.of(e instanceof IOException known ? known : new IOException(e)));
      }
    }

    void write() {
      try {
        byte[] next = pending.take();
        while (next.length > 0) {
          ByteBuffer bytes = ByteBuffer.wrap(next);
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
          next = pending.take();
        }
      } catch (IOException e) {
        finish(Optional.of(e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void finish(Optional<IOException> why) {
      boolean first;
      synchronized (this) {
        first = !closed;
        closed = true;
      }
      release();
      if (first) {
        ended.accept(why);
      }
    }

    void close() {
      synchronized (this) {
        closed = true;
      }
      release();
    }

    private void release() {
      pending.clear();
      pending.add(END);
      try {
        channel.close();
      } catch (IOException e) {
        closed = true; // it is gone either way, and its end has been told
      }
    }
  }
}
