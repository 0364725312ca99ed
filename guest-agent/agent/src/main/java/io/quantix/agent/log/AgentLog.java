package io.quantix.agent.log;

import io.quantix.agent.audit.JsonLine;
import io.quantix.agent.channel.ChannelLog;
import io.quantix.agent.config.AgentConfig.LogFormat;
import io.quantix.agent.config.AgentConfig.LogLevel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/**
 * Lines on standard output, and in a file if the configuration names one. What cannot be written
 * there is lost, and said once: the agent goes on without its log.
 *
 * <p>While file systems are frozen nothing is written, to standard output neither, which ends in a
 * file as well: at most 1,000 lines wait in memory, and how many were too many is said.
 */
public final class AgentLog implements ChannelLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int MAX_HELD = 1_000;
  private static final int MAX_TEXT = 2_000;

  private final LogLevel level;
  private final LogFormat format;
  private final PrintStream out;
  private final Optional<Path> file;
  private final long maxSize;
  private final int maxFiles;
  private final Deque<String> held = new ArrayDeque<>();
  private long tooMany;
  private boolean paused;
  private boolean fileFailed;

  /**
   * A log.
   *
   * @param level lines of less weight are left out
   * @param file beside standard output
   * @param maxSize bytes from which a new file is begun
   * @param maxFiles that are kept: {@code agent.log}, {@code agent.log.1}, ...
   */
  public AgentLog(
      LogLevel level,
      LogFormat format,
      PrintStream out,
      Optional<Path> file,
      long maxSize,
      int maxFiles) {
    this.level = level;
    this.format = format;
    this.out = out;
    this.file = file;
    this.maxSize = maxSize;
    this.maxFiles = maxFiles;
  }

  @Override
  public boolean wants(Weight weight) {
    return level(weight).compareTo(level) >= 0;
  }

  @Override
  public void log(Weight weight, String message) {
    if (wants(weight)) {
      write(line(level(weight), message));
    }
  }

  /** What an administrator wants to know. */
  public void info(String message) {
    log(Weight.INFO, message);
  }

  /** What went wrong and was dealt with. */
  public void warn(String message) {
    log(Weight.WARN, message);
  }

  /** What went wrong. */
  public void error(String message) {
    log(Weight.ERROR, message);
  }

  private static LogLevel level(Weight weight) {
    return switch (weight) {
      case TRACE -> LogLevel.TRACE;
      case DEBUG -> LogLevel.DEBUG;
      case INFO -> LogLevel.INFO;
      case WARN -> LogLevel.WARN;
      case ERROR -> LogLevel.ERROR;
    };
  }

  private String line(LogLevel weight, String message) {
    String time = TIME.format(Instant.now());
    if (format == LogFormat.JSON) {
      return new JsonLine()
          .add("timestamp", time)
          .add("level", weight.name().toLowerCase(java.util.Locale.ROOT))
          .add("message", message)
          .toString();
    }
    StringBuilder plain = new StringBuilder(time).append(' ').append(weight).append(' ');
    // A message may hold what a host has written: no line of it looks like one of ours.
    message
        .codePoints()
        .limit(MAX_TEXT)
        .forEach(c -> plain.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return plain.toString();
  }

  private synchronized void write(String line) {
    if (!paused) {
      writeNow(line);
    } else if (held.size() < MAX_HELD) {
      held.addLast(line);
    } else {
      tooMany++;
    }
  }

  private void writeNow(String line) {
    out.println(line);
    if (file.isEmpty()) {
      return;
    }
    try {
      append(file.get(), line);
      fileFailed = false;
    } catch (IOException e) {
      if (!fileFailed) {
        fileFailed = true;
        out.println(
            line(
                LogLevel.ERROR, "The log " + file.get() + " cannot be written: " + e.getMessage()));
      }
    }
  }

  private void append(Path to, String line) throws IOException {
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS) && Files.size(to) >= maxSize) {
      rotate(to);
    }
    Path parent = to.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      Files.createDirectories(
          parent,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
    }
    try (var channel =
        Files.newByteChannel(
            to,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND,
                LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")))) {
      var bytes = java.nio.ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private void rotate(Path to) throws IOException {
    if (maxFiles == 1) {
      Files.deleteIfExists(to);
      return;
    }
    for (int i = maxFiles - 1; i >= 1; i--) {
      Path from = i == 1 ? to : numbered(to, i - 1);
      if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(from, numbered(to, i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static Path numbered(Path file, int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  /** Before file systems are frozen: lines wait from now on. */
  public synchronized void pause() {
    paused = true;
  }

  /** After they are thawed: what waited is written. */
  public synchronized void resume() {
    paused = false;
    while (!held.isEmpty()) {
      writeNow(held.removeFirst());
    }
    if (tooMany > 0) {
      writeNow(
          line(LogLevel.WARN, tooMany + " lines were left out while file systems were frozen"));
      tooMany = 0;
    }
  }
}
