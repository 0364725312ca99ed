package io.quantix.desktop.guest;

import io.quantix.agent.client.GuestTerminal;
import io.quantix.agent.protocol.AgentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.OptionalInt;

/** A guest's terminal as the channel that a terminal here is connected to. */
final class TerminalChannel implements ByteChannel {
  private static final int PIECE = 8192;

  private final GuestTerminal terminal;
  private final InputStream shown;
  private final OutputStream keys;
  private final byte[] in = new byte[PIECE];
  private volatile OptionalInt exit = OptionalInt.empty();
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
    } else if (n < 0 && exit.isEmpty()) {
      exit = OptionalInt.of(lastWord());
    }
    return n;
  }

  // Before anybody hangs up: what has ended by itself says how.
  private int lastWord() throws IOException {
    try {
      return terminal.awaitExit();
    } catch (AgentException e) {
      throw new IOException(e.reason(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    }
  }

  /** How what ran there has ended, once all that it showed was read. */
  OptionalInt exit() {
    return exit;
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
