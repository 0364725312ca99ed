package io.quantix.agent.freeze;

import io.quantix.agent.os.Libc;
import io.quantix.agent.os.SystemFiles;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.system.MountTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Freezes file systems and thaws them: at the host's word, or by itself when the time that was
 * agreed on is over, or when an agent starts that finds the note of one that ended in between. The
 * watch is set before the first file system is frozen, and what thawing needs is loaded by then.
 */
public final class FileSystemFreezer {
  /** How long file systems stay frozen when the host names no time. */
  public static final Duration USUAL = Duration.ofSeconds(30);

  /** The longest that a host may have them frozen. */
  public static final Duration LONGEST = Duration.ofMinutes(10);

  private static final int MAX_THAWS = 100;

  private final MountTable mounts;
  private final FreezeCalls calls;
  private final Hooks before;
  private final Hooks after;
  private final Path note;
  private final Listener listener;
  private final Map<String, Integer> frozen = new LinkedHashMap<>();
  private boolean thawedByItself;
  private long generation;
  private long thawAt;

  /** Who must know, because it writes to a disk. */
  public interface Listener {
    /** Nothing may be written from now on. */
    void freezing();

    /** All is as before. */
    void thawed();
  }

  /**
   * What was frozen.
   *
   * @param skipped what cannot be
   */
  public record Frozen(List<String> mountPoints, List<String> skipped, Duration thawsIn) {

    /** Copies the lists. */
    public Frozen {
      mountPoints = List.copyOf(mountPoints);
      skipped = List.copyOf(skipped);
    }
  }

  /** What was thawed. */
  public record Thawed(List<String> mountPoints, boolean byItself) {

    /** Copies the list. */
    public Thawed {
      mountPoints = List.copyOf(mountPoints);
    }
  }

  /**
   * Of this system.
   *
   * @param note a file in memory (below {@code /run}) that tells a later agent what is frozen
   */
  public FileSystemFreezer(
      Path preFreezeScripts, Path postThawScripts, Path note, Listener listener) {
    this(
        new MountTable(SystemFiles.running()),
        FreezeCalls.KERNEL,
        new Hooks(preFreezeScripts, Duration.ofSeconds(60)),
        new Hooks(postThawScripts, Duration.ofSeconds(60)),
        note,
        listener);
  }

  FileSystemFreezer(
      MountTable mounts,
      FreezeCalls calls,
      Hooks before,
      Hooks after,
      Path note,
      Listener listener) {
    this.mounts = mounts;
    this.calls = calls;
    this.before = before;
    this.after = after;
    this.note = note;
    this.listener = listener;
  }

  /** Whether anything is frozen now. */
  public synchronized boolean frozen() {
    return !frozen.isEmpty();
  }

  /**
   * Freezes.
   *
   * @param wanted mount points; none for all that are on disks
   * @param timeout after which all thaws by itself; zero: {@link #USUAL}
   */
  public synchronized Frozen freeze(List<String> wanted, Duration timeout) throws AgentException {
    if (!frozen.isEmpty()) {
      throw new AgentException(
          ErrorCode.ALREADY_QUIESCED, "File systems are frozen already", frozen.keySet() + "");
    }
    Duration limit = timeout.isPositive() ? timeout : USUAL;
    if (limit.compareTo(LONGEST) > 0) {
      throw new AgentException(
          ErrorCode.INVALID_REQUEST,
          "File systems are frozen for at most " + LONGEST.toSeconds() + " seconds",
          "timeout_seconds");
    }
    List<String> points = points(wanted);
    Optional<String> failure = before.run("freeze", false);
    if (failure.isPresent()) {
      after.run("thaw", true);
      throw new AgentException(
          ErrorCode.QUIESCE_FAILED, "A pre-freeze script failed: " + failure.get());
    }
    return freezeNow(points, !wanted.isEmpty(), limit);
  }

  /** What was mounted last is frozen first: it may lie on a file of one before it. */
  private List<String> points(List<String> wanted) throws AgentException {
    try {
      List<String> known = new ArrayList<>();
      for (MountTable.Mount mount : mounts.onDisks()) {
        if (!mount.readOnly()) {
          known.addFirst(mount.mountPoint());
        }
      }
      for (String one : wanted) {
        if (!known.contains(one)) {
          throw new AgentException(
              ErrorCode.QUIESCE_FAILED, "No file system that can be frozen is mounted there", one);
        }
      }
      return wanted.isEmpty() ? known : known.stream().filter(wanted::contains).toList();
    } catch (IOException e) {
      throw new AgentException(ErrorCode.QUIESCE_FAILED, "The table of mounts cannot be read", e);
    }
  }

  private Frozen freezeNow(List<String> points, boolean all, Duration limit) throws AgentException {
    Map<String, Integer> opened = new LinkedHashMap<>();
    List<String> skipped = new ArrayList<>();
    for (String point : points) {
      int descriptor = calls.open(point);
      if (descriptor >= 0) {
        // Says that it is not frozen; and now all that thawing needs is in memory.
        calls.thaw(descriptor);
        opened.put(point, descriptor);
      } else {
        skipped.add(point);
      }
    }
    writeNote(opened.keySet());
    listener.freezing();
    long mine = ++generation;
    thawedByItself = false;
    thawAt = System.nanoTime() + limit.toNanos();
    Thread.ofPlatform().daemon().name("thaw").start(() -> watch(mine));
    int error = 0;
    String failed = "";
    for (Map.Entry<String, Integer> entry : opened.entrySet()) {
      int result = calls.freeze(entry.getValue());
      if (result >= 0) {
        frozen.put(entry.getKey(), entry.getValue());
        continue;
      }
      calls.close(entry.getValue());
      skipped.add(entry.getKey());
      boolean cannot = result == -Libc.EOPNOTSUPP || result == -Libc.ENOTTY;
      if (!cannot || all) {
        error = -result;
        failed = entry.getKey();
      }
    }
    if (error != 0 || frozen.isEmpty()) {
      thawNow();
      throw new AgentException(
          ErrorCode.QUIESCE_FAILED,
          error == 0
              ? "There is no file system that could be frozen"
              : "A file system could not be frozen (error " + error + "); none is now",
          failed);
    }
    return new Frozen(
        new ArrayList<>(frozen.keySet()),
        skipped,
        Duration.ofNanos(Math.max(0, thawAt - System.nanoTime())));
  }

  private void writeNote(Iterable<String> points) {
    try {
      Path parent = note.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(note, String.join("\n", points), StandardCharsets.UTF_8);
    } catch (IOException e) {
      // Without it a later agent does not thaw; the watch of this one does.
    }
  }

  private synchronized void watch(long mine) {
    try {
      long left = thawAt - System.nanoTime();
      while (mine == generation && left > 0) {
        // Rounded up, since a wait of 0 has no end.
        wait(left / 1_000_000 + 1);
        left = thawAt - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (mine == generation && !frozen.isEmpty()) {
      thawNow();
      thawedByItself = true;
    }
  }

  /**
   * Thaws.
   *
   * @throws AgentException {@link ErrorCode#NOT_QUIESCED} if nothing is frozen and nothing thawed
   *     by itself since the last freeze; {@link ErrorCode#THAW_FAILED}
   */
  public synchronized Thawed thaw() throws AgentException {
    if (frozen.isEmpty()) {
      if (thawedByItself) {
        thawedByItself = false;
        return new Thawed(List.of(), true);
      }
      throw new AgentException(ErrorCode.NOT_QUIESCED, "No file system is frozen");
    }
    List<String> points = new ArrayList<>(frozen.keySet());
    List<String> failed = thawNow();
    if (!failed.isEmpty()) {
      throw new AgentException(
          ErrorCode.THAW_FAILED, "File systems could not be thawed", String.join(", ", failed));
    }
    return new Thawed(points.reversed(), false);
  }

  private List<String> thawNow() {
    generation++;
    notifyAll();
    List<String> failed = new ArrayList<>();
    List<String> points = new ArrayList<>(frozen.keySet());
    for (String point : points.reversed()) {
      int descriptor = frozen.getOrDefault(point, -1);
      int result = thawed(descriptor);
      if (result != 0) {
        failed.add(point + " (error " + result + ")");
      }
      calls.close(descriptor);
    }
    frozen.clear();
    listener.thawed();
    try {
      Files.deleteIfExists(note);
    } catch (IOException e) {
      // An agent that starts then finds nothing frozen.
    }
    after.run("thaw", true);
    return failed;
  }

  /** Frozen twice, it is thawed twice. */
  private int thawed(int descriptor) {
    int result = calls.thaw(descriptor);
    if (result < 0 && result != -Libc.EINVAL) {
      return -result;
    }
    for (int i = 0; i < MAX_THAWS && result >= 0; i++) {
      result = calls.thaw(descriptor);
    }
    return 0;
  }

  /** At the start of an agent: thaws what an earlier one left frozen, and tells what that was. */
  public synchronized List<String> recover() {
    List<String> points;
    try {
      points = Files.readString(note, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    for (String point : points.reversed()) {
      int descriptor = calls.open(point);
      if (descriptor >= 0) {
        if (calls.thaw(descriptor) >= 0) {
          found.add(point);
          thawed(descriptor);
        }
        calls.close(descriptor);
      }
    }
    try {
      Files.deleteIfExists(note);
    } catch (IOException e) {
      // Read again at the next start, to no harm.
    }
    after.run("thaw", true);
    return found;
  }
}
