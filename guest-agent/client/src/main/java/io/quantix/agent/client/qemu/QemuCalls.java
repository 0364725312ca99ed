package io.quantix.agent.client.qemu;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.Limits;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Commands to QEMU's guest agent and their answers, as JSON. */
final class QemuCalls {
  private static final int DEEPEST = 32;

  private static final JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(DEEPEST)
                      .maxStringLength(Limits.MAX_ANSWER)
                      .build())
              .build());

  private final QemuGuestLink.Commands commands;
  private final Duration patience;

  QemuCalls(QemuGuestLink.Commands commands, Duration patience) {
    this.commands = commands;
    this.patience = patience;
  }

  /** One without arguments. */
  JsonNode call(String command, Duration atMost) throws AgentException, InterruptedException {
    return call(command, _ -> {}, atMost);
  }

  /** One without arguments, that is answered at once. */
  JsonNode call(String command) throws AgentException, InterruptedException {
    return call(command, _ -> {}, patience);
  }

  /** One with arguments, that is answered at once. */
  JsonNode call(String command, Consumer<ObjectNode> arguments)
      throws AgentException, InterruptedException {
    return call(command, arguments, patience);
  }

  private JsonNode call(String command, Consumer<ObjectNode> arguments, Duration atMost)
      throws AgentException, InterruptedException {
    String answer =
        commands
            .run(line(command, arguments), atMost)
            .orElseThrow(() ->
                new AgentException(
                    ErrorCode.NO_ANSWER, "The guest's agent did not answer " + command));
    return result(command, answer);
  }

  /** One that the agent does not answer if it does it. */
  void tell(String command, Consumer<ObjectNode> arguments)
      throws AgentException, InterruptedException {
    Optional<String> answer = commands.run(line(command, arguments), Duration.ZERO);
    if (answer.isPresent()) {
      result(command, answer.get());
    }
  }

  private static String line(String command, Consumer<ObjectNode> arguments) {
    ObjectNode whole = JSON.createObjectNode();
    whole.put("execute", command);
    ObjectNode given = JSON.createObjectNode();
    arguments.accept(given);
    if (!given.isEmpty()) {
      whole.set("arguments", given);
    }
    return whole.toString();
  }

  private static JsonNode result(String command, String answer) throws AgentException {
    if (answer.length() > Limits.MAX_ANSWER) {
      throw new AgentException(
          ErrorCode.MESSAGE_TOO_LARGE,
          "The guest's answer to %s is larger than %d MiB"
              .formatted(command, Limits.MAX_ANSWER / 1024 / 1024));
    }
    JsonNode read;
    try {
      read = JSON.readTree(answer);
    } catch (JacksonException e) {
      throw new AgentException(
          ErrorCode.INVALID_MESSAGE, "The guest's answer to %s is no JSON".formatted(command), e);
    }
    JsonNode error = read.path("error");
    if (!error.isMissingNode()) {
      String words = error.path("desc").asString("");
      throw QemuGuestLink.refusal(
          words.isEmpty() ? "The guest refused " + command : words,
          new IllegalStateException(command));
    }
    return read.path("return");
  }
}
