package io.quantix.desktop.cli;

import io.quantix.agent.client.GuestFiles;
import io.quantix.agent.client.GuestText;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.DirectoryEntry;
import io.quantix.agent.protocol.message.ListDirectoryResponse;
import io.quantix.desktop.text.Texts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files of a guest, to this computer. Each comes under another name beside its place, and takes its
 * place once it is whole. What is neither a file nor a directory, symbolic links too, is left out
 * with a word: a link of the guest means nothing here.
 */
final class GuestDownload {
  private static final String PART = ".part";
  private static final int DEEPEST = 256;

  private final GuestFiles files;
  private final PrintWriter err;
  private final CopyProgress progress;
  private int status = ExitStatus.DONE;

  GuestDownload(GuestFiles files, PrintWriter err, CopyProgress progress) {
    this.files = files;
    this.err = err;
    this.progress = progress;
  }

  int run(GuestPath from, Path to, boolean recursive, boolean resume)
      throws AgentException, CommandFailedException, IOException, InterruptedException {
    // QEMU's agent tells nothing of a file: it is taken for one then.
    boolean directory = false;
    try {
      directory = files.stat(from.path(), true).getIsDirectory();
    } catch (AgentException e) {
      if (e.code() != ErrorCode.NOT_AVAILABLE) {
        throw e;
      }
    }
    Path target = Files.isDirectory(to) ? to.resolve(local(from.name())) : to;
    if (!directory) {
      file(from, target, resume);
    } else if (recursive) {
      directory(from, target, resume, 0);
    } else {
      throw new CommandFailedException(
          Texts.text("cli.guest.copy.is-directory", from.path()),
          Texts.text("cli.guest.copy.is-directory.hint"));
    }
    return status;
  }

  private void file(GuestPath from, Path to, boolean resume)
      throws AgentException, IOException, InterruptedException {
    Path name = to.getFileName();
    Path part = to.resolveSibling((name == null ? "" : name) + PART);
    long offset = resume && Files.isRegularFile(part) ? Files.size(part) : 0;
    progress.begin(from.name());
    try (OutputStream out =
        Files.newOutputStream(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS, // whoever else writes there shall not lead it elsewhere
            offset > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)) {
      files.download(from.path(), offset, out, (done, total, _) -> progress.at(done, total));
    } catch (AgentException | IOException e) {
      if (Files.exists(part) && Files.size(part) == 0) {
        Files.delete(part);
      }
      throw e;
    }
    Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private void directory(GuestPath from, Path to, boolean resume, int depth)
      throws AgentException, CommandFailedException, IOException, InterruptedException {
    if (depth > DEEPEST) {
      throw new CommandFailedException(
          Texts.text("cli.guest.copy.too-deep", GuestText.line(from.path())), "");
    }
    Files.createDirectories(to);
    String token = "";
    do {
      ListDirectoryResponse page = files.list(from.path(), true, 0, token);
      for (DirectoryEntry entry : page.getEntriesList()) {
        entry(from, to, entry, resume, depth);
      }
      token = page.getContinuationToken();
    } while (!token.isEmpty());
  }

  private void entry(GuestPath from, Path to, DirectoryEntry entry, boolean resume, int depth)
      throws CommandFailedException, IOException, InterruptedException, AgentException {
    GuestPath child = from.resolve(entry.getName());
    if (entry.getIsSymlink()) {
      err.println(Texts.text("cli.guest.copy.link", GuestText.line(child.path())));
      return;
    }
    Path target = to.resolve(local(entry.getName()));
    if (entry.getIsDirectory()) {
      directory(child, target, resume, depth + 1);
      return;
    }
    try {
      file(child, target, resume);
    } catch (AgentException e) {
      if (e.code() == ErrorCode.CONNECTION_LOST || e.code() == ErrorCode.NO_ANSWER) {
        throw e;
      }
      status = Math.max(status, Failures.print(e, err));
    }
  }

  /** A name that a guest gave: one name, and nothing else, here too. */
  private static String local(String name) throws CommandFailedException {
    boolean good =
        !name.isEmpty()
            && !name.equals(".")
            && !name.equals("..")
            && name.indexOf('/') < 0
            && name.indexOf('\\') < 0;
    try {
      if (good && Path.of(name).getNameCount() == 1) {
        return name;
      }
    } catch (InvalidPathException e) {
      // Said below.
    }
    throw new CommandFailedException(
        Texts.text("cli.guest.copy.bad-name", GuestText.line(name)), "");
  }
}
