package io.quantix.agent.file;

import java.util.List;

/**
 * Part of a directory, sorted by name.
 *
 * @param continuation for the next part; empty after the last
 * @param total how many there are in all
 */
public record DirectoryPage(List<FileEntry> entries, String continuation, int total) {

  /** Copies the list. */
  public DirectoryPage {
    entries = List.copyOf(entries);
  }
}
