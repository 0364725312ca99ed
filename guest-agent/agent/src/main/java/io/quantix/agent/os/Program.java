package io.quantix.agent.os;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program of the system that answers and ends: found in the system's own directories alone, given
 * its arguments one by one (never a shell's line), a clean environment, and so long.
 */
public final class Program {
  /** Where programs are looked for, and what they are given as {@code PATH}. */
  public static final String SEARCH_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int MAX_OUTPUT = 8 * 1024 * 1024;

  private Program() {}

  /**
   * What a program answered.
   *
   * @param status its exit status
   * @param text its standard output, cut at 8 MiB
   * @param error its standard error, likewise
   */
  public record Output(int status, String text, String error) {
    /** Whether it ended well. */
    public boolean ok() {
      return status == 0;
    }

    /**
     * What it complained of: standard error, or else standard output, in one line of at most 500.
     */
    public String complaint() {
      String said = (error.isBlank() ? text : error).strip().replace('\n', ' ');
      if (said.isEmpty()) {
        return "exit status " + status;
      }
      return said.length() > 500 ? said.substring(0, 500) + "..." : said;
    }
  }

  /** Looks a program up. */
  public static Optional<Path> find(String name) {
    for (String directory : SEARCH_PATH.split(":", -1)) {
      Path candidate = Path.of(directory, name);
      if (Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Runs one for at most 30 seconds. */
  public static Output run(List<String> command) throws IOException {
    return run(command, new byte[0], Map.of(), LIMIT);
  }

  /**
   * Runs one.
   *
   * @param input its standard input
   * @param environment beside {@code PATH} and {@code LC_ALL}
   * @throws IOException if it could not be started, or did not end in time and was ended
   */
  public static Output run(
      List<String> command, byte[] input, Map<String, String> environment, Duration limit)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
    builder.environment().clear();
    builder.environment().put("PATH", SEARCH_PATH);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    if (input.length == 0) {
      builder.redirectInput(Path.of("/dev/null").toFile());
    }
    Process process = builder.start();
    try {
      Drain text = new Drain(process.getInputStream());
      Drain error = new Drain(process.getErrorStream());
      if (input.length > 0) {
        try (OutputStream in = process.getOutputStream()) {
          in.write(input);
        } catch (IOException e) {
          // It ended, or closed its input, without reading all; its status tells.
        }
      }
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException(
            command.getFirst() + " did not end within " + limit.toSeconds() + " seconds");
      }
      return new Output(process.exitValue(), text.finish(limit), error.finish(limit));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(command.getFirst() + " was given up", e);
    } finally {
      if (process.isAlive()) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      process.getInputStream().close();
      process.getErrorStream().close();
    }
  }

  /** Reads one of its outputs to the end, keeping so much. */
  private static final class Drain {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread thread;

    Drain(InputStream in) {
      thread = Thread.ofPlatform().daemon().name("output").start(() -> copy(in));
    }

    private void copy(InputStream in) {
      byte[] buffer = new byte[8_192];
      try {
        int count = in.read(buffer);
        while (count >= 0) {
          kept.write(buffer, 0, Math.min(count, MAX_OUTPUT - kept.size()));
          count = in.read(buffer);
        }
      } catch (IOException e) {
        // Closed, because it was given up.
      }
    }

    /** What was read; a process that it left behind may hold the pipe open for ever. */
    String finish(Duration limit) throws InterruptedException {
      thread.join(limit);
      return kept.toString(StandardCharsets.UTF_8);
    }
  }
}
