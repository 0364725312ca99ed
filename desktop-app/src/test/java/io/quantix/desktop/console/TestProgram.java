package io.quantix.desktop.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program beside a test, which ends with it, also if the test's JVM is killed. */
final class TestProgram implements AutoCloseable {
  private static final String KEEPER =
      """
      exec 3<&0
      "$@" </dev/null 3<&- &
      child=$!
      { cat >/dev/null; kill $child; } <&3 2>/dev/null &
      wait $child
      """;

  private final Process process;
  private final BufferedReader output;

  /** Starts one that reads nothing. */
  static TestProgram start(Map<String, String> environment, List<String> command)
      throws IOException {
    List<String> kept = new ArrayList<>(List.of("sh", "-c", KEEPER, "sh"));
    kept.addAll(command);
    return new TestProgram(environment, kept);
  }

  /** Starts one that itself ends when its input does. */
  static TestProgram startReading(Map<String, String> environment, List<String> command)
      throws IOException {
    return new TestProgram(environment, command);
  }

  private TestProgram(Map<String, String> environment, List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    process = builder.start();
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  BufferedReader output() {
    return output;
  }

  void write(String line) throws IOException {
    OutputStream input = process.getOutputStream();
    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Runs a program to its end. */
  static void run(List<String> command) throws IOException, InterruptedException {
    Process once = new ProcessBuilder(command).redirectErrorStream(true).start();
    once.getOutputStream().close();
    String said = new String(once.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (once.waitFor() != 0) {
      throw new IllegalStateException(command + ": " + said);
    }
  }

  /** Waits for a file that a program makes. */
  void await(Path file) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!file.toFile().exists()) {
      if (!isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("no " + file);
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    output.close();
  }
}
