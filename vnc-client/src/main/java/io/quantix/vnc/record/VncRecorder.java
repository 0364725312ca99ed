package io.quantix.vnc.record;

import io.quantix.vnc.DirtyRegion;
import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.VncCloseReason;
import io.quantix.vnc.VncEncoding;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncListener;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.VncTap;
import io.quantix.vnc.transport.VncTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Records what a server sends to one client into a file that {@link ReplayServer} plays to others.
 * The server is offered one encoding of pixels (with CopyRect and Raw, which any client knows), one
 * pixel format and no pseudo-encoding but DesktopSize, so that every client understands what comes.
 */
public final class VncRecorder implements AutoCloseable {
  private final Tape tape;
  private final VncSession session;

  private VncRecorder(Tape tape, VncSession session) {
    this.tape = tape;
    this.session = session;
  }

  /**
   * Connects and records from then on.
   *
   * @param options credentials, pixel format, quality and the like; encodings and what is sent
   *     beside pixels are the recorder's to say
   * @param encoding how pixels are sent
   * @param file written when the recording ends; an unfinished one stands beside it as {@code
   *     .part}
   * @throws VncException if the session cannot be opened
   * @throws IOException if the file cannot be written
   */
  public static VncRecorder start(
      VncTransport transport, VncOptions options, VncEncoding encoding, Path file)
      throws VncException, IOException {
    RecordingWriter writer = new RecordingWriter(file);
    boolean done = false;
    try {
      Tape tape = new Tape(writer, options);
      VncSession session =
          VncSession.open(
              transport,
              options.toBuilder()
                  .encodings(offered(encoding))
                  .adaptive(false)
                  .pixelsOnly(true)
                  .tap(tape)
                  .build(),
              tape);
      done = true;
      return new VncRecorder(tape, session);
    } finally {
      if (!done) {
        writer.close();
        transport.close();
      }
    }
  }

  private static List<VncEncoding> offered(VncEncoding encoding) {
    List<VncEncoding> offered = new ArrayList<>(List.of(encoding));
    for (VncEncoding every : List.of(VncEncoding.COPY_RECT, VncEncoding.RAW)) {
      if (encoding != every && encoding != VncEncoding.RAW) {
        offered.add(every);
      }
    }
    return offered;
  }

  /** What the server shows now; recording goes on. */
  public Framebuffer framebuffer() {
    return session.framebuffer();
  }

  /** Completes when the server has ended the session. */
  public CompletionStage<VncCloseReason> closed() {
    return session.closed();
  }

  /**
   * Ends the recording at the end of a message and writes its file. If an update is on its way, its
   * end is waited for.
   *
   * @param patience how long such an update may take
   * @throws IOException if the file cannot be written, or the server stops or has stopped in the
   *     middle of an update; nothing is left of the recording then
   */
  public Recording.Outcome finish(Duration patience) throws IOException, InterruptedException {
    try (this) {
      return tape.finish(patience);
    }
  }

  /** Ends the session; what was not finished is removed. */
  @Override
  public void close() throws IOException {
    try (tape) {
      session.close();
    }
  }

  /** What the session's reader thread writes and who ends it reads. */
  private static final class Tape implements VncTap, VncListener, AutoCloseable {
    private final RecordingWriter writer;
    private final VncOptions options;
    private byte[] held = new byte[64 * 1024];
    private int length;
    private long position;
    private long latest;
    private int updates;
    private boolean hasEnded;
    private boolean isSealed;
    private Framebuffer framebuffer = new Framebuffer(1, 1);
    private @Nullable IOException failure;

    Tape(RecordingWriter writer, VncOptions options) {
      this.writer = writer;
      this.options = options;
    }

    @Override
    public synchronized void begun(int width, int height, String name, List<Integer> encodings) {
      latest = System.nanoTime();
      write(() -> writer.header(width, height, name, options.pixelFormat(), encodings));
    }

    @Override
    public synchronized void received(ByteBuffer bytes) {
      int n = bytes.remaining();
      if (held.length - length < n) {
        held = Arrays.copyOf(held, Math.max(held.length * 2, length + n));
      }
      bytes.get(held, length, n);
      length += n;
    }

    @Override
    public synchronized void decoded(long now) {
      int whole = (int) (now - position);
      long time = System.nanoTime();
      long micros = (time - latest) / 1000;
      latest = time;
      if (!isSealed) {
        write(() -> writer.piece(micros, held, whole));
      }
      position = now;
      length -= whole;
      System.arraycopy(held, whole, held, 0, length);
      notifyAll();
    }

    @Override
    public synchronized void resized(Framebuffer another) {
      framebuffer = another;
    }

    @Override
    public synchronized void frame(DirtyRegion dirty) {
      updates++;
    }

    @Override
    public synchronized void closed(VncCloseReason reason) {
      hasEnded = true;
      notifyAll();
    }

    /** The reader decodes nothing while this has the lock and no byte is held. */
    synchronized Recording.Outcome finish(Duration patience)
        throws IOException, InterruptedException {
      long deadline = System.nanoTime() + patience.toNanos();
      while (length > 0 && failure == null) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (hasEnded || left <= 0) {
          throw new IOException("the server stopped in the middle of a message");
        }
        wait(left);
      }
      if (failure != null) {
        throw failure;
      }
      isSealed = true;
      Recording.Outcome outcome =
          new Recording.Outcome(
              updates,
              framebuffer.width(),
              framebuffer.height(),
              FramebufferDigest.sha256(framebuffer));
      writer.finish(outcome.updates(), outcome.width(), outcome.height(), outcome.sha256());
      return outcome;
    }

    private void write(Writing writing) {
      if (failure != null) {
        return;
      }
      try {
        writing.run();
      } catch (IOException e) {
        failure = e;
        notifyAll();
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public synchronized void close() throws IOException {
      isSealed = true;
      writer.close();
    }

    private interface Writing {
      void run() throws IOException;
    }
  }
}
