package io.quantix.desktop.guest;

import io.quantix.agent.client.GuestTerminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;

/** A guest's terminal as the channel that a terminal here is connected to. */
final class TerminalChannel implements ByteChannel {
  private static final int PIECE = 8192;

  private final GuestTerminal terminal;
  private final InputStream shown;
  private final OutputStream keys;
  private final byte[] in = new byte[PIECE];
  private volatile boolean closed;

  TerminalChannel(GuestTerminal terminal) {
    this.terminal = terminal;
    this.shown = terminal.shown();
    this.keys = terminal.keys();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    int n = shown.read(in, 0, Math.min(in.length, into.remaining()));
    if (n > 0) {
      into.put(in, 0, n);
    }
    return n;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    byte[] out = new byte[from.remaining()];
    from.get(out);
    keys.write(out);
    keys.flush();
    return out.length;
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  /** Hangs up. */
  @Override
  public void close() {
    closed = true;
    terminal.close();
  }
}
