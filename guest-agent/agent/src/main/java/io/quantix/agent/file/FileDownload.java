package io.quantix.agent.file;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;

/** A file that is read from some offset to its end. */
public final class FileDownload implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private final FileAttributes attributes;
  private long position;

  FileDownload(Path path, FileChannel channel, FileAttributes attributes, long offset) {
    this.path = path;
    this.channel = channel;
    this.attributes = attributes;
    this.position = offset;
  }

  /** The file's size when it was opened; 0 where the system does not tell (proc). */
  public long size() {
    return attributes.size();
  }

  /** Its permissions. */
  public int mode() {
    return attributes.permissions();
  }

  /** When it was changed last. */
  public Instant modified() {
    return attributes.modified();
  }

  /** Fills a buffer as far as the file goes: how many bytes, or -1 at its end. */
  public int read(ByteBuffer buffer) throws AgentException {
    int start = buffer.position();
    try {
      while (buffer.hasRemaining()) {
        int count = channel.read(buffer, position);
        if (count < 0) {
          break;
        }
        position += count;
      }
    } catch (IOException e) {
      throw FileFailures.of(e, path, ErrorCode.FILE_IO_FAILED);
    }
    int filled = buffer.position() - start;
    return filled == 0 && buffer.hasRemaining() ? -1 : filled;
  }

  /** Leaves the file. */
  @Override
  public void close() throws AgentException {
    try {
      channel.close();
    } catch (IOException e) {
      throw FileFailures.of(e, path, ErrorCode.FILE_IO_FAILED);
    }
  }
}
