package io.quantix.agent.client.qemu;

import com.google.protobuf.ByteString;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.Limits;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.FileReadRequest;
import io.quantix.agent.protocol.message.FileReadResponse;
import io.quantix.agent.protocol.message.FileWriteRequest;
import io.quantix.agent.protocol.message.FileWriteResponse;
import java.util.Base64;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Pieces of a guest's files by QEMU's agent. */
final class QemuFiles {
  private static final int FROM_START = 0;
  private static final int FROM_END = 2;

  private final QemuCalls calls;

  QemuFiles(QemuCalls calls) {
    this.calls = calls;
  }

  AgentMessage read(FileReadRequest request) throws AgentException, InterruptedException {
    long handle = open(request.getPath(), "r");
    try {
      long total = seek(handle, 0, FROM_END);
      if (request.getOffset() > total) {
        throw new AgentException(
            ErrorCode.INVALID_OFFSET, "The file has %d bytes".formatted(total), request.getPath());
      }
      seek(handle, request.getOffset(), FROM_START);
      int most =
          request.getMaxBytes() <= 0 ? Limits.CHUNK : Math.min(request.getMaxBytes(), Limits.CHUNK);
      JsonNode piece =
          calls.call("guest-file-read", with -> with.put("handle", handle).put("count", most));
      ByteString data = decode(piece.path("buf-b64"));
      if (data.size() > most) {
        throw new AgentException(
            ErrorCode.INVALID_MESSAGE, "The guest gave more of a file than it was asked for");
      }
      return AgentMessage.newBuilder()
          .setFileReadResponse(
              FileReadResponse.newBuilder()
                  .setData(data)
                  .setOffset(request.getOffset())
                  .setTotalBytes(total)
                  .setEndOfFile(
                      piece.path("eof").asBoolean(false)
                          || request.getOffset() + data.size() >= total))
          .build();
    } catch (AgentException e) {
      throw about(e, request.getPath());
    } finally {
      close(handle);
    }
  }

  AgentMessage write(FileWriteRequest request) throws AgentException, InterruptedException {
    long handle = open(request.getPath(), request.getTruncate() ? "w" : "r+");
    try {
      seek(handle, request.getOffset(), FROM_START);
      String data = Base64.getEncoder().encodeToString(request.getData().toByteArray());
      long written = 0;
      if (!request.getData().isEmpty()) {
        written =
            calls
                .call("guest-file-write", with -> with.put("handle", handle).put("buf-b64", data))
                .path("count")
                .asLong(0);
        calls.call("guest-file-flush", with -> with.put("handle", handle));
      }
      if (written != request.getData().size()) {
        throw new AgentException(
            ErrorCode.FILE_IO_FAILED,
            "The guest wrote %d of %d bytes".formatted(written, request.getData().size()),
            request.getPath());
      }
      return AgentMessage.newBuilder()
          .setFileWriteResponse(
              FileWriteResponse.newBuilder()
                  .setBytesWritten(written)
                  .setTotalBytes(request.getOffset() + written))
          .build();
    } catch (AgentException e) {
      throw about(e, request.getPath());
    } finally {
      close(handle);
    }
  }

  private long open(String path, String mode) throws AgentException, InterruptedException {
    try {
      JsonNode handle =
          calls.call("guest-file-open", with -> with.put("path", path).put("mode", mode));
      if (!handle.isIntegralNumber()) {
        throw new AgentException(ErrorCode.INVALID_MESSAGE, "The guest did not open the file");
      }
      return handle.asLong();
    } catch (AgentException e) {
      throw about(e, path);
    }
  }

  private long seek(long handle, long offset, int whence)
      throws AgentException, InterruptedException {
    return calls
        .call(
            "guest-file-seek",
            with -> with.put("handle", handle).put("offset", offset).put("whence", whence))
        .path("position")
        .asLong(0);
  }

  private void close(long handle) throws InterruptedException {
    try {
      calls.call("guest-file-close", with -> with.put("handle", handle));
    } catch (AgentException e) {
      // The agent lets go of it when it ends.
    }
  }

  private static AgentException about(AgentException e, String path) {
    if (e.code() != ErrorCode.INTERNAL_ERROR) {
      return e;
    }
    String words = e.reason().toLowerCase(Locale.ROOT);
    ErrorCode code =
        words.contains("no such file")
            ? ErrorCode.FILE_NOT_FOUND
            : words.contains("permission denied")
                ? ErrorCode.FILE_ACCESS_DENIED
                : words.contains("is a directory")
                    ? ErrorCode.NOT_A_FILE
                    : words.contains("no space left")
                        ? ErrorCode.DISK_FULL
                        : ErrorCode.FILE_IO_FAILED;
    return new AgentException(code, e.reason(), path, code.resolution(), e);
  }

  static ByteString decode(JsonNode base64) throws AgentException {
    try {
      return ByteString.copyFrom(Base64.getDecoder().decode(base64.asString("")));
    } catch (IllegalArgumentException e) {
      throw new AgentException(ErrorCode.INVALID_MESSAGE, "The guest's bytes are no base 64", e);
    }
  }
}
