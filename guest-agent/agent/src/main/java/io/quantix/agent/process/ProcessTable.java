package io.quantix.agent.process;

import io.quantix.agent.os.AccountDatabase;
import io.quantix.agent.os.SystemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the table of processes from {@code /proc}. */
public final class ProcessTable {
  private static final int MAX_COMMAND_LINE = 4_096;
  private static final long PAGE = 4_096;

  private final SystemFiles files;
  private final AccountDatabase accounts;
  private final long pageSize;
  private Map<Key, Long> before = Map.of();
  private long beforeTicks;

  private record Key(int pid, long startTicks) {}

  /**
   * A page of it.
   *
   * @param total how many there are that the filter lets through
   */
  public record Listing(List<ProcessEntry> processes, int total) {

    /** Copies the list. */
    public Listing {
      processes = List.copyOf(processes);
    }
  }

  /** Of a system. */
  public ProcessTable(SystemFiles files, AccountDatabase accounts) {
    this.files = files;
    this.accounts = accounts;
    this.pageSize = pageSize(files);
  }

  /** Not 4 KiB on every ARM kernel; smaps tells it. */
  private static long pageSize(SystemFiles files) {
    try {
      return files
          .text("proc/self/smaps")
          .lines()
          .filter(line -> line.startsWith("KernelPageSize:"))
          .findFirst()
          .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1_024)
          .orElse(PAGE);
    } catch (IOException e) {
      return PAGE;
    }
  }

  /**
   * Lists them by number.
   *
   * @param filter part of the name or of the command line, in any case; empty for all
   * @param maxEntries 0 for all
   */
  public synchronized Listing list(String filter, boolean threads, int maxEntries)
      throws IOException {
    long now = uptimeTicks();
    long boot = bootSeconds();
    Map<Key, Long> after = new HashMap<>();
    List<ProcessEntry> found = new ArrayList<>();
    String wanted = filter.toLowerCase(Locale.ROOT);
    int total = 0;
    for (int pid : numbers("proc")) {
      String folder = "proc/" + pid;
      List<String> places = new ArrayList<>(List.of(folder));
      if (threads) {
        numbers(folder + "/task").stream()
            .filter(tid -> tid != pid)
            .forEach(tid -> places.add(folder + "/task/" + tid));
      }
      for (String place : places) {
        Optional<ProcessEntry> entry = entry(place, now, boot, after);
        if (entry.isPresent() && matches(entry.get(), wanted)) {
          total++;
          if (maxEntries <= 0 || found.size() < maxEntries) {
            found.add(entry.get());
          }
        }
      }
    }
    before = after;
    beforeTicks = now;
    return new Listing(found, total);
  }

  private static boolean matches(ProcessEntry entry, String wanted) {
    return wanted.isEmpty()
        || entry.name().toLowerCase(Locale.ROOT).contains(wanted)
        || entry.commandLine().toLowerCase(Locale.ROOT).contains(wanted);
  }

  private List<Integer> numbers(String folder) {
    List<Integer> numbers = new ArrayList<>();
    for (String name : files.names(folder)) {
      if (!name.isEmpty() && name.length() < 10 && name.chars().allMatch(Character::isDigit)) {
        numbers.add(Integer.valueOf(name));
      }
    }
    numbers.sort(null);
    return numbers;
  }

  private Optional<ProcessEntry> entry(String place, long now, long boot, Map<Key, Long> after) {
    Optional<ProcessStat> read = stat(files, place);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    ProcessStat stat = read.get();
    long spent = stat.userTicks() + stat.systemTicks();
    Key key = new Key(stat.pid(), stat.startTicks());
    after.put(key, spent);
    Long spentBefore = before.get(key);
    long since = spentBefore == null ? stat.startTicks() : beforeTicks;
    long elapsed = Math.max(1, now - since);
    double percent = 100.0 * (spent - (spentBefore == null ? 0 : spentBefore)) / elapsed;
    return Optional.of(
        new ProcessEntry(
            stat.pid(),
            stat.parent(),
            stat.name(),
            commandLine(place, stat.name()),
            user(place),
            Math.max(0, percent),
            stat.residentPages() * pageSize,
            ProcessEntry.State.of(stat.state()),
            Instant.ofEpochSecond(boot)
                .plusMillis(stat.startTicks() * 1_000 / ProcessStat.TICKS_PER_SECOND),
            workingDirectory(place),
            stat.threads(),
            stat.startTicks()));
  }

  static Optional<ProcessStat> stat(SystemFiles files, String place) {
    return ProcessStat.parse(files.word(place + "/stat"));
  }

  private String commandLine(String place, String name) {
    try {
      String line = files.text(place + "/cmdline").replace('\0', ' ').strip();
      if (line.isEmpty()) {
        return "[" + name + "]";
      }
      return line.length() > MAX_COMMAND_LINE ? line.substring(0, MAX_COMMAND_LINE) : line;
    } catch (IOException e) {
      return "[" + name + "]";
    }
  }

  private String user(String place) {
    try {
      return Files.getAttribute(files.path(place), "unix:uid") instanceof Integer uid
          ? accounts.userName(uid)
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  private String workingDirectory(String place) {
    try {
      Path target = Files.readSymbolicLink(files.path(place + "/cwd"));
      return target.toString();
    } catch (IOException e) {
      return "";
    }
  }

  private long uptimeTicks() {
    String word = files.word("proc/uptime");
    int space = word.indexOf(' ');
    try {
      return (long)
          (Double.parseDouble(space < 0 ? word : word.substring(0, space))
              * ProcessStat.TICKS_PER_SECOND);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private long bootSeconds() throws IOException {
    for (String line : files.lines("proc/stat")) {
      if (line.startsWith("btime ")) {
        return Long.parseLong(line.substring(6).strip());
      }
    }
    return 0;
  }
}
