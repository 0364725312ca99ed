package io.quantix.agent.client.qemu;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.QuiesceRequest;
import io.quantix.agent.protocol.message.QuiesceResponse;
import io.quantix.agent.protocol.message.ResetPasswordRequest;
import io.quantix.agent.protocol.message.ShutdownRequest;
import io.quantix.agent.protocol.message.SyncTimeRequest;
import io.quantix.agent.protocol.message.ThawResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Freezing, shutting down, passwords and the clock by QEMU's agent. */
final class QemuControl {
  private static final long NANOS = 1_000_000_000L;

  private final QemuCalls calls;

  QemuControl(QemuCalls calls) {
    this.calls = calls;
  }

  AgentMessage freeze(QuiesceRequest request) throws AgentException, InterruptedException {
    long count;
    try {
      count =
          request.getMountPointsCount() == 0
              ? calls.call("guest-fsfreeze-freeze").asLong(0)
              : calls
                  .call(
                      "guest-fsfreeze-freeze-list",
                      with ->
                          request.getMountPointsList().forEach(with.putArray("mountpoints")::add))
                  .asLong(0);
    } catch (AgentException e) {
      // While frozen, nearly every command is refused.
      throw e.reason().toLowerCase(Locale.ROOT).contains("frozen")
              || e.code() == ErrorCode.FEATURE_DISABLED
          ? new AgentException(ErrorCode.ALREADY_QUIESCED, e.reason(), e)
          : new AgentException(ErrorCode.QUIESCE_FAILED, e.reason(), e);
    }
    QuiesceResponse.Builder answer = QuiesceResponse.newBuilder();
    if (request.getMountPointsCount() > 0) {
      answer.addAllFrozen(request.getMountPointsList());
    } else if (count > 0) {
      answer.addFrozen("%d file systems".formatted(count));
    }
    return AgentMessage.newBuilder().setQuiesceResponse(answer).build();
  }

  AgentMessage thaw() throws AgentException, InterruptedException {
    ThawResponse.Builder answer = ThawResponse.newBuilder();
    try {
      long count = calls.call("guest-fsfreeze-thaw").asLong(0);
      if (count > 0) {
        answer.addThawed("%d file systems".formatted(count));
      }
    } catch (AgentException e) {
      throw new AgentException(ErrorCode.THAW_FAILED, e.reason(), e);
    }
    return AgentMessage.newBuilder().setThawResponse(answer).build();
  }

  AgentMessage shutdown(ShutdownRequest request) throws AgentException, InterruptedException {
    if (request.getDelaySeconds() != 0) {
      throw new AgentException(
          ErrorCode.NOT_AVAILABLE, "QEMU's guest agent shuts down at once, or not at all");
    }
    String mode =
        switch (request.getType()) {
          case POWEROFF -> "powerdown";
          case REBOOT -> "reboot";
          case HALT -> "halt";
          case UNRECOGNIZED ->
              throw new AgentException(ErrorCode.INVALID_REQUEST, "There is no such shutdown");
        };
    calls.tell("guest-shutdown", with -> with.put("mode", mode));
    AgentMessage.Builder answer = AgentMessage.newBuilder();
    answer.getShutdownResponseBuilder();
    return answer.build();
  }

  AgentMessage password(ResetPasswordRequest request) throws AgentException, InterruptedException {
    String encoded =
        Base64.getEncoder()
            .encodeToString(request.getNewPassword().getBytes(StandardCharsets.UTF_8));
    try {
      calls.call(
          "guest-set-user-password",
          with ->
              with.put("username", request.getUsername())
                  .put("password", encoded)
                  .put("crypted", request.getEncrypted()));
    } catch (AgentException e) {
      throw e.code() == ErrorCode.INTERNAL_ERROR
          ? new AgentException(ErrorCode.PASSWORD_RESET_FAILED, e.reason(), e)
          : e;
    }
    AgentMessage.Builder answer = AgentMessage.newBuilder();
    answer.getResetPasswordResponseBuilder();
    return answer.build();
  }

  AgentMessage time(SyncTimeRequest request) throws AgentException, InterruptedException {
    long guest = calls.call("guest-get-time").asLong(0);
    long host = request.getHostTime().getSeconds() * NANOS + request.getHostTime().getNanos();
    if (!request.hasHostTime()) {
      calls.call("guest-set-time");
    } else {
      calls.call("guest-set-time", with -> with.put("time", host));
    }
    AgentMessage.Builder answer = AgentMessage.newBuilder();
    answer
        .getSyncTimeResponseBuilder()
        .setOffsetMs(request.hasHostTime() ? (guest - host) / 1_000_000 : 0)
        .setStepped(true)
        .setMethod("guest-set-time");
    return answer.build();
  }
}
