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
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final MountTable mounts;
  private final FreezeCalls calls;
  private final Hooks before;
  private final Hooks after;
  private final Path note;
  private final Listener listener;

  /** What is frozen and not thawed yet, in the order of freezing, with its descriptor. */
  private final Map<String, Integer> frozen = new LinkedHashMap<>();

  /** Whether a call is freezing, which may take any time: no lock is held meanwhile. */
  private boolean freezing;

  /** The file system whose freezing the kernel has not answered. */
  private String waiting = "";

  /** Whether the listener waits to be told that all is thawed. */
  private boolean listenerWaits;

  /** Whether the scripts wait to be told that all is thawed. */
  private boolean scriptsWait;

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

  /** What is frozen now, in the order of freezing. */
  public synchronized List<String> frozenMountPoints() {
    return new ArrayList<>(frozen.keySet());
  }

  /**
   * Freezes. While the kernel freezes a file system, what is frozen already can be thawed by {@link
   * #thaw} and is thawed when the time is over; the one that the kernel is at is thawed as soon as
   * it is frozen.
   *
   * @param wanted mount points; none for all that are on disks
   * @param timeout after which all thaws by itself; zero: {@link #USUAL}
   */
  public Frozen freeze(List<String> wanted, Duration timeout) throws AgentException {
    Duration limit = timeout.isPositive() ? timeout : USUAL;
    if (limit.compareTo(LONGEST) > 0) {
      throw new AgentException(
          ErrorCode.INVALID_REQUEST,
          "File systems are frozen for at most " + LONGEST.toSeconds() + " seconds",
          "timeout_seconds");
    }
    synchronized (this) {
      if (freezing || !frozen.isEmpty()) {
        throw new AgentException(
            ErrorCode.ALREADY_QUIESCED,
            frozen.isEmpty() && !waiting.isEmpty()
                ? "An earlier request still waits until a file system is frozen"
                : "File systems are frozen already",
            frozen.isEmpty() ? waiting : String.join(", ", frozen.keySet()));
      }
      freezing = true;
    }
    try {
      List<String> points = points(wanted);
      Optional<String> failure = before.run("freeze", false);
      if (failure.isPresent()) {
        tellScripts();
        throw new AgentException(
            ErrorCode.QUIESCE_FAILED, "A pre-freeze script failed: " + failure.get());
      }
      return freezeNow(points, !wanted.isEmpty(), limit);
    } finally {
      synchronized (this) {
        freezing = false;
        waiting = "";
      }
      finish();
    }
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
    long mine;
    synchronized (this) {
      listenerWaits = true;
      scriptsWait = true;
      mine = ++generation;
      thawedByItself = false;
      thawAt = System.nanoTime() + limit.toNanos();
    }
    listener.freezing();
    Thread.ofPlatform().daemon().name("thaw").start(() -> watch(mine));
    Failure failure = freezeEach(opened, skipped, all, mine);
    synchronized (this) {
      boolean given = mine == generation && Thread.currentThread().isInterrupted();
      if (failure.error == 0 && !given && mine == generation && !frozen.isEmpty()) {
        return new Frozen(
            new ArrayList<>(frozen.keySet()),
            skipped,
            Duration.ofNanos(Math.max(0, thawAt - System.nanoTime())));
      }
      boolean late = mine != generation;
      thawFrozen();
      if (given) {
        throw new AgentException(
            ErrorCode.CANCELLED, "The request was cancelled; nothing is frozen");
      }
      throw new AgentException(
          ErrorCode.QUIESCE_FAILED,
          late
              ? "It was thawed again before all was frozen; nothing is frozen now"
              : failure.error == 0
                  ? "There is no file system that could be frozen"
                  : "A file system could not be frozen (error " + failure.error + "); none is now",
          failure.point);
    }
  }

  private record Failure(int error, String point) {}

  /** One after the other, with no lock held while the kernel is at it. */
  private Failure freezeEach(
      Map<String, Integer> opened, List<String> skipped, boolean all, long mine) {
    Failure failure = new Failure(0, "");
    for (Map.Entry<String, Integer> entry : opened.entrySet()) {
      int descriptor = entry.getValue();
      boolean over;
      synchronized (this) {
        over = mine != generation;
        waiting = over ? "" : entry.getKey();
      }
      if (over) {
        calls.close(descriptor);
        continue;
      }
      int result = calls.freeze(descriptor);
      synchronized (this) {
        if (result >= 0) {
          // Also where it comes too late: then it is thawed with what is left, at once.
          frozen.put(entry.getKey(), descriptor);
          if (mine != generation) {
            failure = new Failure(failure.error, entry.getKey());
            thawFrozen();
          }
          continue;
        }
      }
      calls.close(descriptor);
      skipped.add(entry.getKey());
      boolean cannot = result == -Libc.EOPNOTSUPP || result == -Libc.ENOTTY;
      if (!cannot || all) {
        failure = new Failure(-result, entry.getKey());
      }
    }
    return failure;
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

  private void watch(long mine) {
    synchronized (this) {
      try {
        long left = thawAt - System.nanoTime();
        while (mine == generation && left > 0) {
          // Rounded up, since a wait of 0 has no end.
          wait(left / 1_000_000 + 1);
          left = thawAt - System.nanoTime();
        }
        if (mine != generation) {
          return;
        }
        thawedByItself = true;
        thawFrozen();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    finish();
  }

  /** What the kernel did not let go is tried again, until it is thawed. */
  private void thawAgain(long mine) {
    synchronized (this) {
      try {
        long left = AGAIN.toNanos();
        long until = System.nanoTime() + left;
        while (mine == generation && left > 0) {
          wait(left / 1_000_000 + 1);
          left = until - System.nanoTime();
        }
        if (mine != generation) {
          return;
        }
        thawFrozen();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    finish();
  }

  /**
   * Thaws.
   *
   * @throws AgentException {@link ErrorCode#NOT_QUIESCED} if nothing is frozen and nothing thawed
   *     by itself since the last freeze; {@link ErrorCode#THAW_FAILED} if something still is: the
   *     watch goes on trying
   */
  public Thawed thaw() throws AgentException {
    List<String> points;
    synchronized (this) {
      if (frozen.isEmpty()) {
        if (thawedByItself) {
          thawedByItself = false;
          return new Thawed(List.of(), true);
        }
        if (!waiting.isEmpty()) {
          // Nothing yet, and nothing will be: who freezes finds that it is over.
          thawFrozen();
          return new Thawed(List.of(), false);
        }
        throw new AgentException(ErrorCode.NOT_QUIESCED, "No file system is frozen");
      }
      points = new ArrayList<>(frozen.keySet());
      List<String> failed = thawFrozen();
      if (!failed.isEmpty()) {
        throw new AgentException(
            ErrorCode.THAW_FAILED, "File systems could not be thawed", String.join(", ", failed));
      }
    }
    finish();
    return new Thawed(points.reversed(), false);
  }

  /** Thaws what is frozen; the caller holds the lock. What could not be thawed stays. */
  private List<String> thawFrozen() {
    generation++;
    notifyAll();
    List<String> failed = new ArrayList<>();
    for (String point : new ArrayList<>(frozen.keySet()).reversed()) {
      int descriptor = frozen.getOrDefault(point, -1);
      int result = thawed(descriptor);
      if (result != 0) {
        failed.add(point + " (error " + result + ")");
      } else {
        calls.close(descriptor);
        frozen.remove(point);
      }
    }
    if (!failed.isEmpty()) {
      long mine = generation;
      Thread.ofPlatform().daemon().name("thaw again").start(() -> thawAgain(mine));
    }
    return failed;
  }

  /**
   * Once nothing is frozen: tells who waits for that, without the lock, because scripts and logs
   * take their time. Who writes to a disk is not told before the kernel has answered all calls.
   */
  private void finish() {
    boolean scripts;
    boolean listeners;
    synchronized (this) {
      scripts = scriptsWait && frozen.isEmpty();
      listeners = listenerWaits && frozen.isEmpty() && !freezing;
      scriptsWait &= !scripts;
      listenerWaits &= !listeners;
    }
    if (listeners) {
      try {
        Files.deleteIfExists(note);
      } catch (IOException e) {
        // An agent that starts then finds nothing frozen.
      }
      listener.thawed();
    }
    if (scripts) {
      tellScripts();
    }
  }

  /** Also for a request that was cancelled: who was asked to stop must be told to go on. */
  private void tellScripts() {
    boolean interrupted = Thread.interrupted();
    after.run("thaw", true);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
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
  public List<String> recover() {
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
