package io.quantix.agent.os;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The small files that a system tells about itself with ({@code /proc}, {@code /sys}, {@code
 * /etc}), below a root: {@code /}, or a folder with those of another system. Paths are given
 * without the leading slash. What is read is at most 4 MiB.
 */
public final class SystemFiles {
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private final Path root;

  /** Below a root. */
  public SystemFiles(Path root) {
    this.root = root;
  }

  /** Those of the running system. */
  public static SystemFiles running() {
    return new SystemFiles(Path.of("/"));
  }

  /** Whether it is the running system, whose programs may be asked, too. */
  public boolean live() {
    return root.getParent() == null;
  }

  /** A path below the root. */
  public Path path(String relative) {
    return root.resolve(relative);
  }

  /** A whole file as text; bytes that are no UTF-8 become replacement characters. */
  public String text(String relative) throws IOException {
    return new String(bytes(relative), StandardCharsets.UTF_8);
  }

  /** A whole file. */
  public byte[] bytes(String relative) throws IOException {
    try (InputStream in = Files.newInputStream(path(relative))) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException(relative + " is larger than " + MAX_BYTES + " bytes");
      }
      return bytes;
    }
  }

  /** A file's lines; none where it is not there. */
  public List<String> lines(String relative) throws IOException {
    try {
      return text(relative).lines().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** A file of one line, without what stands around it; empty where it cannot be read. */
  public String word(String relative) {
    try {
      return text(relative).replace("\0", "").strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** A file of one number; what is given where it is none. */
  public long number(String relative, long otherwise) {
    try {
      return Long.parseLong(word(relative));
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** Whether it is there. */
  public boolean exists(String relative) {
    return Files.exists(path(relative));
  }

  /** The names in a directory, sorted; none where it is not there. */
  public List<String> names(String relative) {
    List<String> names = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(path(relative))) {
      for (Path entry : entries) {
        names.add(name(entry));
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      return List.of();
    }
    names.sort(null);
    return names;
  }

  /** The last name of where a symbolic link points: a driver, a bus. */
  public Optional<String> linkName(String relative) {
    try {
      return Optional.of(name(Files.readSymbolicLink(path(relative))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String name(Path path) {
    Path last = path.getFileName();
    return last == null ? "" : last.toString();
  }
}
