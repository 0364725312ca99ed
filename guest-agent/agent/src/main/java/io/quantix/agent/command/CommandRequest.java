package io.quantix.agent.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A command to be run.
 *
 * @param command a program's name or its absolute path; no shell reads it
 * @param workingDirectory empty: the user's home, or the root
 * @param timeout zero: as long as the guest's owner allows, and never longer
 * @param user name or number; empty: the agent's own
 * @param group likewise; empty: the user's
 * @param supplementaryGroups whether the user's other groups hold, too
 */
public record CommandRequest(
    String command,
    List<String> arguments,
    String workingDirectory,
    Map<String, String> environment,
    Duration timeout,
    String user,
    String group,
    boolean supplementaryGroups) {

  /** Copies the arguments and the environment. */
  public CommandRequest {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /** A command with nothing else said. */
  public static CommandRequest of(String command, String... arguments) {
    return new CommandRequest(
        command, List.of(arguments), "", Map.of(), Duration.ZERO, "", "", false);
  }

  /** The same, as somebody. */
  public CommandRequest as(String name, String groupName, boolean supplementary) {
    return new CommandRequest(
        command, arguments, workingDirectory, environment, timeout, name, groupName, supplementary);
  }

  /** The same, for at most so long. */
  public CommandRequest within(Duration limit) {
    return new CommandRequest(
        command, arguments, workingDirectory, environment, limit, user, group, supplementaryGroups);
  }

  /** The same, in a directory and with variables. */
  public CommandRequest in(String directory, Map<String, String> variables) {
    return new CommandRequest(
        command, arguments, directory, variables, timeout, user, group, supplementaryGroups);
  }
}
