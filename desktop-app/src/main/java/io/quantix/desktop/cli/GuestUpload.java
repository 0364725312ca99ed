package io.quantix.desktop.cli;

import io.quantix.agent.client.GuestFiles;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.desktop.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Files of this computer, into a guest, with their modes. Symbolic links are followed. */
final class GuestUpload {
  private static final int PLAIN_FILE = 0644;
  private static final int PLAIN_DIRECTORY = 0755;

  private final GuestFiles files;
  private final PrintWriter err;
  private final CopyProgress progress;
  private int status = ExitStatus.DONE;

  GuestUpload(GuestFiles files, PrintWriter err, CopyProgress progress) {
    this.files = files;
    this.err = err;
    this.progress = progress;
  }

  int run(Path from, GuestPath to, boolean recursive)
      throws AgentException, CommandFailedException, IOException, InterruptedException {
    if (!Files.isReadable(from)) {
      throw new CommandFailedException(Texts.text("cli.error.not-readable", from), "");
    }
    Path whole = from.toRealPath();
    Path name = from.toAbsolutePath().normalize().getFileName();
    GuestPath target = isDirectory(to) && name != null ? to.resolve(name.toString()) : to;
    if (!Files.isDirectory(whole)) {
      file(whole, target);
    } else if (recursive) {
      directory(whole, target);
    } else {
      throw new CommandFailedException(
          Texts.text("cli.guest.copy.is-directory", from),
          Texts.text("cli.guest.copy.is-directory.hint"));
    }
    return status;
  }

  private boolean isDirectory(GuestPath place) throws AgentException, InterruptedException {
    if (place.path().endsWith("/")) {
      return true;
    }
    try {
      return files.stat(place.path(), true).getIsDirectory();
    } catch (AgentException e) {
      if (e.code() == ErrorCode.FILE_NOT_FOUND || e.code() == ErrorCode.NOT_AVAILABLE) {
        return false;
      }
      throw e;
    }
  }

  private void file(Path from, GuestPath to)
      throws AgentException, IOException, InterruptedException {
    progress.begin(to.name());
    try (InputStream in = Files.newInputStream(from)) {
      files.upload(
          to.path(),
          mode(from, PLAIN_FILE),
          in,
          Files.size(from),
          (done, total, _) -> progress.at(done, total));
    }
  }

  private void directory(Path from, GuestPath to)
      throws AgentException, IOException, InterruptedException {
    files.createDirectory(to.path(), true, mode(from, PLAIN_DIRECTORY));
    List<Path> children;
    try (Stream<Path> found = Files.list(from)) {
      children = found.sorted().toList();
    }
    for (Path child : children) {
      GuestPath target = to.resolve(String.valueOf(child.getFileName()));
      if (Files.isDirectory(child) && !Files.isSymbolicLink(child)) {
        directory(child, target);
      } else if (Files.isRegularFile(child)) {
        one(child, target);
      } else {
        err.println(Texts.text("cli.guest.copy.no-file", child));
      }
    }
  }

  private void one(Path from, GuestPath to)
      throws AgentException, IOException, InterruptedException {
    try {
      file(from, to);
    } catch (AgentException e) {
      if (e.code() == ErrorCode.CONNECTION_LOST || e.code() == ErrorCode.NO_ANSWER) {
        throw e;
      }
      status = Math.max(status, Failures.print(e, err));
    }
  }

  /** Its permissions as chmod numbers them. */
  private static int mode(Path file, int unknown) throws IOException {
    Set<PosixFilePermission> permissions;
    try {
      permissions = Files.getPosixFilePermissions(file);
    } catch (UnsupportedOperationException e) {
      return unknown;
    }
    int mode = 0;
    for (PosixFilePermission each : PosixFilePermission.values()) {
      mode = mode << 1 | (permissions.contains(each) ? 1 : 0);
    }
    return mode;
  }
}
