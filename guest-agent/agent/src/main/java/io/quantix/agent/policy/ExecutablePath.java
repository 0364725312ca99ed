package io.quantix.agent.policy;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Follows a program's path link by link, and keeps every directory in which a name was looked up:
 * whoever may write to one of them chooses what runs.
 *
 * @param asked the absolute path with the links of its directories followed, but not its own
 * @param resolved the file itself
 * @param directories every directory that took part
 */
record ExecutablePath(Path asked, Path resolved, Set<Path> directories) {
  private static final int MAX_LINKS = 40;

  static ExecutablePath of(Path absolute) throws IOException {
    Path name = absolute.getFileName();
    Path parent = absolute.getParent();
    if (name == null || parent == null) {
      throw new NoSuchFileException(absolute.toString());
    }
    Set<Path> directories = new LinkedHashSet<>();
    Path asked = walk(parent, directories).resolve(name.toString());
    return new ExecutablePath(asked, walk(absolute, directories), directories);
  }

  private static Path walk(Path path, Set<Path> directories) throws IOException {
    Deque<String> names = new ArrayDeque<>();
    path.forEach(name -> names.addLast(name.toString()));
    Path at = Path.of("/");
    int links = 0;
    while (!names.isEmpty()) {
      String name = names.removeFirst();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        Path parent = at.getParent();
        at = parent == null ? at : parent;
        continue;
      }
      directories.add(at);
      Path next = at.resolve(name);
      if (!Files.isSymbolicLink(next)) {
        if (!Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
          throw new NoSuchFileException(next.toString());
        }
        at = next;
        continue;
      }
      if (++links > MAX_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      Path target = Files.readSymbolicLink(next);
      if (target.isAbsolute()) {
        at = Path.of("/");
      }
      for (int i = target.getNameCount() - 1; i >= 0; i--) {
        names.addFirst(target.getName(i).toString());
      }
    }
    return at;
  }

  /** Its name as it was asked for; what a program of many names takes its part by. */
  String name() {
    return name(asked);
  }

  /** The file's own name. */
  String resolvedName() {
    return name(resolved);
  }

  private static String name(Path path) {
    Path last = path.getFileName();
    return last == null ? "" : last.toString();
  }
}
