package io.quantix.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Times a program's window from outside, in the same way for every program: by the pixels of an X
 * server that keeps its screen in a file (Xvfb's {@code -fbdir}). {@code first} is the first
 * picture that differs from the empty screen, {@code complete} the first that is the picture in
 * which it comes to rest, but for a caret or a clock. Memory is that of the largest process of what
 * was started, at rest.
 *
 * <p>Arguments: the screen's file, then the command. Output: {@code first complete resident shared}
 * in milliseconds and MB, the last being the proportional share that {@code smaps_rollup} tells.
 */
public final class WindowTimer {
  private static final Duration REST = Duration.ofSeconds(8);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** The part of the picture that may still change: a caret, a clock. */
  private static final double MAY_DIFFER = 0.0005;

  private final ByteBuffer screen;
  private final int[] sampled;
  private final int[] latest;

  private WindowTimer(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, 100).order(ByteOrder.BIG_ENDIAN);
      int pixels = header.getInt(0) + header.getInt(4 * 19) * 12; // header and colour map
      int width = header.getInt(4 * 4);
      int height = header.getInt(4 * 5);
      int stride = header.getInt(4 * 12);
      screen =
          channel
              .map(FileChannel.MapMode.READ_ONLY, pixels, (long) stride * height)
              .order(ByteOrder.nativeOrder());
      sampled = new int[width / 2 * (height / 2)];
      int next = 0;
      for (int y = 0; y < height / 2; y++) {
        for (int x = 0; x < width / 2; x++) {
          sampled[next++] = y * 2 * stride + x * 8;
        }
      }
    }
    latest = new int[sampled.length];
  }

  /** Times one start; see the class. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> words = List.of(args);
    new WindowTimer(Path.of(words.getFirst())).time(words.subList(1, words.size()));
  }

  private void time(List<String> command) throws IOException, InterruptedException {
    look();
    List<Long> times = new ArrayList<>();
    List<int[]> frames = new ArrayList<>();
    Path log = Files.createTempFile("quantix-lab-", ".log");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      while (!atRest(times, frames)) {
        long now = System.nanoTime();
        if (look() > 0) {
          times.add(now);
          frames.add(latest.clone());
        }
        if (!process.isAlive() || now - start > LIMIT.toNanos()) {
          throw new IOException(
              "No window came to rest: " + command + "\n" + Files.readString(log));
        }
        Thread.sleep(3);
      }
      int complete = 0;
      while (differing(frames.get(complete), frames.getLast()) > limit()) {
        complete++;
      }
      long largest = largest(process);
      System.out.printf(
          "%d %d %d %d%n",
          (times.getFirst() - start) / 1_000_000,
          (times.get(complete) - start) / 1_000_000,
          kibibytes("status", "VmRSS:", largest) / 1024,
          kibibytes("smaps_rollup", "Pss:", largest) / 1024);
    } finally {
      List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
      all.add(process.toHandle());
      all.forEach(ProcessHandle::destroy);
      for (ProcessHandle one : all) {
        one.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(_ -> one).join();
        one.destroyForcibly();
      }
      Files.deleteIfExists(log);
      awaitEmptyScreen();
    }
  }

  /** Whether the picture is, but for a caret, what it was {@link #REST} ago. */
  private boolean atRest(List<Long> times, List<int[]> frames) {
    if (times.isEmpty()) {
      return false;
    }
    long since = System.nanoTime() - REST.toNanos();
    int before = times.size() - 1;
    while (before > 0 && times.get(before) > since) {
      before--;
    }
    if (times.get(before) > since) {
      return false;
    }
    for (int i = before; i < frames.size() - 1; i++) {
      if (differing(frames.get(i), frames.getLast()) > limit()) {
        return false;
      }
    }
    return true;
  }

  private int limit() {
    return (int) (sampled.length * MAY_DIFFER);
  }

  /** Reads the screen and returns how many samples differ from the last time. */
  private int look() {
    int changed = 0;
    int[] frame = latest;
    for (int i = 0; i < frame.length; i++) {
      int pixel = screen.getInt(sampled[i]);
      if (pixel != frame[i]) {
        frame[i] = pixel;
        changed++;
      }
    }
    return changed;
  }

  private static int differing(int[] one, int[] another) {
    int count = 0;
    for (int i = 0; i < one.length; i++) {
      if (one[i] != another[i]) {
        count++;
      }
    }
    return count;
  }

  private void awaitEmptyScreen() throws InterruptedException {
    for (int quiet = 0, tries = 0; quiet < 30 && tries < 1000; tries++) {
      quiet = look() == 0 ? quiet + 1 : 0;
      Thread.sleep(10);
    }
  }

  private static long largest(Process process) throws IOException {
    long best = process.pid();
    for (ProcessHandle one : process.descendants().toList()) {
      if (kibibytes("status", "VmRSS:", one.pid()) > kibibytes("status", "VmRSS:", best)) {
        best = one.pid();
      }
    }
    return best;
  }

  private static long kibibytes(String file, String name, long pid) throws IOException {
    Optional<String> line =
        Files.readAllLines(Path.of("/proc", Long.toString(pid), file)).stream()
            .filter(one -> one.startsWith(name))
            .findFirst();
    return line.map(one -> Long.parseLong(one.replaceAll("\\D", ""))).orElse(0L);
  }
}
