package io.quantix.libvirt.transport.ssh;

import io.quantix.libvirt.transport.Deadlines;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The standard input and output of a child process, which is ended with the stream. */
final class ChildStream implements ByteStream {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int PIECE = 64 << 10;

  private final Process child;
  private final InputStream in;
  private final OutputStream out;
  private final BoundedText errors = new BoundedText();
  private final byte[] inPiece = new byte[PIECE];
  private final byte[] outPiece = new byte[PIECE];

  private ChildStream(Process child) {
    this.child = child;
    this.in = child.getInputStream();
    this.out = child.getOutputStream();
  }

  static ChildStream start(List<String> words, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    ChildStream stream = new ChildStream(builder.start());
    Thread.ofPlatform().daemon().name("ssh-errors " + stream.child.pid()).start(stream::copyErrors);
    return stream;
  }

  private void copyErrors() {
    try (InputStream from = child.getErrorStream();
        errors) {
      from.transferTo(errors);
    } catch (IOException e) {
      // The child has been ended.
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int count = in.read(inPiece, 0, Math.min(inPiece.length, into.remaining()));
    if (count > 0) {
      into.put(inPiece, 0, count);
    }
    return count;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      int length = Math.min(outPiece.length, from.remaining());
      from.get(outPiece, 0, length);
      out.write(outPiece, 0, length);
      out.flush();
    }
  }

  /** How it ended, once it has; waits a moment for that. */
  int status() {
    try {
      return child.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS) ? child.exitValue() : -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  // Its streams are not closed from here: that would wait for whoever reads and writes them.
  @Override
  public void close() {
    child.destroy();
    if (child.isAlive()) {
      ScheduledFuture<?> _ = Deadlines.after(GRACE, child::destroyForcibly);
    }
  }

  @Override
  public String complaint() {
    return errors.text();
  }
}
