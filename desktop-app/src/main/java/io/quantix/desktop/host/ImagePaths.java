package io.quantix.desktop.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The paths of disk images on one host. On this machine, links are followed and headers read; of
 * another machine, only what the path itself says is known.
 */
record ImagePaths(boolean here) {
  /** One form for all the ways to write a path. */
  String canonical(String path) {
    try {
      Path plain = Path.of(path).normalize();
      return here ? real(plain) : plain.toString();
    } catch (InvalidPathException e) {
      return path;
    }
  }

  private static String real(Path path) {
    try {
      return path.toRealPath().toString();
    } catch (IOException e) {
      return path.toString(); // it is not there, or in a folder that is not ours to look into
    }
  }

  /** Whether {@link #canonical} has followed all the links of a path that leads anywhere. */
  boolean isOnlyName(String path) {
    if (!here) {
      return false;
    }
    try {
      Path plain = Path.of(path);
      if (Files.notExists(plain)) {
        return true;
      }
      var _ = plain.toRealPath();
      return true;
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /**
   * Collects the images below one.
   *
   * @return whether these are all: false if that cannot be found out
   */
  boolean follow(String image, Set<String> files) {
    if (!here) {
      return false;
    }
    try {
      Optional<Path> below = BackingFile.of(Path.of(image));
      while (below.isPresent() && files.add(canonical(below.get().toString()))) {
        below = BackingFile.of(below.get());
      }
      return true;
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }
}
