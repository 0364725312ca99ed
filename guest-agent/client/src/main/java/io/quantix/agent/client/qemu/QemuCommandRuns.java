package io.quantix.agent.client.qemu;

import com.google.protobuf.ByteString;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.ExecuteRequest;
import io.quantix.agent.protocol.message.ExecuteResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Commands in a guest by QEMU's agent, which has to be asked again and again whether they ended.
 */
final class QemuCommandRuns {
  private static final long FIRST_PAUSE_MILLIS = 2;
  private static final long LONGEST_PAUSE_MILLIS = 100;
  private static final int SIGNALLED = 128;

  private final QemuCalls calls;

  QemuCommandRuns(QemuCalls calls) {
    this.calls = calls;
  }

  AgentMessage run(ExecuteRequest request, Duration atMost)
      throws AgentException, InterruptedException {
    if (!request.getRunAsUser().isEmpty()
        || !request.getRunAsGroup().isEmpty()
        || !request.getWorkingDirectory().isEmpty()) {
      throw new AgentException(
          ErrorCode.NOT_AVAILABLE,
          "QEMU's guest agent runs commands as itself, in its own directory, alone");
    }
    long from = System.nanoTime();
    long pid = start(request);
    Duration limit =
        request.getTimeoutSeconds() == 0
            ? atMost
            : Duration.ofSeconds(Integer.toUnsignedLong(request.getTimeoutSeconds()));
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      JsonNode status = calls.call("guest-exec-status", with -> with.put("pid", pid));
      long millis = (System.nanoTime() - from) / 1_000_000;
      if (status.path("exited").asBoolean(false)) {
        return AgentMessage.newBuilder().setExecuteResponse(ended(status, millis)).build();
      }
      if (millis > limit.toMillis()) {
        throw new AgentException(
            ErrorCode.EXECUTION_TIMEOUT,
            "The command runs for more than %d s; QEMU's guest agent cannot end it"
                .formatted(limit.toSeconds()),
            request.getCommand());
      }
      Thread.sleep(pause);
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    }
  }

  private long start(ExecuteRequest request) throws AgentException, InterruptedException {
    JsonNode started;
    try {
      started =
          calls.call(
              "guest-exec",
              with -> {
                with.put("path", request.getCommand());
                request.getArgsList().forEach(with.putArray("arg")::add);
                if (request.getEnvironmentCount() > 0) {
                  var environment = with.putArray("env");
                  request
                      .getEnvironmentMap()
                      .forEach((name, value) -> environment.add(name + "=" + value));
                }
                if (!request.getInput().isEmpty()) {
                  with.put(
                      "input-data",
                      Base64.getEncoder().encodeToString(request.getInput().toByteArray()));
                }
                with.put("capture-output", true);
              });
    } catch (AgentException e) {
      String words = e.reason().toLowerCase(Locale.ROOT);
      throw words.contains("no such file")
          ? new AgentException(ErrorCode.COMMAND_NOT_FOUND, e.reason(), request.getCommand())
          : words.contains("permission denied")
              ? new AgentException(ErrorCode.PERMISSION_DENIED, e.reason(), request.getCommand())
              : e;
    }
    long pid = started.path("pid").asLong(-1);
    if (pid < 0) {
      throw new AgentException(ErrorCode.INVALID_MESSAGE, "The guest did not say what it started");
    }
    return pid;
  }

  private static ExecuteResponse ended(JsonNode status, long millis) throws AgentException {
    int signal = status.path("signal").asInt(0);
    return ExecuteResponse.newBuilder()
        .setExitCode(signal > 0 ? SIGNALLED + signal : status.path("exitcode").asInt(0))
        .setStdoutBytes(text(status, "out-data"))
        .setStderrBytes(text(status, "err-data"))
        .setDurationMs(millis)
        .setStdoutTruncated(status.path("out-truncated").asBoolean(false))
        .setStderrTruncated(status.path("err-truncated").asBoolean(false))
        .build();
  }

  /** The field is text; what is none in what the command wrote is replaced. */
  private static ByteString text(JsonNode status, String field) throws AgentException {
    return ByteString.copyFromUtf8(QemuFiles.decode(status.path(field)).toStringUtf8());
  }
}
