package io.quantix.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One virsh that reads its commands from here. It is quick where thousands of commands are sent,
 * and it keeps its connection open: libvirt's test driver forgets everything when its last
 * connection closes.
 */
final class VirshSession implements AutoCloseable {
  private final Process process;
  private final Writer commands;
  private final BufferedReader output;
  private int marks;

  VirshSession(String uri) {
    try {
      process = new ProcessBuilder("virsh", "-q", "-c", uri).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new LabException("Cannot run virsh: " + e.getMessage(), e);
    }
    commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Runs all of them and waits for the last; fails if one of them fails. */
  synchronized void run(List<String> lines) {
    String mark = "quantix-lab-mark-" + ++marks;
    Thread writer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                for (String line : lines) {
                  commands.write(line + "\n");
                }
                // Unknown to virsh, which says so at once; what it prints to a pipe it may keep for
                // long.
                commands.write(mark + "\n");
                commands.flush();
              } catch (IOException e) {
                process.destroyForcibly(); // the reader below sees the end and says so
              }
            });
    Future<?> deadline =
        CompletableFuture.runAsync(
            process::destroyForcibly, CompletableFuture.delayedExecutor(5, TimeUnit.MINUTES));
    try {
      StringBuilder errors = new StringBuilder();
      for (String line = output.readLine(); ; line = output.readLine()) {
        if (line == null) {
          throw new LabException("virsh ended: " + errors);
        }
        if (line.contains("error:")) {
          if (line.contains(mark)) {
            break;
          }
          if (errors.length() < 2000) {
            errors.append(line).append('\n');
          }
        }
      }
      writer.join();
      if (!errors.isEmpty()) {
        throw new LabException("virsh failed: " + errors);
      }
    } catch (IOException e) {
      throw new LabException("virsh ended: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("Interrupted while waiting for virsh", e);
    } finally {
      deadline.cancel(false);
    }
  }

  @Override
  public void close() {
    try {
      commands.close();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
