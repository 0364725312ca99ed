package io.quantix.vnc.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that lives no longer than the test: a shell beside it ends it when the pipe from this
 * JVM closes, whatever closed it, a kill of the JVM included. It may clean up first (an X server
 * has a lock file), and is killed if it does not end; then its folder is removed.
 */
final class ChildProcess implements AutoCloseable {
  private static final String KEEPER =
      """
      exec 3<&0
      folder=$1
      shift
      "$@" </dev/null 3<&- &
      child=$!
      trap 'kill -9 $child' TERM
      {
        cat >/dev/null
        kill $child
        tries=0
        while kill -0 $child && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
        kill -9 $child
        rm -rf "$folder"
      } <&3 2>/dev/null &
      wait $child
      """;

  private final Process process;
  private final Path folder;
  private final Path log;
  private final BufferedReader output;

  ChildProcess(Path folder, String needs, List<String> command) throws IOException {
    this.folder = folder;
    if (Stream.of(System.getenv("PATH").split(":"))
        .noneMatch(f -> Files.isExecutable(Path.of(f).resolve(command.get(0))))) {
      throw new IllegalStateException(
          command.get(0) + " is missing: apt-get install " + needs + ", which ./check does");
    }
    log = folder.resolve("log");
    List<String> kept = new ArrayList<>(List.of("sh", "-c", KEEPER, "sh", folder.toString()));
    kept.addAll(command);
    process = new ProcessBuilder(kept).redirectError(log.toFile()).start();
    output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
  }

  static Path newFolder() throws IOException {
    return Files.createTempDirectory("quantix-lab-vnc-");
  }

  BufferedReader output() {
    return output;
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for a file or socket that it makes. */
  void await(Path file) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(file)) {
      if (!isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("no " + file.getFileName() + ": " + log());
      }
      Thread.sleep(10);
    }
  }

  /** Connects to a socket that it makes, as soon as it listens there. */
  SocketChannel connect(Path socket) throws IOException, InterruptedException {
    await(socket);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
      } catch (IOException e) {
        channel.close();
        if (!isAlive() || System.nanoTime() > deadline) {
          throw new IllegalStateException(log(), e);
        }
        Thread.sleep(10);
      }
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    try {
      while (Files.exists(folder)) {
        if (System.nanoTime() > deadline) {
          throw new IOException("cannot clean up " + folder);
        }
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    output.close();
  }
}
