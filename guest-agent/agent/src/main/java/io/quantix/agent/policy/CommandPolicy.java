package io.quantix.agent.policy;

import io.quantix.agent.config.AgentConfig;
import io.quantix.agent.os.Program;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which programs the host may run.
 *
 * <p>A name without a slash is looked up in the system's own directories, never in a {@code PATH}
 * of the request. Lists are compared with the file that a path comes to after all its links, and
 * with its inode, so that neither {@code ..} nor a link of either kind passes by them. While a list
 * holds:
 *
 * <ul>
 *   <li>everything that a path leads through must belong to root and be writable by root alone, or
 *       another file could take the program's place between this check and its start;
 *   <li>the request's environment may set only words that no program takes code from;
 *   <li>a block list also blocks programs that run others ({@code sh}, {@code env}, {@code find},
 *       {@code python} ...), unless the allow list names them. It cannot recognise a copy of a
 *       blocked program; only an allow list keeps the host to what its owner means.
 * </ul>
 */
public final class CommandPolicy {
  private static final int MAX_PATH = 4_096;
  private static final Pattern HARMLESS_VARIABLE =
      Pattern.compile("LANG|LANGUAGE|LC_[A-Z]+|TZ|TERM|COLUMNS|LINES|NO_COLOR|DEBIAN_FRONTEND");

  /** Programs that run what their arguments name, by the name of the file. */
  private static final Pattern LAUNCHER =
      Pattern.compile(
          "(ba|da|a|z|k|mk|c|tc|fi|r|pwsh)?sh|pwsh|busybox|toybox|env|xargs|find|parallel|nohup|nice"
              + "|ionice|chrt|taskset|timeout|time|watch|setsid|setpriv|setarch|linux(32|64)|stdbuf"
              + "|script|screen|tmux|expect|su|sudo|doas|pkexec|runuser|run-parts|start-stop-daemon"
              + "|systemd-run|systemd-nspawn|at|batch|crontab|chroot|unshare|nsenter|ip|strace|ltrace"
              + "|gdb|perf|flock|make|awk|gawk|mawk|nawk|sed|vi|vim.*|nano|emacs.*|ed|less|more|man|tar"
              + "|git|ssh|scp|rsync|socat|nc|ncat|python[0-9.]*|perl[0-9.]*|ruby[0-9.]*|node|nodejs"
              + "|php[0-9.]*|lua[0-9.]*|tclsh[0-9.]*|java|jshell|dpkg|rpm|apt|apt-get|docker|podman"
              + "|ld\\.so.*|ld-.*\\.so.*");

  private static final Pattern MULTI_CALL = Pattern.compile("busybox|toybox|coreutils");

  private final List<String> allowed;
  private final List<String> blocked;

  /** As configured. */
  public CommandPolicy(AgentConfig.Security security) {
    allowed = security.commandAllowlist();
    blocked = security.commandBlocklist();
  }

  /** Whether any list holds. */
  public boolean restricts() {
    return !allowed.isEmpty() || !blocked.isEmpty();
  }

  /**
   * What is to be started for a command.
   *
   * @param command a program's name, or its absolute path
   * @return the absolute path, by the name that was asked for
   * @throws AgentException {@link ErrorCode#COMMAND_NOT_ALLOWED}, {@link
   *     ErrorCode#COMMAND_BLOCKED}, {@link ErrorCode#COMMAND_NOT_FOUND}; under an allow list
   *     nothing tells whether a program outside of it exists
   */
  public Path resolve(String command, Map<String, String> environment) throws AgentException {
    if (command.isEmpty() || command.length() > MAX_PATH || command.indexOf('\0') >= 0) {
      throw new AgentException(
          ErrorCode.COMMAND_NOT_FOUND, "A command is a program's name or its absolute path");
    }
    if (restricts()) {
      for (String variable : environment.keySet()) {
        if (!HARMLESS_VARIABLE.matcher(variable).matches()) {
          throw new AgentException(
              ErrorCode.COMMAND_NOT_ALLOWED,
              "While this guest restricts commands, a request may not set this variable: a program"
                  + " could take code from it",
              variable,
              "Leave the variable out",
              null);
        }
      }
    }
    Optional<ExecutablePath> found = find(command);
    if (!restricts()) {
      return found.orElseThrow(() -> missing(command)).asked();
    }
    if (found.isEmpty()) {
      throw allowed.isEmpty() ? notFound(command) : notAllowed(command);
    }
    ExecutablePath path = found.get();
    boolean listed = matches(path, allowed);
    if (matches(path, blocked) || (!blocked.isEmpty() && launcher(path) && !listed)) {
      throw new AgentException(
          ErrorCode.COMMAND_BLOCKED, "The policy of this guest blocks this command", command);
    }
    if (!allowed.isEmpty() && !listed) {
      throw notAllowed(command);
    }
    if (!trusted(path)) {
      throw new AgentException(
          ErrorCode.COMMAND_NOT_ALLOWED,
          "Others than root can put another program in the place of this one, so the lists of this"
              + " guest's policy cannot hold for it",
          command,
          "Give the program and its directories to root, writable by root alone",
          null);
    }
    return path.asked();
  }

  private static AgentException notFound(String command) {
    return new AgentException(
        ErrorCode.COMMAND_NOT_FOUND, "There is no such program that could be run", command);
  }

  private static AgentException missing(String command) {
    if (command.startsWith("/") && Files.isRegularFile(Path.of(command))) {
      return new AgentException(
          ErrorCode.PERMISSION_DENIED, "The file is not marked as a program", command);
    }
    return notFound(command);
  }

  private static AgentException notAllowed(String command) {
    return new AgentException(
        ErrorCode.COMMAND_NOT_ALLOWED,
        "The policy of this guest does not allow this command",
        command);
  }

  private static Optional<ExecutablePath> find(String command) {
    try {
      Path path;
      if (command.indexOf('/') < 0) {
        Optional<Path> program = Program.find(command);
        if (program.isEmpty()) {
          return Optional.empty();
        }
        path = program.get();
      } else if (command.startsWith("/")) {
        path = Path.of(command);
      } else {
        return Optional.empty();
      }
      ExecutablePath found = ExecutablePath.of(path);
      boolean runs =
          Files.isRegularFile(found.resolved(), LinkOption.NOFOLLOW_LINKS)
              && Files.isExecutable(found.resolved());
      return runs ? Optional.of(found) : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean launcher(ExecutablePath path) {
    return LAUNCHER.matcher(path.resolvedName()).matches()
        || (LAUNCHER.matcher(path.name()).matches()
            && !MULTI_CALL.matcher(path.resolvedName()).matches());
  }

  private static boolean matches(ExecutablePath path, List<String> rules) {
    for (String rule : rules) {
      if (matches(path, rule)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(ExecutablePath path, String rule) {
    ExecutablePath named;
    try {
      named = ExecutablePath.of(Path.of(rule));
    } catch (IOException e) {
      return false;
    }
    if (named.asked().equals(path.asked())) {
      return true;
    }
    boolean sameFile = named.resolved().equals(path.resolved()) || sameInode(named, path);
    // One file is many programs there, and takes its part by the name it is called by.
    boolean many = MULTI_CALL.matcher(path.resolvedName()).matches();
    return sameFile && (!many || named.name().equals(path.name()));
  }

  private static boolean sameInode(ExecutablePath a, ExecutablePath b) {
    try {
      return Files.isSameFile(a.resolved(), b.resolved());
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean trusted(ExecutablePath path) {
    return trusted(path.resolved()) && path.directories().stream().allMatch(CommandPolicy::trusted);
  }

  private static boolean trusted(Path path) {
    try {
      Map<String, Object> attributes =
          Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
      return attributes.get("uid") instanceof Integer uid
          && uid == 0
          && attributes.get("mode") instanceof Integer mode
          && (mode & 0022) == 0;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
