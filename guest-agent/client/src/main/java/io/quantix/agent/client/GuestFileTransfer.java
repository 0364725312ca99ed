package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.Limits;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.FileReadResponse;
import io.quantix.agent.protocol.message.StreamChannel;
import io.quantix.agent.protocol.message.StreamOpened;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Files to and from a guest, whole, with their SHA-256 compared at the end. */
public final class GuestFileTransfer {
  private final GuestLink link;

  /** Through that link. */
  public GuestFileTransfer(GuestLink link) {
    this.link = link;
  }

  /**
   * Copies a file of the guest.
   *
   * @param offset where to begin; more than 0 to go on with what was broken off
   * @param into gets the bytes; not closed
   * @return how many bytes were copied
   * @throws AgentException the guest's reason, or CHECKSUM_DIFFERS if what came is not what was
   *     sent
   * @throws IOException if the output fails
   */
  public long download(
      String path, long offset, OutputStream into, PendingRequest.Progress progress)
      throws AgentException, InterruptedException, IOException {
    Optional<AgentSession> session = link.session();
    if (session.isEmpty()) {
      return new PiecewiseTransfer(link).download(path, offset, into, progress);
    }
    AgentMessage.Builder read = AgentMessage.newBuilder();
    read.getFileReadBuilder().setPath(path).setOffset(offset);
    try (PendingRequest request = session.get().beginStreamed(read, progress)) {
      StreamOpened opened = request.awaitStream(link.patience());
      AgentStream stream = request.stream();
      MessageDigest digest = sha256();
      byte[] piece = new byte[Limits.CHUNK];
      long done = 0;
      for (int n = read(stream, piece); n > 0; n = read(stream, piece)) {
        digest.update(piece, 0, n);
        into.write(piece, 0, n);
        done += n;
        progress.at(offset + done, Math.max(0, opened.getTotalBytes()), "");
      }
      FileReadResponse answer = request.await(link.patience()).getFileReadResponse();
      if (!MessageDigest.isEqual(answer.getSha256().toByteArray(), digest.digest())) {
        throw new AgentException(
            ErrorCode.CHECKSUM_DIFFERS, "What came of the file is not what was sent", path);
      }
      return done;
    }
  }

  private static int read(AgentStream stream, byte[] piece)
      throws AgentException, InterruptedException {
    try {
      return stream.read(piece, 0, piece.length);
    } catch (IOException e) {
      throw GuestCommands.reason(e);
    }
  }

  /**
   * Copies a file into the guest. Its place there holds the old file, or none, until all of it has
   * come.
   *
   * @param mode of a new file, as chmod has it; 0: only its owner may read and write it
   * @param from is read to its end; not closed
   * @param size how much that is
   * @throws AgentException the guest's reason, or CHECKSUM_DIFFERS if what came is not what was
   *     sent
   * @throws IOException if the input fails, or has another size; nothing is replaced then
   */
  public void upload(
      String path, int mode, InputStream from, long size, PendingRequest.Progress progress)
      throws AgentException, InterruptedException, IOException {
    Optional<AgentSession> session = link.session();
    if (session.isEmpty()) {
      new PiecewiseTransfer(link).upload(path, mode, from, size, progress);
      return;
    }
    AgentMessage.Builder write = AgentMessage.newBuilder();
    write.getFileWriteBuilder().setPath(path).setMode(mode).setTruncate(true).setTotalBytes(size);
    try (PendingRequest request = session.get().beginStreamed(write, progress)) {
      request.awaitStream(link.patience());
      AgentStream stream = request.stream();
      MessageDigest digest = sha256();
      byte[] piece = new byte[Limits.CHUNK];
      long done = 0;
      for (int n = from.read(piece); n >= 0; n = from.read(piece)) {
        digest.update(piece, 0, n);
        send(request, stream, piece, n);
        done += n;
        progress.at(done, size, "");
      }
      if (done != size) {
        throw new IOException("The file has %d bytes, and had %d".formatted(done, size));
      }
      stream.end();
      byte[] there =
          request.await(link.patience()).getFileWriteResponse().getSha256().toByteArray();
      if (!MessageDigest.isEqual(there, digest.digest())) {
        throw new AgentException(
            ErrorCode.CHECKSUM_DIFFERS, "What came into the guest is not what was sent", path);
      }
    }
  }

  /** If the guest stops reading, its answer says why. */
  private void send(PendingRequest request, AgentStream stream, byte[] piece, int length)
      throws AgentException, InterruptedException {
    try {
      stream.write(StreamChannel.STREAM_CHANNEL_MAIN, piece, 0, length);
    } catch (IOException e) {
      request.await(link.patience());
      throw GuestCommands.reason(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
