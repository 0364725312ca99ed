package io.quantix.agent.terminal;

import io.quantix.agent.command.SessionEnd;
import io.quantix.agent.os.DescriptorReader;
import io.quantix.agent.os.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** A terminal that is open. Somebody must {@link #await} it. */
public final class RunningTerminal implements AutoCloseable {
  private static final long TIOCSWINSZ = 0x5414;
  private static final Duration FULL = Duration.ofMillis(10);

  private final Process process;
  private final int master;
  private final DescriptorReader reader;
  private final Thread thread;
  private final AtomicBoolean ending = new AtomicBoolean();
  private final Object writing = new Object();
  private boolean gone;

  private RunningTerminal(
      Process process, int master, DescriptorReader reader, TerminalOutput output) {
    this.process = process;
    this.master = master;
    this.reader = reader;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("terminal " + process.pid())
            .unstarted(() -> copy(output));
  }

  static RunningTerminal start(ProcessBuilder builder, int master, TerminalOutput output)
      throws IOException {
    Process process = builder.start();
    DescriptorReader reader;
    try {
      reader = new DescriptorReader(master);
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
    RunningTerminal terminal = new RunningTerminal(process, master, reader, output);
    terminal.thread.start();
    return terminal;
  }

  private void copy(TerminalOutput output) {
    byte[] buffer = new byte[16_384];
    boolean opened = false;
    try {
      while (true) {
        int count = reader.read(buffer);
        if (count > 0) {
          opened = true;
          output.output(buffer, count);
        } else if (count < 0 && (opened || !process.isAlive())) {
          return;
        } else if (count < 0) {
          // Nobody has opened the other end yet; the kernel tells no difference.
          Thread.sleep(5);
        }
      }
    } catch (IOException | InterruptedException e) {
      // Nobody looks at it any more.
    } finally {
      synchronized (writing) {
        gone = true;
        reader.close();
      }
    }
  }

  /** Of the session in it. */
  public long pid() {
    return process.pid();
  }

  /**
   * Types.
   *
   * @throws IOException if the terminal is gone
   */
  public void write(byte[] data) throws IOException, InterruptedException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, data);
      long at = 0;
      while (at < data.length) {
        long count;
        synchronized (writing) {
          if (gone) {
            throw new IOException("the terminal is gone");
          }
          count = Libc.write(master, bytes.asSlice(at), data.length - at);
        }
        if (count == -Libc.EAGAIN) {
          // What runs in it does not read; it may be resized and closed in the meantime.
          Thread.sleep(FULL);
        } else if (count < 0 && count != -Libc.EINTR) {
          throw new IOException("the terminal is gone (error " + -count + ")");
        }
        at += Math.max(0, count);
      }
    }
  }

  /** Changes its size; what runs in it is told. */
  public void resize(WindowSize size) throws IOException {
    synchronized (writing) {
      if (!gone) {
        resize(master, size);
      }
    }
  }

  static void resize(int master, WindowSize size) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment words = arena.allocate(8, 2);
      words.set(ValueLayout.JAVA_SHORT, 0, (short) size.rows());
      words.set(ValueLayout.JAVA_SHORT, 2, (short) size.columns());
      int result = Libc.ioctl(master, TIOCSWINSZ, words);
      if (result < 0) {
        throw new IOException("the size could not be set (error " + -result + ")");
      }
    }
  }

  /**
   * Hangs up: what runs in it is told so, and ended if it does not end. If what it was opened for
   * has ended already, what that left behind goes on, as it does after a logout.
   */
  @Override
  public void close() {
    if (ending.compareAndSet(false, true)) {
      Thread.ofPlatform()
          .daemon()
          .name("hang up " + process.pid())
          .start(() -> {
            if (process.isAlive()) {
              SessionEnd.hangUp(process);
            }
            thread.interrupt();
          });
    }
  }

  /** Waits for the end of what it was opened for: its exit status, or 128 and a signal's number. */
  public int await() throws InterruptedException {
    try {
      int status = process.waitFor();
      reader.finish();
      thread.join();
      return status;
    } catch (InterruptedException e) {
      close();
      throw e;
    }
  }
}
