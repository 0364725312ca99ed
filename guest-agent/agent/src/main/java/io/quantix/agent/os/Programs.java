package io.quantix.agent.os;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The programs of a system: those of this one, or others that answer in their place. */
public interface Programs {
  /** Where a program is, if it is installed. */
  Optional<Path> find(String name);

  /**
   * Runs one that {@link #find} found.
   *
   * @param command its path and its arguments
   */
  Program.Output run(List<String> command, byte[] input, Duration limit) throws IOException;

  /** Runs one by its name with no input, for at most 30 seconds. */
  default Program.Output run(String name, String... arguments) throws IOException {
    return run(Duration.ofSeconds(30), name, arguments);
  }

  /** Runs one by its name with no input. */
  default Program.Output run(Duration limit, String name, String... arguments) throws IOException {
    return run(command(name, arguments), new byte[0], limit);
  }

  /** A program's path and its arguments. */
  default List<String> command(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(
        find(name).orElseThrow(() -> new IOException(name + " is not installed")).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Those of this system. */
  static Programs system() {
    return new Programs() {
      @Override
      public Optional<Path> find(String name) {
        return Program.find(name);
      }

      @Override
      public Program.Output run(List<String> command, byte[] input, Duration limit)
          throws IOException {
        return Program.run(command, input, Map.of(), limit);
      }
    };
  }
}
