package io.quantix.desktop.cli;

import io.quantix.agent.client.Guest;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.ExecuteRequest;
import io.quantix.agent.protocol.message.ExecuteResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quantix guest exec}: a command in the guest, as if it ran here. */
@Command(
    name = "exec",
    mixinStandardHelpOptions = true,
    description = "${bundle:cli.guest.exec.description}")
final class GuestExecCommand extends GuestVmCommand {
  // As long as anybody lets a command run: that its guest lives is watched beside it.
  private static final Duration NO_LIMIT = Duration.ofDays(3650);
  private static final Duration AFTER_LIMIT = Duration.ofSeconds(30);

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "${bundle:cli.guest.exec.command}")
  List<String> command = List.of();

  @Option(names = "--run-as", paramLabel = "USER", description = "${bundle:cli.guest.exec.run-as}")
  Optional<String> user = Optional.empty();

  @Option(
      names = "--directory",
      paramLabel = "PATH",
      description = "${bundle:cli.guest.exec.directory}")
  Optional<String> directory = Optional.empty();

  @Option(names = "--env", paramLabel = "NAME=VALUE", description = "${bundle:cli.guest.exec.env}")
  Map<String, String> environment = Map.of();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "${bundle:cli.guest.exec.timeout}")
  int timeout;

  @Option(
      names = {"-n", "--no-input"},
      description = "${bundle:cli.guest.exec.no-input}")
  boolean noInput;

  @Option(names = "--json", description = "${bundle:cli.guest.exec.json}")
  boolean json;

  @Override
  int ask(Guest guest) throws AgentException, IOException, InterruptedException {
    ExecuteRequest request =
        ExecuteRequest.newBuilder()
            .setCommand(command.getFirst())
            .addAllArgs(command.subList(1, command.size()))
            .setRunAsUser(user.orElse(""))
            .setIncludeSupplementaryGroups(user.isPresent())
            .setWorkingDirectory(directory.orElse(""))
            .putAllEnvironment(environment)
            .setTimeoutSeconds(Math.max(0, timeout))
            .build();
    Duration atMost = timeout > 0 ? Duration.ofSeconds(timeout).plus(AFTER_LIMIT) : NO_LIMIT;
    if (json) {
      print(guest.commands().run(request, atMost));
      return ExitStatus.DONE;
    }
    Streams streams = parent.quantix.streams();
    // Never closed: that would wait for whoever reads from it.
    InputStream input = noInput ? InputStream.nullInputStream() : streams.in();
    return guest.commands().stream(request, input, streams.out(), streams.err(), atMost)
        .getExitCode();
  }

  private void print(ExecuteResponse answer) {
    Json.print(
        spec.commandLine().getOut(),
        to -> {
          to.writeStartObject();
          to.writeNumberProperty("exitCode", answer.getExitCode());
          to.writeBooleanProperty("timedOut", answer.getTimedOut());
          to.writeNumberProperty("durationMilliseconds", answer.getDurationMs());
          to.writeStringProperty("stdout", answer.getStdout());
          to.writeBooleanProperty("stdoutTruncated", answer.getStdoutTruncated());
          to.writeStringProperty("stderr", answer.getStderr());
          to.writeBooleanProperty("stderrTruncated", answer.getStderrTruncated());
          to.writeEndObject();
        });
  }
}
