package io.quantix.agent.client;

import com.google.protobuf.ByteString;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.Limits;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.FileReadResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Files without streams: a request for each piece, as QEMU's agent has it. */
final class PiecewiseTransfer {
  private final GuestLink link;

  PiecewiseTransfer(GuestLink link) {
    this.link = link;
  }

  long download(String path, long offset, OutputStream into, PendingRequest.Progress progress)
      throws AgentException, InterruptedException, IOException {
    long done = 0;
    while (true) {
      AgentMessage.Builder ask = AgentMessage.newBuilder();
      ask.getFileReadBuilder().setPath(path).setOffset(offset + done).setMaxBytes(Limits.CHUNK);
      AgentMessage answer = link.request(ask);
      if (!answer.hasFileReadResponse()) {
        throw Guest.noAnswer();
      }
      FileReadResponse piece = answer.getFileReadResponse();
      piece.getData().writeTo(into);
      done += piece.getData().size();
      progress.at(offset + done, Math.max(0, piece.getTotalBytes()), "");
      if (piece.getEndOfFile()) {
        return done;
      }
      if (piece.getData().isEmpty()) {
        throw new AgentException(
            ErrorCode.FILE_IO_FAILED, "The guest gives nothing more of the file", path);
      }
    }
  }

  /** The file is written in place; if it breaks off, what has come so far is there. */
  void upload(String path, int mode, InputStream from, long size, PendingRequest.Progress progress)
      throws AgentException, InterruptedException, IOException {
    long done = 0;
    do {
      byte[] piece = from.readNBytes(Limits.CHUNK);
      AgentMessage.Builder ask = AgentMessage.newBuilder();
      ask.getFileWriteBuilder()
          .setPath(path)
          .setData(ByteString.copyFrom(piece))
          .setOffset(done)
          .setTruncate(done == 0)
          .setMode(mode);
      if (!link.request(ask).hasFileWriteResponse()) {
        throw Guest.noAnswer();
      }
      if (piece.length == 0 && done < size) {
        throw new IOException("The file has %d bytes, and had %d".formatted(done, size));
      }
      done += piece.length;
      progress.at(done, size, "");
    } while (done < size);
  }
}
