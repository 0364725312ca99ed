package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.TerminalRequest;
import java.util.List;
import java.util.Map;

/** Interactive terminals in a guest. */
public final class GuestTerminals {
  private final GuestLink link;

  GuestTerminals(GuestLink link) {
    this.link = link;
  }

  /**
   * What to open.
   *
   * @param command a program's name or absolute path; empty: the user's own shell, as at a login
   * @param user empty: the agent's own, usually root
   * @param directory empty: the user's home
   * @param columns of characters; 0 for the usual 80
   * @param rows of characters; 0 for the usual 24
   * @param type as {@code TERM} has it; empty: {@code xterm-256color}
   */
  public record Wanted(
      String command,
      List<String> arguments,
      String user,
      String directory,
      Map<String, String> environment,
      int columns,
      int rows,
      String type) {
    /** Copies the arguments and the environment. */
    public Wanted {
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }

    /** A login shell of that user; empty: the agent's own. */
    public static Wanted shell(String user, int columns, int rows) {
      return new Wanted("", List.of(), user, "", Map.of(), columns, rows, "");
    }

    /** The same with a program in place of the shell. */
    public Wanted running(String program, String... words) {
      return new Wanted(program, List.of(words), user, directory, environment, columns, rows, type);
    }
  }

  /**
   * Opens one; close it in the end.
   *
   * @throws AgentException the guest's reason: FEATURE_DISABLED if its owner allows no terminals,
   *     COMMAND_BLOCKED or COMMAND_NOT_ALLOWED if not this shell, USER_NOT_FOUND, ...
   */
  public GuestTerminal open(Wanted wanted) throws AgentException, InterruptedException {
    AgentMessage.Builder message =
        AgentMessage.newBuilder()
            .setTerminal(
                TerminalRequest.newBuilder()
                    .setCommand(wanted.command())
                    .addAllArgs(wanted.arguments())
                    .setRunAsUser(wanted.user())
                    .setWorkingDirectory(wanted.directory())
                    .putAllEnvironment(wanted.environment())
                    .setColumns(wanted.columns())
                    .setRows(wanted.rows())
                    .setTerminalType(wanted.type()));
    AgentSession session = Guest.streaming(link, "opens no terminals");
    PendingRequest request = session.beginStreamed(message, (done, total, text) -> {});
    try {
      long pid = request.awaitStream(session.patience()).getPid();
      return new GuestTerminal(session, request, pid);
    } catch (AgentException | InterruptedException e) {
      request.close();
      throw e;
    }
  }
}
