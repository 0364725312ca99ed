package io.quantix.agent.freeze;

import io.quantix.agent.os.Program;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scripts of a directory, by name: executable files that root alone may change. Each is given
 * one word, {@code freeze} or {@code thaw}.
 */
final class Hooks {
  private final Path directory;
  private final Duration limit;
  private final int owner;

  Hooks(Path directory, Duration limit) {
    this(directory, limit, 0);
  }

  Hooks(Path directory, Duration limit, int owner) {
    this.directory = directory;
    this.limit = limit;
    this.owner = owner;
  }

  /** Runs them one after the other until one fails: what that was, if any did. */
  Optional<String> run(String word, boolean all) {
    Optional<String> failure = Optional.empty();
    try {
      for (Path script : scripts()) {
        Optional<String> failed = run(script, word);
        if (failed.isPresent()) {
          failure = failure.isPresent() ? failure : failed;
          if (!all) {
            return failure;
          }
        }
      }
    } catch (IOException e) {
      return Optional.of(directory + " cannot be read: " + e.getMessage());
    }
    return failure;
  }

  private Optional<String> run(Path script, String word) {
    try {
      Map<String, Object> attributes = Files.readAttributes(script, "unix:uid,mode");
      boolean own = attributes.get("uid") instanceof Integer uid && (uid == 0 || uid == owner);
      boolean closed = attributes.get("mode") instanceof Integer mode && (mode & 0022) == 0;
      if (!own || !closed) {
        return Optional.of(script + " can be changed by others than root");
      }
      Program.Output output =
          Program.run(List.of(script.toString(), word), new byte[0], Map.of(), limit);
      return output.ok() ? Optional.empty() : Optional.of(script + ": " + output.complaint());
    } catch (IOException e) {
      return Optional.of(script + ": " + e.getMessage());
    }
  }

  private List<Path> scripts() throws IOException {
    List<Path> scripts = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry) && Files.isExecutable(entry)) {
          scripts.add(entry);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw new IOException(e);
    }
    scripts.sort(null);
    return scripts;
  }
}
