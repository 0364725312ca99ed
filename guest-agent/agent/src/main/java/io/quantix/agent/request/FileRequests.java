package io.quantix.agent.request;

import com.google.protobuf.ByteString;
import io.quantix.agent.channel.RequestContext;
import io.quantix.agent.channel.RequestHandlers;
import io.quantix.agent.file.DirectoryPage;
import io.quantix.agent.file.FileChunk;
import io.quantix.agent.file.FileDownload;
import io.quantix.agent.file.FileEntry;
import io.quantix.agent.file.FileUpload;
import io.quantix.agent.file.GuestFiles;
import io.quantix.agent.file.UploadRequest;
import io.quantix.agent.policy.RateLimits;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.Limits;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.CreateDirectoryRequest;
import io.quantix.agent.protocol.message.DirectoryEntry;
import io.quantix.agent.protocol.message.FileDeleteRequest;
import io.quantix.agent.protocol.message.FileReadRequest;
import io.quantix.agent.protocol.message.FileReadResponse;
import io.quantix.agent.protocol.message.FileStatRequest;
import io.quantix.agent.protocol.message.FileWriteRequest;
import io.quantix.agent.protocol.message.FileWriteResponse;
import io.quantix.agent.protocol.message.ListDirectoryRequest;
import io.quantix.agent.protocol.message.ListDirectoryResponse;
import io.quantix.agent.protocol.message.StreamChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Files and directories: in pieces, or whole through a stream. */
public final class FileRequests {
  private final GuestFiles files;
  private final RateLimits limits;
  private final Admission admission;

  /** With these, within the limits. */
  public FileRequests(GuestFiles files, RateLimits limits, Admission admission) {
    this.files = files;
    this.limits = limits;
    this.admission = admission;
  }

  /** Takes the requests that it can do. */
  public void register(RequestHandlers handlers) {
    handlers
        .on(PayloadCase.FILE_READ, this::read)
        .on(PayloadCase.FILE_WRITE, this::write)
        .on(PayloadCase.LIST_DIRECTORY, this::list)
        .on(PayloadCase.CREATE_DIRECTORY, this::create)
        .on(PayloadCase.FILE_DELETE, this::delete)
        .on(PayloadCase.FILE_STAT, this::stat);
  }

  private <T> T about(String operation, String path, RequestContext context, Admission.Task<T> task)
      throws AgentException, InterruptedException {
    return admission.audited(
        operation,
        path,
        "",
        context,
        () -> {
          limits.fileOperation();
          return task.run();
        });
  }

  private AgentMessage.Builder read(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    FileReadRequest request = message.getFileRead();
    FileReadResponse.Builder answer =
        about(
            "file_read",
            request.getPath(),
            context,
            () -> request.getStreamId() == 0 ? chunk(request) : download(request, context));
    return AgentMessage.newBuilder().setFileReadResponse(answer);
  }

  private FileReadResponse.Builder chunk(FileReadRequest request) throws AgentException {
    FileChunk chunk = files.read(request.getPath(), request.getOffset(), request.getMaxBytes());
    return FileReadResponse.newBuilder()
        .setData(ByteString.copyFrom(chunk.data()))
        .setOffset(chunk.offset())
        .setTotalBytes(chunk.total())
        .setEndOfFile(chunk.end())
        .setMode(chunk.mode())
        .setModifiedAt(Timestamps.of(chunk.modified()));
  }

  private FileReadResponse.Builder download(FileReadRequest request, RequestContext context)
      throws AgentException, InterruptedException {
    try (FileDownload download = files.download(request.getPath(), request.getOffset())) {
      AgentStream stream = context.openStream(request.getStreamId(), download.size(), 0);
      MessageDigest digest = sha256();
      ByteBuffer buffer = ByteBuffer.allocate(Limits.CHUNK);
      long left = request.getLength() == 0 ? Long.MAX_VALUE : request.getLength();
      boolean end = false;
      while (left > 0 && !end) {
        buffer.clear().limit((int) Math.min(left, Limits.CHUNK));
        int count = download.read(buffer);
        end = count < 0;
        if (count > 0) {
          digest.update(buffer.array(), 0, count);
          stream.write(StreamChannel.STREAM_CHANNEL_MAIN, buffer.array(), 0, count);
          left -= count;
        }
      }
      return FileReadResponse.newBuilder()
          .setOffset(request.getOffset())
          .setTotalBytes(download.size())
          .setEndOfFile(end)
          .setSha256(ByteString.copyFrom(digest.digest()))
          .setMode(download.mode())
          .setModifiedAt(Timestamps.of(download.modified()));
    } catch (IOException e) {
      throw brokenOff(e);
    }
  }

  private static AgentException brokenOff(IOException e) {
    return e.getCause() instanceof AgentException why
        ? why
        : new AgentException(ErrorCode.STREAM_FAILED, "The transfer broke off", e);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private AgentMessage.Builder write(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    FileWriteRequest request = message.getFileWrite();
    FileWriteResponse.Builder answer =
        about(
            "file_write",
            request.getPath(),
            context,
            () ->
                request.getStreamId() == 0 && !request.getTruncate() && !request.getCreateNew()
                    ? piece(request)
                    : upload(request, context));
    return AgentMessage.newBuilder().setFileWriteResponse(answer);
  }

  private FileWriteResponse.Builder piece(FileWriteRequest request) throws AgentException {
    ByteBuffer data = request.getData().asReadOnlyByteBuffer();
    int size = data.remaining();
    long total =
        files.write(
            request.getPath(),
            data,
            request.getOffset(),
            request.getMode() == 0 ? Optional.empty() : Optional.of(request.getMode()));
    return FileWriteResponse.newBuilder().setBytesWritten(size).setTotalBytes(total);
  }

  /** A whole file: beside its place first, and into it once all of it is there. */
  private FileWriteResponse.Builder upload(FileWriteRequest request, RequestContext context)
      throws AgentException, InterruptedException {
    UploadRequest wanted =
        new UploadRequest(
            request.getPath(),
            request.getOffset(),
            request.getMode() == 0 ? Optional.empty() : Optional.of(request.getMode()),
            request.getCreateNew(),
            request.getOwner(),
            request.getGroup());
    MessageDigest digest = sha256();
    long written = 0;
    try (FileUpload upload = files.upload(wanted)) {
      if (request.getStreamId() == 0) {
        ByteBuffer data = request.getData().asReadOnlyByteBuffer();
        digest.update(data.duplicate());
        written = data.remaining();
        upload.write(data);
      } else {
        AgentStream stream = context.openStream(request.getStreamId(), 0, 0);
        byte[] piece = new byte[Limits.CHUNK];
        for (int n = stream.read(piece, 0, piece.length);
            n > 0;
            n = stream.read(piece, 0, piece.length)) {
          digest.update(piece, 0, n);
          upload.write(ByteBuffer.wrap(piece, 0, n));
          written += n;
          context.progress(request.getOffset() + written, request.getTotalBytes(), "");
        }
        if (request.getTotalBytes() != 0
            && request.getOffset() + written != request.getTotalBytes()) {
          throw new AgentException(
              ErrorCode.CHECKSUM_DIFFERS,
              "%d of %d bytes came"
                  .formatted(request.getOffset() + written, request.getTotalBytes()),
              request.getPath());
        }
      }
      long total = upload.size();
      upload.commit(request.getSha256().toByteArray());
      return FileWriteResponse.newBuilder()
          .setBytesWritten(written)
          .setTotalBytes(total)
          .setSha256(ByteString.copyFrom(digest.digest()));
    } catch (IOException e) {
      throw brokenOff(e);
    }
  }

  private AgentMessage.Builder list(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    ListDirectoryRequest request = message.getListDirectory();
    DirectoryPage page =
        about(
            "file_list",
            request.getPath(),
            context,
            () ->
                files
                    .directories()
                    .list(
                        request.getPath(),
                        request.getIncludeHidden(),
                        request.getMaxEntries(),
                        request.getContinuationToken()));
    ListDirectoryResponse.Builder answer =
        ListDirectoryResponse.newBuilder()
            .setContinuationToken(page.continuation())
            .setTotalEntries(page.total());
    page.entries().forEach(entry -> answer.addEntries(entry(entry)));
    return AgentMessage.newBuilder().setListDirectoryResponse(answer);
  }

  private static DirectoryEntry entry(FileEntry entry) {
    return DirectoryEntry.newBuilder()
        .setName(entry.name())
        .setPath(entry.path())
        .setIsDirectory(entry.directory())
        .setIsSymlink(entry.symbolicLink())
        .setSymlinkTarget(entry.linkTarget())
        .setSizeBytes(entry.size())
        .setMode(entry.mode())
        .setModifiedAt(Timestamps.of(entry.modified()))
        .setCreatedAt(Timestamps.of(entry.created()))
        .setOwner(entry.owner())
        .setGroup(entry.group())
        .build();
  }

  private AgentMessage.Builder create(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    CreateDirectoryRequest request = message.getCreateDirectory();
    boolean created =
        about(
            "directory_create",
            request.getPath(),
            context,
            () ->
                files
                    .directories()
                    .create(request.getPath(), request.getRecursive(), request.getMode()));
    AgentMessage.Builder answer = AgentMessage.newBuilder();
    answer.getCreateDirectoryResponseBuilder().setCreated(created);
    return answer;
  }

  private AgentMessage.Builder delete(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    FileDeleteRequest request = message.getFileDelete();
    long deleted =
        about(
            "file_delete",
            request.getPath(),
            context,
            () -> files.directories().delete(request.getPath(), request.getRecursive()));
    AgentMessage.Builder answer = AgentMessage.newBuilder();
    answer.getFileDeleteResponseBuilder().setDeleted(deleted);
    return answer;
  }

  private AgentMessage.Builder stat(AgentMessage message, RequestContext context)
      throws AgentException, InterruptedException {
    FileStatRequest request = message.getFileStat();
    FileEntry entry =
        about(
            "file_stat",
            request.getPath(),
            context,
            () -> files.directories().stat(request.getPath(), request.getFollowSymlinks()));
    AgentMessage.Builder answer = AgentMessage.newBuilder();
    answer.getFileStatResponseBuilder().setEntry(entry(entry));
    return answer;
  }
}
