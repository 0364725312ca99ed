package io.quantix.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that is measured from outside, with a folder of its own that goes when it ends. */
final class Program implements AutoCloseable {
  private static final long TICK_NANOS = 10_000_000;

  private final Process process;
  private final Path folder;
  private final List<String> command;

  private Program(Process process, Path folder, List<String> command) {
    this.process = process;
    this.folder = folder;
    this.command = command;
  }

  static Path newFolder() throws IOException {
    return Files.createTempDirectory("quantix-lab-");
  }

  static Program start(Path folder, List<String> command) throws IOException {
    return start(folder, command, Map.of());
  }

  /** Starts it with more in its environment; its errors go to {@code log} in the folder. */
  static Program start(Path folder, List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(folder.resolve("log").toFile());
    builder.environment().putAll(environment);
    return new Program(builder.start(), folder, command);
  }

  Path folder() {
    return folder;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The first line that it prints. */
  String firstLine() throws IOException {
    BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String line = output.readLine();
    if (line == null) {
      throw new IOException(this + ": " + Files.readString(folder.resolve("log")));
    }
    return line;
  }

  /** Processor time, user and system, of it and all that it has started, in nanoseconds. */
  long processorNanos() throws IOException {
    long ticks = ticks(process.pid());
    for (ProcessHandle one : process.descendants().toList()) {
      ticks += ticks(one.pid());
    }
    return ticks * TICK_NANOS;
  }

  /** utime, stime, cutime and cstime of proc(5). */
  private static long ticks(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int i = 11; i <= 14; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks;
  }

  @Override
  public void close() throws IOException {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroy);
    for (ProcessHandle one : all) {
      one.onExit().completeOnTimeout(one, 5, TimeUnit.SECONDS).join();
      one.destroyForcibly();
      one.onExit().join();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public String toString() {
    return command.getFirst();
  }
}
