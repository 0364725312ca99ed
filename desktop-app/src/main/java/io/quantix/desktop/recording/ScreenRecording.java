package io.quantix.desktop.recording;

import io.quantix.desktop.text.Texts;
import io.quantix.vnc.DirtyRegion;
import io.quantix.vnc.Framebuffer;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A film of a guest's screen, made on a thread of its own: at most 30 pictures a second of what
 * changed, and one a second while nothing does. When the screen's size changes the film goes on in
 * another file. Memory is three bytes a pixel, besides the files' index.
 */
public final class ScreenRecording implements AutoCloseable {
  private static final int RATE = 30;
  private static final long PICTURE = TimeUnit.SECONDS.toNanos(1) / RATE;
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(1);
  private static final long BETWEEN_KEYS = TimeUnit.SECONDS.toNanos(10);

  /**
   * What became of a film.
   *
   * @param files those that were finished, in their order
   * @param failure why it ended, if not because it was to
   */
  public record Outcome(List<Path> files, Optional<IOException> failure) {}

  private final Path file;
  private final Consumer<Outcome> ended;
  private final List<Path> files = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private Framebuffer framebuffer;
  private BitSet dirty = new BitSet();
  private boolean another;
  private boolean ending;

  private ScreenRecording(Path file, Framebuffer framebuffer, Consumer<Outcome> ended) {
    this.file = file;
    this.framebuffer = framebuffer;
    this.ended = ended;
  }

  /**
   * Begins a film with what is on the screen now.
   *
   * @param ended told once, on the film's own thread
   */
  public static ScreenRecording begin(Path file, Framebuffer framebuffer, Consumer<Outcome> ended) {
    ScreenRecording recording = new ScreenRecording(file, framebuffer, ended);
    Thread.ofPlatform().name("recording " + file.getFileName()).start(recording::run);
    return recording;
  }

  /** The screen has another framebuffer from now on. */
  public void resized(Framebuffer value) {
    lock.lock();
    try {
      framebuffer = value;
      another = true;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes note of what changed in the framebuffer. */
  public void changed(DirtyRegion region) {
    lock.lock();
    try {
      int columns = (framebuffer.width() + 15) / 16;
      int rows = (framebuffer.height() + 15) / 16;
      for (int i = 0; i < region.count(); i++) {
        int left = region.x(i) / 16;
        int right = Math.min(columns, (region.x(i) + region.width(i) + 15) / 16);
        int bottom = Math.min(rows, (region.y(i) + region.height(i) + 15) / 16);
        for (int row = region.y(i) / 16; row < bottom && left < right; row++) {
          dirty.set(row * columns + left, row * columns + right);
        }
      }
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the film, which is finished soon after. */
  @Override
  public void close() {
    lock.lock();
    try {
      ending = true;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    Optional<IOException> failure = Optional.empty();
    try {
      boolean more = true;
      while (more) {
        Path name = nextName();
        more = new Part(name).film();
        files.add(name);
      }
    } catch (IOException e) {
      failure = Optional.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ended.accept(new Outcome(List.copyOf(files), failure));
  }

  // The person has agreed to write over the first one alone.
  private Path nextName() {
    String name = String.valueOf(file.getFileName());
    String stem = name.endsWith(".mp4") ? name.substring(0, name.length() - 4) : name;
    Path next = file;
    for (int number = files.size() + 1; number > 1; number++) {
      next = file.resolveSibling(stem + " (" + number + ").mp4");
      if (!Files.exists(next)) {
        break;
      }
    }
    return next;
  }

  /** One file, of one size. */
  private final class Part {
    private final Framebuffer shown;
    private final IntBuffer pixels;
    private final H264Encoder encoder;
    private final Mp4File out;
    private final int[] argb = new int[256];
    private final int[] line = new int[16];
    private byte @Nullable [] waiting;
    private boolean waitingKey;
    private long begun;
    private long told;

    Part(Path name) throws IOException {
      lock.lock();
      try {
        shown = framebuffer;
        another = false;
        dirty = new BitSet();
      } finally {
        lock.unlock();
      }
      int width = shown.width();
      int height = shown.height();
      if (!H264Encoder.takes(width, height)) {
        throw new IOException(Texts.text("console.recording.too-large", "" + width, "" + height));
      }
      pixels = shown.pixels().duplicate();
      encoder = new H264Encoder(width, height);
      out = new Mp4File(name, width, height, encoder.sequence(RATE), encoder.picture());
    }

    /** Films until the end or until the size changes; true if it goes on with another size. */
    boolean film() throws IOException, InterruptedException {
      begun = System.nanoTime();
      boolean goesOn;
      try {
        goesOn = pictures();
      } finally {
        // Also what was filmed before a full disk is a film.
        out.finish();
      }
      return goesOn;
    }

    private boolean pictures() throws IOException, InterruptedException {
      long lastKey = begun;
      BitSet changes = all();
      boolean first = true;
      while (true) {
        long now = System.nanoTime();
        boolean differs = take(changes);
        boolean key = first || (differs && now - lastKey > BETWEEN_KEYS);
        if (key) {
          lastKey = now;
        }
        first = false;
        flush(now);
        waiting = encoder.encode(key);
        waitingKey = key;
        changes = awaitChanges(now);
        if (changes.isEmpty() && isOver()) {
          flush(Math.max(System.nanoTime(), now + PICTURE));
          return !isEnding();
        }
      }
    }

    private BitSet all() {
      BitSet all = new BitSet();
      all.set(0, encoder.columns() * encoder.rows());
      return all;
    }

    // How long a picture is shown is known when the next one comes; whole milliseconds add up.
    private void flush(long now) throws IOException {
      if (waiting != null) {
        long until = TimeUnit.NANOSECONDS.toMillis(now - begun);
        out.add(waiting, waitingKey, (int) Math.max(1, until - told));
        told = Math.max(told + 1, until);
        waiting = null;
      }
    }

    private boolean take(BitSet changes) {
      boolean differs = false;
      int columns = encoder.columns();
      int last = columns * encoder.rows();
      for (int i = changes.nextSetBit(0); i >= 0 && i < last; i = changes.nextSetBit(i + 1)) {
        copy(i % columns * 16, i / columns * 16);
        differs |= encoder.take(i % columns, i / columns, argb);
      }
      return differs;
    }

    // Beyond the screen's edge its last pixels go on.
    private void copy(int left, int top) {
      int inside = Math.min(16, shown.width() - left);
      for (int y = 0; y < 16; y++) {
        int row = Math.min(top + y, shown.height() - 1);
        pixels.get(row * shown.width() + left, line, 0, inside);
        Arrays.fill(line, inside, 16, line[inside - 1]);
        System.arraycopy(line, 0, argb, y * 16, 16);
      }
    }

    private boolean isOver() {
      lock.lock();
      try {
        return ending || another;
      } finally {
        lock.unlock();
      }
    }

    private boolean isEnding() {
      lock.lock();
      try {
        return ending;
      } finally {
        lock.unlock();
      }
    }

    /** What changed since, not sooner than a picture's time; what is left of it at the end. */
    private BitSet awaitChanges(long since) throws InterruptedException {
      lock.lock();
      try {
        while (!ending && !another) {
          long passed = System.nanoTime() - since;
          if (passed >= LONGEST || (passed >= PICTURE && !dirty.isEmpty())) {
            break;
          }
          long rest = (dirty.isEmpty() ? LONGEST : PICTURE) - passed;
          long _ = news.awaitNanos(rest);
        }
        if (another) {
          return new BitSet();
        }
        BitSet changes = dirty;
        dirty = new BitSet();
        return changes;
      } finally {
        lock.unlock();
      }
    }
  }
}
