package io.quantix.vnc.wire;

import io.quantix.vnc.transport.VncTransport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.HexFormat;

/** A server that says what it was given, in pieces, and then ends or stalls. */
public final class ScriptedTransport implements VncTransport {
  /** What comes after the last byte. */
  public enum Then {
    END,
    STALL
  }

  private byte[] script;
  private final int piece;
  private final int cut;
  private final Then then;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private int at;
  private boolean closed;

  private ScriptedTransport(byte[] script, int piece, int cut, Then then) {
    this.script = script.clone();
    this.piece = piece;
    this.cut = cut;
    this.then = then;
  }

  /** All at once, then the end. */
  public static ScriptedTransport of(byte[] script) {
    return new ScriptedTransport(script, Integer.MAX_VALUE, -1, Then.END);
  }

  /** In pieces of so many bytes. */
  public static ScriptedTransport inPieces(byte[] script, int piece) {
    return new ScriptedTransport(script, piece, -1, Then.END);
  }

  /** In two pieces. */
  public static ScriptedTransport cutAt(byte[] script, int cut) {
    return new ScriptedTransport(script, Integer.MAX_VALUE, cut, Then.END);
  }

  /** All at once, then nothing until it is closed. */
  public static ScriptedTransport thenStalling(byte[] script) {
    return new ScriptedTransport(script, Integer.MAX_VALUE, -1, Then.STALL);
  }

  @Override
  public synchronized int read(ByteBuffer into) throws IOException {
    while (at == script.length && !closed && then == Then.STALL) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
    if (closed) {
      throw new ClosedChannelException();
    }
    if (at == script.length) {
      return -1;
    }
    int end = at < cut ? cut : script.length;
    int n = Math.min(Math.min(end - at, piece), into.remaining());
    into.put(script, at, n);
    at += n;
    return n;
  }

  @Override
  public synchronized void write(ByteBuffer from) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    while (from.hasRemaining()) {
      written.write(from.get());
    }
    notifyAll();
  }

  /** What the client has written. */
  public synchronized byte[] written() {
    return written.toByteArray();
  }

  /** Says more, behind what was given before. */
  public synchronized void say(byte[] more) {
    script = Arrays.copyOf(script, script.length + more.length);
    System.arraycopy(more, 0, script, script.length - more.length, more.length);
    notifyAll();
  }

  /** Waits until these bytes, in hexadecimal, are among what the client has written. */
  public void awaitWritten(String hex) {
    while (!HexFormat.of().formatHex(written()).contains(hex)) {
      Thread.onSpinWait();
    }
  }

  /** Whether the client has closed it. */
  public synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public String peer() {
    return "script";
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
