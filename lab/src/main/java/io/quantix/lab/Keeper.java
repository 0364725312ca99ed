package io.quantix.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The process that owns a lab host (the script {@code keep-host}). It outlives this JVM by the time
 * that it needs to clean up: when the pipe from here ends, for whatever reason, it ends the daemon
 * and every guest and removes the host's folder.
 */
final class Keeper {
  /** How the host's libvirtd runs; see {@code keep-host}. */
  enum Mode {
    SYSTEM,
    SESSION,
    NOBODY;

    static Mode ofThisMachine() {
      String asked = System.getenv("QUANTIX_LAB_MODE");
      if (asked != null && !asked.isEmpty()) {
        return valueOf(asked.toUpperCase(java.util.Locale.ROOT));
      }
      if (!"root".equals(System.getProperty("user.name"))) {
        return SESSION;
      }
      try {
        Command.run(
            List.of("unshare", "--mount", "mount", "--bind", "/run", "/run"),
            java.time.Duration.ofSeconds(10));
        return SYSTEM;
      } catch (LabException e) {
        return NOBODY;
      }
    }
  }

  private final Process process;
  private final Writer commands;
  private final BufferedReader answers;

  private Keeper(Process process) {
    this.process = process;
    this.commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static Keeper start(Path base, Mode mode) {
    List<String> words = new ArrayList<>(List.of("setsid"));
    if (mode == Mode.SYSTEM) {
      words.addAll(List.of("unshare", "--mount"));
    }
    words.addAll(
        List.of(
            LabFiles.script("keep-host").toString(),
            base.toString(),
            mode.name().toLowerCase(java.util.Locale.ROOT),
            LabFiles.cache().toString()));
    try {
      Files.createDirectories(LabFiles.cache());
      Keeper keeper =
          new Keeper(
              new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start());
      keeper.answer("prepare");
      return keeper;
    } catch (IOException e) {
      throw new LabException("Cannot start the keeper of a lab host: " + e.getMessage(), e);
    }
  }

  /** Sends one command and waits until it is done. */
  synchronized void ask(String command) {
    try {
      commands.write(command + "\n");
      commands.flush();
      answer(command);
    } catch (IOException e) {
      throw new LabException("The keeper of the lab host is gone: " + e.getMessage(), e);
    }
  }

  private void answer(String command) throws IOException {
    String line = answers.readLine();
    if (!"ok".equals(line)) {
      throw new LabException(
          "The lab host cannot " + command + ": " + (line == null ? "its keeper ended" : line));
    }
  }

  /** Ends the host and waits until nothing of it is left. */
  void end() {
    try {
      commands.close();
    } catch (IOException e) {
      // The pipe is already gone; the keeper has seen its end.
    }
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new LabException("The keeper of the lab host (process " + process.pid() + ") hangs");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }
}
