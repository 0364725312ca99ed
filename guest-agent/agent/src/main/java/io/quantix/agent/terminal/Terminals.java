package io.quantix.agent.terminal;

import io.quantix.agent.command.CommandRequest;
import io.quantix.agent.command.Commands;
import io.quantix.agent.os.Account;
import io.quantix.agent.os.AccountDatabase;
import io.quantix.agent.os.Libc;
import io.quantix.agent.os.Program;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Opens terminals. The shell, or whatever runs in one, must pass the policy of commands; it has a
 * session of its own with the terminal as its controlling one.
 */
public final class Terminals {
  /**
   * In a session of its own, a shell that opens a terminal gets it as the controlling one. The
   * agent must not open it: it would get it. No word of a request is part of this line.
   */
  private static final String ATTACH = "exec <\"$0\" >\"$0\" 2>&1 && exec \"$@\"";

  private final Commands commands;
  private final AccountDatabase accounts;
  private final boolean enabled;

  /**
   * With these commands.
   *
   * @param enabled whether the guest's owner lets there be any
   */
  public Terminals(Commands commands, AccountDatabase accounts, boolean enabled) {
    this.commands = commands;
    this.accounts = accounts;
    this.enabled = enabled;
  }

  /** Whether the guest's owner lets there be any. */
  public boolean enabled() {
    return enabled;
  }

  /**
   * Opens one.
   *
   * @param request with an empty command: the user's own shell, as at a login
   * @param type as {@code TERM} has it; empty: {@code xterm-256color}
   */
  public RunningTerminal open(
      CommandRequest request, WindowSize size, String type, TerminalOutput output)
      throws AgentException {
    if (!enabled) {
      throw new AgentException(
          ErrorCode.FEATURE_DISABLED,
          "The policy of this guest allows no terminals",
          "security.terminal");
    }
    Commands.Prepared prepared = commands.prepare(withShell(request));
    Path setsid =
        Program.find("setsid")
            .orElseThrow(() ->
                new AgentException(
                    ErrorCode.NOT_AVAILABLE, "This guest has no setsid", "util-linux"));
    int master = Libc.openTerminal();
    if (master < 0) {
      throw new AgentException(
          ErrorCode.EXECUTION_FAILED, "The guest has no more terminals (error " + -master + ")");
    }
    try {
      String slave = Libc.terminalName(master).orElseThrow(() -> new IOException("no name"));
      RunningTerminal.resize(master, size);
      give(Path.of(slave), prepared.account());
      List<String> words =
          new ArrayList<>(List.of(setsid.toString(), "/bin/sh", "-c", ATTACH, slave));
      words.addAll(prepared.words());
      Map<String, String> environment = new HashMap<>(prepared.environment());
      environment.put("TERM", type.isEmpty() ? "xterm-256color" : type);
      ProcessBuilder builder =
          new ProcessBuilder(words)
              .directory(prepared.directory().toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().clear();
      builder.environment().putAll(environment);
      return RunningTerminal.start(builder, master, output);
    } catch (IOException e) {
      Libc.close(master);
      throw new AgentException(
          ErrorCode.EXECUTION_FAILED,
          "The terminal could not be opened: " + Objects.toString(e.getMessage(), ""),
          e);
    }
  }

  private CommandRequest withShell(CommandRequest request) throws AgentException {
    if (!request.command().isEmpty()) {
      return request;
    }
    String user = request.user().isEmpty() ? "root" : request.user();
    Account account =
        accounts
            .user(user)
            .orElseThrow(() ->
                new AgentException(ErrorCode.USER_NOT_FOUND, "This guest has no such user", user));
    String shell = account.shell().isEmpty() ? "/bin/sh" : account.shell();
    return new CommandRequest(
        shell,
        List.of("-l"),
        request.workingDirectory(),
        request.environment(),
        request.timeout(),
        request.user(),
        request.group(),
        request.supplementaryGroups());
  }

  /** Programs that open their terminal by its name may. */
  private static void give(Path slave, Optional<Account> account) throws IOException {
    if (account.isPresent()) {
      try {
        Files.setAttribute(slave, "unix:uid", account.get().uid());
      } catch (java.nio.file.AccessDeniedException e) {
        // Not as root; then it is the agent's own user who runs in it.
      }
    }
  }
}
