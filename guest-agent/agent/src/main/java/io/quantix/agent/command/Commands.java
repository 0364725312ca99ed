package io.quantix.agent.command;

import io.quantix.agent.os.Account;
import io.quantix.agent.os.AccountDatabase;
import io.quantix.agent.os.Program;
import io.quantix.agent.policy.CommandPolicy;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Starts commands, within the policy. Each gets a session of its own, which ends as a whole. */
public final class Commands {
  private static final int MAX_ARGUMENTS = 4_096;
  private static final int MAX_TEXT = 128 * 1024;

  private final CommandPolicy policy;
  private final Duration maxTimeout;
  private final UserSwitch users;

  /**
   * Within a policy.
   *
   * @param maxTimeout of any command
   */
  public Commands(CommandPolicy policy, AccountDatabase accounts, Duration maxTimeout) {
    this.policy = policy;
    this.maxTimeout = maxTimeout;
    this.users = new UserSwitch(accounts);
  }

  /**
   * Starts one.
   *
   * @param input whether something will be written to its standard input; else that is empty
   */
  public RunningCommand start(CommandRequest request, boolean input, CommandOutput output)
      throws AgentException {
    Prepared prepared = prepare(request);
    Optional<Path> setsid = Program.find("setsid");
    List<String> words = new ArrayList<>();
    setsid.ifPresent(program -> words.add(program.toString()));
    words.addAll(prepared.words());
    ProcessBuilder builder = new ProcessBuilder(words).directory(prepared.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(prepared.environment());
    if (!input) {
      builder.redirectInput(Path.of("/dev/null").toFile());
    }
    boolean given = request.timeout().isPositive();
    Duration limit =
        given && request.timeout().compareTo(maxTimeout) < 0 ? request.timeout() : maxTimeout;
    try {
      return RunningCommand.start(builder, output, limit, setsid.isPresent());
    } catch (IOException e) {
      throw failure(e, request.command());
    }
  }

  /**
   * What is to be started.
   *
   * @param words the program and its arguments, with what makes it run as somebody before them
   * @param account as whom, if anybody was named
   */
  public record Prepared(
      List<String> words,
      Path directory,
      Map<String, String> environment,
      Optional<Account> account) {}

  /** Checks a request against the policy and the system, without starting anything. */
  public Prepared prepare(CommandRequest request) throws AgentException {
    check(request);
    Path program = policy.resolve(request.command(), request.environment());
    Optional<Account> account =
        request.user().isEmpty() ? Optional.empty() : Optional.of(users.user(request.user()));
    List<String> words =
        new ArrayList<>(users.words(account, request.group(), request.supplementaryGroups()));
    words.add(program.toString());
    words.addAll(request.arguments());
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", Program.SEARCH_PATH);
    environment.put("LANG", "C.UTF-8");
    environment.put("HOME", account.map(Account::home).orElse("/root"));
    environment.put("USER", account.map(Account::name).orElse("root"));
    environment.put("LOGNAME", account.map(Account::name).orElse("root"));
    environment.put("SHELL", account.map(Account::shell).orElse("/bin/sh"));
    environment.putAll(request.environment());
    return new Prepared(words, directory(request, account), environment, account);
  }

  private static void check(CommandRequest request) throws AgentException {
    boolean good =
        request.arguments().size() <= MAX_ARGUMENTS
            && request.environment().size() <= MAX_ARGUMENTS;
    for (String argument : request.arguments()) {
      good &= argument.indexOf('\0') < 0 && argument.length() <= MAX_TEXT;
    }
    for (Map.Entry<String, String> entry : request.environment().entrySet()) {
      good &= !entry.getKey().isEmpty() && entry.getKey().indexOf('=') < 0;
      good &= entry.getKey().indexOf('\0') < 0 && entry.getValue().indexOf('\0') < 0;
      good &= entry.getKey().length() + entry.getValue().length() <= MAX_TEXT;
    }
    if (!good) {
      throw new AgentException(
          ErrorCode.INVALID_REQUEST,
          "Arguments and variables hold no zero byte, are at most "
              + MAX_TEXT
              + " characters long, and there are at most "
              + MAX_ARGUMENTS
              + " of each");
    }
  }

  private static Path directory(CommandRequest request, Optional<Account> account)
      throws AgentException {
    String wanted = request.workingDirectory();
    try {
      if (!wanted.isEmpty()) {
        Path directory = Path.of(wanted);
        if (directory.isAbsolute() && Files.isDirectory(directory)) {
          return directory;
        }
      } else {
        Path home = Path.of(account.map(Account::home).filter(h -> !h.isEmpty()).orElse("/"));
        return home.isAbsolute() && Files.isDirectory(home) ? home : Path.of("/");
      }
    } catch (InvalidPathException e) {
      // No name that this system knows; answered as any other that is not there.
    }
    throw new AgentException(
        ErrorCode.WORKING_DIR_NOT_FOUND,
        "A working directory is the absolute path of a directory that is there",
        wanted);
  }

  private static AgentException failure(IOException e, String command) {
    String message = Objects.toString(e.getMessage(), "");
    if (message.contains("error=13")) {
      return new AgentException(
          ErrorCode.PERMISSION_DENIED, "The guest's system does not let it run", command);
    }
    if (message.contains("error=2,")) {
      return new AgentException(
          ErrorCode.COMMAND_NOT_FOUND, "The program, or what it is run by, is not there", command);
    }
    return new AgentException(
        ErrorCode.EXECUTION_FAILED,
        "The guest's system could not start it: " + message.replaceAll("^.*error=", "error "),
        command,
        ErrorCode.EXECUTION_FAILED.resolution(),
        e);
  }
}
