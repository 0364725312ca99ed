package io.quantix.agent.file;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A file that comes piece by piece into a part file beside its place, and takes its place whole
 * when it is committed. What is closed without that stays as a part file, to be gone on with.
 */
public final class FileUpload implements AutoCloseable {
  private final Path target;
  private final PinnedFile directory;
  private final PinnedFile part;
  private final String partName;
  private final FileChannel channel;
  private final Ownership ownership;
  private final boolean createNew;
  private final Runnable released;
  private long position;
  private boolean closed;

  /** Whose the file will be, and for whom. */
  record Ownership(int mode, int uid, int gid) {}

  FileUpload(
      Path target,
      PinnedFile directory,
      PinnedFile part,
      String partName,
      long offset,
      Ownership ownership,
      boolean createNew,
      Runnable released)
      throws IOException {
    this.target = target;
    this.directory = directory;
    this.part = part;
    this.partName = partName;
    this.ownership = ownership;
    this.createNew = createNew;
    this.released = released;
    this.position = offset;
    this.channel = FileChannel.open(part.path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
    channel.truncate(offset);
  }

  /** How much of the file is there. */
  public long size() {
    return position;
  }

  /** Appends. */
  public void write(ByteBuffer data) throws AgentException {
    try {
      while (data.hasRemaining()) {
        position += channel.write(data, position);
      }
    } catch (IOException e) {
      throw FileFailures.of(e, target, ErrorCode.FILE_IO_FAILED);
    }
  }

  /** The SHA-256 of all that is there, read back from the disk. */
  public byte[] sha256() throws AgentException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer buffer = ByteBuffer.allocate(65_536);
      long at = 0;
      int count = channel.read(buffer, at);
      while (count >= 0) {
        at += count;
        digest.update(buffer.flip());
        count = channel.read(buffer.clear(), at);
      }
      return digest.digest();
    } catch (IOException e) {
      throw FileFailures.of(e, target, ErrorCode.FILE_IO_FAILED);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Puts the file in its place, at once and whole.
   *
   * @param sha256 what all of it must have; empty if that is not known
   * @throws AgentException {@link ErrorCode#CHECKSUM_DIFFERS}, and then nothing is replaced and the
   *     part file is gone
   */
  public void commit(byte[] sha256) throws AgentException {
    if (sha256.length > 0 && !Arrays.equals(sha256, sha256())) {
      discard();
      throw FileFailures.of(
          ErrorCode.CHECKSUM_DIFFERS, "What arrived is not what was announced", target, "");
    }
    try {
      Path held = part.path();
      if (Files.getAttribute(held, "unix:uid") instanceof Integer uid && uid != ownership.uid()) {
        Files.setAttribute(held, "unix:uid", ownership.uid());
      }
      if (Files.getAttribute(held, "unix:gid") instanceof Integer gid && gid != ownership.gid()) {
        Files.setAttribute(held, "unix:gid", ownership.gid());
      }
      Files.setAttribute(held, "unix:mode", ownership.mode());
      channel.force(true);
      Path place = directory.path(name());
      if (createNew) {
        // A link is refused where something is; a rename would replace it.
        Files.createLink(place, directory.path(partName));
        Files.delete(directory.path(partName));
      } else {
        Files.move(
            directory.path(partName),
            place,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw FileFailures.of(e, target, ErrorCode.FILE_IO_FAILED);
    } finally {
      close();
    }
  }

  private String name() {
    Path name = target.getFileName();
    return name == null ? "" : name.toString();
  }

  /** Gives it up: the part file is deleted. */
  public void discard() throws AgentException {
    try {
      Files.deleteIfExists(directory.path(partName));
    } catch (IOException e) {
      throw FileFailures.of(e, target, ErrorCode.DELETE_FAILED);
    } finally {
      close();
    }
  }

  /** Leaves the part file as it is. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was promised about a part file.
    } finally {
      part.close();
      directory.close();
      released.run();
    }
  }
}
