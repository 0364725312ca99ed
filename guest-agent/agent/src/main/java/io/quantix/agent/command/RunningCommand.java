package io.quantix.agent.command;

import io.quantix.agent.os.DescriptorReader;
import io.quantix.agent.os.Libc;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A command that runs. Somebody must {@link #await} it. */
public final class RunningCommand {
  private static final Duration HANDED_ON = Duration.ofSeconds(5);

  private final Process process;
  private final Duration limit;
  private final boolean session;
  private final long started = System.nanoTime();
  private final AtomicBoolean ending = new AtomicBoolean();
  private final DescriptorReader[] readers;
  private final Thread[] threads;

  private RunningCommand(
      Process process, Duration limit, boolean session, DescriptorReader[] readers) {
    this.process = process;
    this.limit = limit;
    this.session = session;
    this.readers = readers;
    this.threads = new Thread[readers.length];
  }

  /**
   * Starts a process.
   *
   * @param builder whose outputs are set here
   * @param session whether the process makes a session of its own, which is then ended as a whole
   */
  public static RunningCommand start(
      ProcessBuilder builder, CommandOutput output, Duration limit, boolean session)
      throws IOException {
    int[] out = pipe();
    int[] error;
    try {
      error = pipe();
    } catch (IOException e) {
      Libc.close(out[0]);
      Libc.close(out[1]);
      throw e;
    }
    Process process;
    try {
      // This process opens the pipes' ends for the command by these names.
      builder.redirectOutput(Path.of("/proc/self/fd/" + out[1]).toFile());
      builder.redirectError(Path.of("/proc/self/fd/" + error[1]).toFile());
      process = builder.start();
    } catch (IOException e) {
      Libc.close(out[0]);
      Libc.close(error[0]);
      throw e;
    } finally {
      Libc.close(out[1]);
      Libc.close(error[1]);
    }
    DescriptorReader[] readers = new DescriptorReader[2];
    try {
      readers[0] = new DescriptorReader(out[0]);
      readers[1] = new DescriptorReader(error[0]);
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
    RunningCommand running = new RunningCommand(process, limit, session, readers);
    running.read(output);
    return running;
  }

  private static int[] pipe() throws IOException {
    int[] ends = Libc.pipe();
    if (ends.length < 2) {
      throw new IOException("no pipe could be made (error=" + -ends[0] + ")");
    }
    return ends;
  }

  private void read(CommandOutput output) {
    threads[0] = reading(readers[0], CommandOutput.Channel.OUTPUT, output);
    threads[1] = reading(readers[1], CommandOutput.Channel.ERROR, output);
  }

  private Thread reading(
      DescriptorReader reader, CommandOutput.Channel channel, CommandOutput output) {
    return Thread.ofPlatform()
        .daemon()
        .name("command " + process.pid() + " " + channel)
        .start(() -> copy(reader, channel, output));
  }

  private void copy(DescriptorReader reader, CommandOutput.Channel channel, CommandOutput output) {
    byte[] buffer = new byte[16_384];
    try (reader) {
      int count = reader.read(buffer);
      while (count >= 0) {
        if (count > 0) {
          output.output(channel, buffer, count);
        }
        count = reader.read(buffer);
      }
    } catch (IOException | InterruptedException e) {
      // Nobody takes it any more; a command that goes on writing is told so by its broken pipe.
    }
  }

  /** Its number; of its session, too. */
  public long pid() {
    return process.pid();
  }

  /** Its standard input, if one was asked for; closed, the command reads an end. */
  public OutputStream input() {
    return process.getOutputStream();
  }

  /** Ends it, and all that it started in its session; {@link #await} tells when. */
  public void cancel() {
    if (ending.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("end " + process.pid()).start(this::end);
    }
  }

  private void end() {
    SessionEnd.terminate(process, session);
    try {
      process.waitFor();
      for (int i = 0; i < readers.length; i++) {
        readers[i].finish();
        // Whoever takes the output may have stopped doing so; then the rest is given up.
        if (!threads[i].join(HANDED_ON)) {
          threads[i].interrupt();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits until it has ended, and until all that it wrote has been handed on. When its time is over
   * it is ended. What processes that it left behind write later is not waited for.
   */
  public CommandResult await() throws InterruptedException {
    boolean timedOut = false;
    try {
      long left = limit.toNanos() - (System.nanoTime() - started);
      if (!process.waitFor(left, TimeUnit.NANOSECONDS)) {
        timedOut = true;
        cancel();
        process.waitFor();
      }
    } catch (InterruptedException e) {
      cancel();
      throw e;
    }
    for (int i = 0; i < readers.length; i++) {
      readers[i].finish();
      threads[i].join();
    }
    Duration duration = Duration.ofNanos(System.nanoTime() - started);
    return new CommandResult(process.exitValue(), duration, timedOut);
  }
}
