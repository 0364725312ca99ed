package io.quantix.agent.client;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.DirectoryEntry;
import io.quantix.agent.protocol.message.ListDirectoryResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The files of a guest. Paths are the guest's own. */
public final class GuestFiles {
  private final GuestLink link;

  GuestFiles(GuestLink link) {
    this.link = link;
  }

  /**
   * A page of a directory.
   *
   * @param hidden whether names that begin with a dot are listed, too
   * @param maxEntries 0 for as many as the agent gives at once
   * @param token empty for the first page, else what the page before had
   */
  public ListDirectoryResponse list(String path, boolean hidden, int maxEntries, String token)
      throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getListDirectoryBuilder()
        .setPath(path)
        .setIncludeHidden(hidden)
        .setMaxEntries(maxEntries)
        .setContinuationToken(token);
    AgentMessage answer = link.request(ask);
    if (!answer.hasListDirectoryResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getListDirectoryResponse();
  }

  /** What is there, following a symbolic link or not. */
  public DirectoryEntry stat(String path, boolean follow)
      throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getFileStatBuilder().setPath(path).setFollowSymlinks(follow);
    AgentMessage answer = link.request(ask);
    if (!answer.hasFileStatResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getFileStatResponse().getEntry();
  }

  /**
   * Makes a directory.
   *
   * @param parents whether those above it are made, too
   * @param mode as chmod has it; 0 for its owner alone
   * @return false if it was there
   */
  public boolean createDirectory(String path, boolean parents, int mode)
      throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getCreateDirectoryBuilder().setPath(path).setRecursive(parents).setMode(mode);
    AgentMessage answer = link.request(ask);
    if (!answer.hasCreateDirectoryResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getCreateDirectoryResponse().getCreated();
  }

  /**
   * Deletes a file or a directory.
   *
   * @param recursive whether a directory's content goes with it
   * @return how many files and directories were deleted
   */
  public long delete(String path, boolean recursive) throws AgentException, InterruptedException {
    AgentMessage.Builder ask = AgentMessage.newBuilder();
    ask.getFileDeleteBuilder().setPath(path).setRecursive(recursive);
    AgentMessage answer = link.request(ask);
    if (!answer.hasFileDeleteResponse()) {
      throw Guest.noAnswer();
    }
    return answer.getFileDeleteResponse().getDeleted();
  }

  /**
   * Copies a file of the guest; see {@link GuestFileTransfer#download}.
   *
   * @return how many bytes were copied
   */
  public long download(
      String path, long offset, OutputStream into, PendingRequest.Progress progress)
      throws AgentException, InterruptedException, IOException {
    return new GuestFileTransfer(link).download(path, offset, into, progress);
  }

  /** Copies a file into the guest; see {@link GuestFileTransfer#upload}. */
  public void upload(
      String path, int mode, InputStream from, long size, PendingRequest.Progress progress)
      throws AgentException, InterruptedException, IOException {
    new GuestFileTransfer(link).upload(path, mode, from, size, progress);
  }
}
