package io.quantix.agent.file;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** What the system said about a file, as one of the agent's codes. */
final class FileFailures {
  private FileFailures() {}

  static AgentException of(IOException e, Path path, ErrorCode otherwise) {
    return switch (e) {
      case NoSuchFileException _ -> notFound(path);
      case AccessDeniedException _ -> denied(path);
      case NotDirectoryException _ -> notDirectory(path);
      case FileAlreadyExistsException _ -> exists(path);
      case DirectoryNotEmptyException _ ->
          of(otherwise, "The directory is not empty", path, "Delete it with all that is in it");
      default -> byReason(e, path, otherwise);
    };
  }

  private static AgentException byReason(IOException e, Path path, ErrorCode otherwise) {
    String reason =
        e instanceof FileSystemException f && f.getReason() != null
            ? f.getReason()
            : Objects.toString(e.getMessage(), e.getClass().getSimpleName());
    String said = reason.toLowerCase(Locale.ROOT);
    if (said.contains("no space left") || said.contains("quota exceeded")) {
      return of(ErrorCode.DISK_FULL, "There is no space left", path, "");
    }
    if (said.contains("not a directory")) {
      return notDirectory(path);
    }
    if (said.contains("permission denied") || said.contains("not permitted")) {
      return denied(path);
    }
    if (said.contains("read-only file system")) {
      return of(ErrorCode.FILE_ACCESS_DENIED, "The file system is read-only", path, "");
    }
    if (said.contains("file too large")) {
      return of(ErrorCode.FILE_TOO_LARGE, "The file system takes no file so large", path, "");
    }
    return new AgentException(
        otherwise,
        "The guest's system refused: " + reason.replace("/proc/self/fd/", "fd "),
        path.toString(),
        otherwise.resolution(),
        e);
  }

  static AgentException of(ErrorCode code, String message, Path path, String resolution) {
    return new AgentException(
        code,
        message,
        path.toString(),
        resolution.isEmpty() ? code.resolution() : resolution,
        null);
  }

  static AgentException notFound(Path path) {
    return of(ErrorCode.FILE_NOT_FOUND, "There is no such file", path, "");
  }

  static AgentException denied(Path path) {
    return of(ErrorCode.FILE_ACCESS_DENIED, "The guest's system denies it", path, "");
  }

  static AgentException notDirectory(Path path) {
    return of(ErrorCode.NOT_A_DIRECTORY, "It is no directory", path, "");
  }

  static AgentException notFile(Path path) {
    return of(ErrorCode.NOT_A_FILE, "It is no regular file", path, "");
  }

  static AgentException exists(Path path) {
    return of(ErrorCode.FILE_ALREADY_EXISTS, "It is there already", path, "");
  }
}
