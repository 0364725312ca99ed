package io.quantix.agent.file;

import io.quantix.agent.policy.PathPolicy;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** From the text of a request to something that is held, past the policy. */
final class PathResolver {
  private static final int ATTEMPTS = 3;
  private static final int MAX_LINKS = 40;

  private final PathPolicy policy;

  PathResolver(PathPolicy policy) {
    this.policy = policy;
  }

  /** What the policy is asked about a real path. */
  interface Check {
    void check(Path real) throws AgentException;
  }

  /**
   * A file that is held.
   *
   * @param real where it is
   */
  record Found(Path real, PinnedFile file) {}

  PathPolicy policy() {
    return policy;
  }

  Path wellFormed(String path) throws AgentException {
    return policy.wellFormed(path);
  }

  /**
   * Opens what a path comes to.
   *
   * @param follow whether a link at its very end is followed
   */
  Found open(Path path, boolean follow, Check check) throws AgentException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Path real = real(path, follow, check);
      check.check(real);
      try {
        PinnedFile file = PinnedFile.real(real);
        if (!follow || !file.attributes().link()) {
          return new Found(real, file);
        }
        file.close();
      } catch (NotDirectoryException e) {
        // A link or a file where there was a directory a moment ago: from the beginning.
      } catch (IOException e) {
        throw FileFailures.of(e, path, ErrorCode.FILE_IO_FAILED);
      }
    }
    throw FileFailures.of(
        ErrorCode.PATH_TRAVERSAL_BLOCKED,
        "What the path leads to changes while it is followed",
        path,
        "Use a path without links");
  }

  private static Path real(Path path, boolean follow, Check check) throws AgentException {
    try {
      Path parent = path.getParent();
      Path name = path.getFileName();
      if (follow || parent == null || name == null) {
        return path.toRealPath();
      }
      return parent.toRealPath().resolve(name.toString());
    } catch (NoSuchFileException e) {
      // Where nothing may be known, not even that nothing is there.
      check.check(wouldBe(path));
      throw FileFailures.notFound(path);
    } catch (NotDirectoryException e) {
      check.check(wouldBe(path));
      throw FileFailures.notDirectory(path);
    } catch (AccessDeniedException e) {
      check.check(wouldBe(path));
      throw FileFailures.denied(path);
    } catch (FileSystemLoopException e) {
      throw loop(path);
    } catch (IOException e) {
      check.check(wouldBe(path));
      String message = String.valueOf(e.getMessage());
      if (message.contains("Too many levels of symbolic links")) {
        throw loop(path);
      }
      throw FileFailures.of(e, path, ErrorCode.FILE_IO_FAILED);
    }
  }

  private static AgentException loop(Path path) {
    return FileFailures.of(
        ErrorCode.PATH_TRAVERSAL_BLOCKED,
        "The path leads through too many links",
        path,
        "Use a path without links");
  }

  /** The real path that something not there would have, with the links on the way followed. */
  static Path wouldBe(Path path) throws AgentException {
    Deque<String> names = new ArrayDeque<>();
    path.forEach(name -> names.addLast(name.toString()));
    Path at = Path.of("/");
    int links = 0;
    while (!names.isEmpty()) {
      String name = names.removeFirst();
      if (name.equals("..")) {
        Path parent = at.getParent();
        at = parent == null ? at : parent;
        continue;
      }
      Path next = name.isEmpty() || name.equals(".") ? at : at.resolve(name);
      Path target;
      try {
        target = Files.readSymbolicLink(next);
      } catch (IOException e) {
        at = next;
        continue;
      }
      if (++links > MAX_LINKS) {
        throw loop(path);
      }
      at = target.isAbsolute() ? Path.of("/") : at;
      for (int i = target.getNameCount() - 1; i >= 0; i--) {
        names.addFirst(target.getName(i).toString());
      }
    }
    return at;
  }
}
