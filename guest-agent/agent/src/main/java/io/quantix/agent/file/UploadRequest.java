package io.quantix.agent.file;

import java.util.Optional;

/**
 * A whole file that is to come.
 *
 * @param offset 0, or how much of an upload that was broken off is to be kept
 * @param mode of a new file; empty: that of the file it replaces, or 0600
 * @param createNew whether a file that is there is an error
 * @param owner empty: that of the file it replaces, or the agent's own
 * @param group likewise
 */
public record UploadRequest(
    String path,
    long offset,
    Optional<Integer> mode,
    boolean createNew,
    String owner,
    String group) {

  /** A new file, or all of one anew. */
  public static UploadRequest of(String path) {
    return new UploadRequest(path, 0, Optional.empty(), false, "", "");
  }
}
