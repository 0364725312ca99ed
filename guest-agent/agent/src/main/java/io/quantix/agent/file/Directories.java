package io.quantix.agent.file;

import io.quantix.agent.os.AccountDatabase;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/** Lists, makes and deletes directories, and looks at files. */
public final class Directories {
  private static final int MAX_ENTRIES = 1_000;
  private static final int MAX_DEPTH = 256;

  private final PathResolver resolver;
  private final AccountDatabase accounts;

  Directories(PathResolver resolver, AccountDatabase accounts) {
    this.resolver = resolver;
    this.accounts = accounts;
  }

  /**
   * Lists a directory by name, a page at a time; what comes or goes in between moves no other
   * entry.
   *
   * @param hidden whether names that begin with a dot are listed
   * @param maxEntries of a page; 0 or more than 1000: 1000
   * @param continuation of the page before, empty for the first
   */
  public DirectoryPage list(String path, boolean hidden, int maxEntries, String continuation)
      throws AgentException {
    Path asked = resolver.wellFormed(path);
    int most = maxEntries <= 0 ? MAX_ENTRIES : Math.min(maxEntries, MAX_ENTRIES);
    PathResolver.Found found = resolver.open(asked, true, resolver.policy()::mayRead);
    try (PinnedFile directory = found.file()) {
      if (!directory.attributes().directory()) {
        throw FileFailures.notDirectory(asked);
      }
      // Only a page of names is kept, however many there are.
      PriorityQueue<String> names = new PriorityQueue<>(Comparator.reverseOrder());
      int total = 0;
      int after = 0;
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory.path())) {
        for (Path entry : stream) {
          String name = name(entry);
          if (!hidden && name.startsWith(".")) {
            continue;
          }
          total++;
          if (continuation.isEmpty() || name.compareTo(continuation) > 0) {
            after++;
            names.add(name);
            if (names.size() > most) {
              names.remove();
            }
          }
        }
      }
      List<String> page = new ArrayList<>(names);
      page.sort(null);
      List<FileEntry> entries = new ArrayList<>();
      for (String name : page) {
        try {
          entries.add(entry(directory.path(name), name, asked.resolve(name)));
        } catch (NoSuchFileException e) {
          // Gone since its name was read.
        }
      }
      String next = after > page.size() ? page.getLast() : "";
      return new DirectoryPage(entries, next, total);
    } catch (DirectoryIteratorException e) {
      throw FileFailures.of(cause(e), asked, ErrorCode.FILE_IO_FAILED);
    } catch (IOException e) {
      throw FileFailures.of(e, asked, ErrorCode.FILE_IO_FAILED);
    }
  }

  /**
   * Looks at one file.
   *
   * @param follow whether a link at the path's end is followed
   */
  public FileEntry stat(String path, boolean follow) throws AgentException {
    Path asked = resolver.wellFormed(path);
    PathResolver.Found found = resolver.open(asked, follow, resolver.policy()::mayRead);
    try (PinnedFile file = found.file()) {
      FileAttributes attributes = file.attributes();
      String target = "";
      if (attributes.link()) {
        target = linkTarget(found.real());
      }
      return entry(name(asked), asked, attributes, target);
    } catch (IOException e) {
      throw FileFailures.of(e, asked, ErrorCode.FILE_IO_FAILED);
    }
  }

  private static String linkTarget(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private FileEntry entry(Path held, String name, Path path) throws IOException {
    FileAttributes attributes = FileAttributes.of(held, LinkOption.NOFOLLOW_LINKS);
    return entry(name, path, attributes, attributes.link() ? linkTarget(held) : "");
  }

  private FileEntry entry(String name, Path path, FileAttributes attributes, String target) {
    return new FileEntry(
        name,
        path.toString(),
        attributes.directory(),
        attributes.link(),
        target,
        attributes.size(),
        attributes.permissions(),
        attributes.modified(),
        attributes.created(),
        accounts.userName(attributes.uid()),
        accounts.groupName(attributes.gid()));
  }

  /**
   * Makes a directory.
   *
   * @param recursive whether missing ones above it are made, too; then one that is there is no
   *     error
   * @return whether anything was made
   */
  public boolean create(String path, boolean recursive, int mode) throws AgentException {
    Path asked = resolver.wellFormed(path);
    Deque<String> missing = new ArrayDeque<>();
    Path existing = asked;
    while (existing != null && !Files.exists(existing)) {
      missing.addFirst(name(existing));
      existing = existing.getParent();
    }
    if (existing == null || missing.isEmpty()) {
      return there(asked, recursive);
    }
    Path rest = Path.of(String.join("/", missing));
    PathResolver.Found found =
        resolver.open(existing, true, real -> resolver.policy().mayWrite(real.resolve(rest)));
    PinnedFile at = found.file();
    try {
      if (missing.size() > 1 && !recursive) {
        throw FileFailures.of(
            ErrorCode.DIRECTORY_NOT_FOUND, "The directory above it is missing", asked, "");
      }
      for (String name : missing) {
        PinnedFile made = make(at, name, mode);
        at.close();
        at = made;
      }
      return true;
    } catch (IOException e) {
      throw FileFailures.of(e, asked, ErrorCode.MKDIR_FAILED);
    } finally {
      at.close();
    }
  }

  private static PinnedFile make(PinnedFile parent, String name, int mode) throws IOException {
    try {
      Files.createDirectory(parent.path(name));
    } catch (FileAlreadyExistsException e) {
      return parent.childDirectory(name);
    }
    PinnedFile made = parent.childDirectory(name);
    try {
      Files.setAttribute(made.path(), "unix:mode", mode & 07777);
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  private boolean there(Path asked, boolean recursive) throws AgentException {
    PathResolver.Found found = resolver.open(asked, true, resolver.policy()::mayWrite);
    try (PinnedFile file = found.file()) {
      if (recursive && file.attributes().directory()) {
        return false;
      }
    } catch (IOException e) {
      throw FileFailures.of(e, asked, ErrorCode.MKDIR_FAILED);
    }
    throw FileFailures.exists(asked);
  }

  /**
   * Deletes a file, a link (never what it points to) or a directory.
   *
   * @param recursive whether all that is in a directory goes, too; other file systems in it do not
   * @return how many files and directories are gone
   */
  public long delete(String path, boolean recursive) throws AgentException {
    Path asked = resolver.wellFormed(path);
    Path parent = asked.getParent();
    if (parent == null) {
      throw FileFailures.of(ErrorCode.DELETE_FAILED, "The root stays", asked, "");
    }
    PathResolver.Found found = resolver.open(asked, false, resolver.policy()::mayWrite);
    found.file().close();
    Path real = found.real();
    PathResolver.Found directory =
        resolver.open(
            real.getParent() == null ? real : real.getParent(),
            true,
            at -> resolver.policy().mayWrite(at.resolve(name(real))));
    try (PinnedFile held = directory.file()) {
      return delete(held, name(real), recursive, held.attributes().device(), 0);
    } catch (IOException e) {
      throw FileFailures.of(e, asked, ErrorCode.DELETE_FAILED);
    }
  }

  private static long delete(
      PinnedFile parent, String name, boolean recursive, long device, int depth)
      throws IOException {
    FileAttributes attributes = FileAttributes.of(parent.path(name), LinkOption.NOFOLLOW_LINKS);
    long deleted = 0;
    if (attributes.directory() && recursive) {
      if (depth >= MAX_DEPTH || attributes.device() != device) {
        throw new IOException(
            depth >= MAX_DEPTH
                ? "more than " + MAX_DEPTH + " directories in each other"
                : "another file system is mounted in it");
      }
      try (PinnedFile directory = parent.childDirectory(name)) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory.path())) {
          stream.forEach(entry -> names.add(name(entry)));
        } catch (DirectoryIteratorException e) {
          throw cause(e);
        }
        for (String child : names) {
          deleted += delete(directory, child, true, device, depth + 1);
        }
      }
    }
    Files.delete(parent.path(name));
    return deleted + 1;
  }

  private static IOException cause(DirectoryIteratorException e) {
    IOException cause = e.getCause();
    return cause == null ? new IOException(e) : cause;
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "/" : name.toString();
  }
}
