package io.quantix.agent.file;

import io.quantix.agent.os.Libc;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file or directory that is held by a descriptor, so that nobody can put another in its place.
 * {@link #path} leads to it, and to what is below it, whatever happens to its name.
 */
final class PinnedFile implements AutoCloseable {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final int PIN = Libc.O_PATH | Libc.O_NOFOLLOW | Libc.O_CLOEXEC;

  private final int descriptor;
  private final AtomicBoolean closed = new AtomicBoolean();

  private PinnedFile(int descriptor) {
    this.descriptor = descriptor;
  }

  /** The root. */
  static PinnedFile root() throws IOException {
    return opened(Libc.openat(Libc.AT_FDCWD, "/", PIN | Libc.O_DIRECTORY), "/");
  }

  /** What stands at a real path: every name on the way must be a directory, none a link. */
  static PinnedFile real(Path real) throws IOException {
    PinnedFile at = root();
    try {
      for (int i = 0; i < real.getNameCount(); i++) {
        String name = real.getName(i).toString();
        PinnedFile next = i == real.getNameCount() - 1 ? at.child(name) : at.childDirectory(name);
        at.close();
        at = next;
      }
      return at;
    } catch (IOException | RuntimeException e) {
      at.close();
      throw e;
    }
  }

  /** What has that name in this directory, a link itself if it is one. */
  PinnedFile child(String name) throws IOException {
    return opened(Libc.openat(descriptor, name, PIN), name);
  }

  /** The directory of that name in this one; no link to one. */
  PinnedFile childDirectory(String name) throws IOException {
    return opened(Libc.openat(descriptor, name, PIN | Libc.O_DIRECTORY), name);
  }

  /** Makes a file in this directory, for reading and writing. */
  PinnedFile create(String name, int mode) throws IOException {
    int flags = Libc.O_RDWR | Libc.O_CREAT | Libc.O_EXCL | Libc.O_NOFOLLOW | Libc.O_CLOEXEC;
    return opened(Libc.openat(descriptor, name, flags, mode), name);
  }

  private static PinnedFile opened(int result, String name) throws IOException {
    if (result >= 0) {
      return new PinnedFile(result);
    }
    throw switch (-result) {
      case Libc.ENOENT -> new NoSuchFileException(name);
      case Libc.EACCES -> new AccessDeniedException(name);
      case Libc.ENOTDIR, Libc.ELOOP -> new NotDirectoryException(name);
      case Libc.EEXIST -> new FileAlreadyExistsException(name);
      case 28, 122 -> new FileSystemException(name, null, "No space left on device");
      case 30 -> new FileSystemException(name, null, "Read-only file system");
      default -> new FileSystemException(name, null, "error " + -result);
    };
  }

  /** A path to the very thing that is held. */
  Path path() {
    return DESCRIPTORS.resolve(Integer.toString(descriptor));
  }

  /** A path to what has that name in this directory. */
  Path path(String name) {
    return path().resolve(name);
  }

  FileAttributes attributes() throws IOException {
    return FileAttributes.of(path());
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Libc.close(descriptor);
    }
  }
}
