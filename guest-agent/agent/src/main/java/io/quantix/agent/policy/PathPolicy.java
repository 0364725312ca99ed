package io.quantix.agent.policy;

import io.quantix.agent.config.AgentConfig;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Which files the host may read and write. It is asked about the path that an opened file really
 * has (see {@code io.quantix.agent.file}), never about the one that was asked for.
 */
public final class PathPolicy {
  private static final int MAX_PATH_BYTES = 4_095;
  private static final int MAX_SEARCHED = 20_000;

  /** Memory and devices of the machine: not files, whatever the lists say. */
  private static final Pattern MACHINE =
      Pattern.compile(
          "/dev(/.*)?|/proc/(kcore|kmem|kpage.*|sysrq-trigger|keys|key-users|vmcore)"
              + "|/proc/[^/]+/(task/[^/]+/)?"
              + "(mem|environ|auxv|stack|syscall|pagemap|fd|fdinfo|map_files|root|cwd|exe|maps|smaps.*"
              + "|numa_maps)(/.*)?"
              + "|/sys/(kernel/(debug|tracing|security)|firmware/efi/efivars)(/.*)?");

  private final List<Path> writable;
  private final List<Path> unreadable;

  /** As configured. */
  public PathPolicy(AgentConfig.Security security) {
    writable = security.allowFileWritePaths().stream().map(Path::of).toList();
    unreadable = security.denyFileReadPaths().stream().map(Path::of).toList();
  }

  /**
   * Checks what a path says before anything is looked up.
   *
   * @return it, absolute and without empty names
   */
  public Path wellFormed(String path) throws AgentException {
    if (path.isEmpty() || path.indexOf('\0') >= 0 || !path.startsWith("/")) {
      throw traversal("A path is absolute, and without a zero byte", path);
    }
    if (path.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
      throw traversal("A path has at most " + MAX_PATH_BYTES + " bytes", "");
    }
    for (String name : path.split("/", -1)) {
      if (name.equals("..") || name.equals(".")) {
        throw traversal("A path with \".\" or \"..\" in it is not followed", path);
      }
    }
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw traversal("This system cannot name such a file", path);
    }
  }

  private static AgentException traversal(String message, String path) {
    return new AgentException(ErrorCode.PATH_TRAVERSAL_BLOCKED, message, printable(path));
  }

  private static String printable(String path) {
    return path.length() > 200 || path.chars().anyMatch(Character::isISOControl) ? "" : path;
  }

  /** Whether a file or directory of that real path may be read, listed or looked at. */
  public void mayRead(Path real) throws AgentException {
    machine(real);
    if (below(real, unreadable)) {
      throw unreadable();
    }
  }

  /**
   * Whether the contents of an opened file may be read: of those that have several names, none may
   * be in a place that is not to be read.
   */
  public void mayReadContents(Path real, BasicFileAttributes attributes, int names)
      throws AgentException {
    mayRead(real);
    if (names > 1 && !unreadable.isEmpty() && namedBelow(attributes)) {
      throw unreadable();
    }
  }

  /** Whether something of that real path may be made, changed or deleted. */
  public void mayWrite(Path real) throws AgentException {
    machine(real);
    if (real.startsWith("/proc") || real.startsWith("/sys")) {
      throw machineRefused();
    }
    if (!writable.isEmpty() && !below(real, writable)) {
      throw unwritable();
    }
  }

  /** Whether the contents of an opened file may be changed where they are. */
  public void mayWriteContents(Path real, int names) throws AgentException {
    mayWrite(real);
    if (names > 1 && !writable.isEmpty()) {
      throw unwritable();
    }
  }

  private static void machine(Path real) throws AgentException {
    if (MACHINE.matcher(real.toString()).matches()) {
      throw machineRefused();
    }
  }

  private static AgentException machineRefused() {
    return new AgentException(
        ErrorCode.PATH_NOT_ALLOWED,
        "Devices, memory and settings of the kernel are not given out as files",
        "",
        "Use another path",
        null);
  }

  private static AgentException unreadable() {
    return new AgentException(
        ErrorCode.READ_PATH_BLOCKED, "The policy of this guest keeps this path from being read");
  }

  private static AgentException unwritable() {
    return new AgentException(
        ErrorCode.WRITE_PATH_BLOCKED,
        "The policy of this guest keeps this path from being written");
  }

  /** Rules are compared as they stand and as the real paths that they come to now. */
  private static boolean below(Path real, List<Path> rules) {
    for (Path rule : rules) {
      if (real.startsWith(rule)) {
        return true;
      }
      try {
        if (real.startsWith(rule.toRealPath())) {
          return true;
        }
      } catch (IOException e) {
        // A rule for what is not there yet: as it stands it was compared above.
      }
    }
    return false;
  }

  private boolean namedBelow(BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    AtomicInteger left = new AtomicInteger(MAX_SEARCHED);
    for (Path rule : unreadable) {
      AtomicBoolean found = new AtomicBoolean();
      try {
        Files.walkFileTree(
            rule.toRealPath(),
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes other) {
                // Too many to be searched: then it stays closed.
                boolean same = Objects.equals(key, other.fileKey()) || left.decrementAndGet() < 0;
                found.compareAndSet(false, same);
                return same ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
              }
            });
      } catch (IOException e) {
        if (Files.exists(rule, LinkOption.NOFOLLOW_LINKS)) {
          return true;
        }
      }
      if (found.get()) {
        return true;
      }
    }
    return false;
  }
}
