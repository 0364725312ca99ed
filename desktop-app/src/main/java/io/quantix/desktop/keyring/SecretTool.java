package io.quantix.desktop.keyring;

import io.quantix.desktop.keyring.KeyringException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code secret-tool}, libsecret's own program. Secrets go through its input and output, what
 * they are found by through its arguments.
 */
final class SecretTool {
  private static final String PROGRAM = "secret-tool";
  // What libsecret says, in English, where nobody serves the Secret Service or there is no D-Bus.
  private static final List<String> NOBODY =
      List.of(
          "was not provided by any .service files",
          "Could not connect",
          "has no owner",
          "Cannot autolaunch",
          "Cannot spawn a message bus");

  private final Map<String, String> environment;

  SecretTool(Map<String, String> environment) {
    this.environment = environment;
  }

  /** What a run has given. */
  static final class Result {
    private final boolean done;
    private final byte[] output;

    private Result(boolean done, byte[] output) {
      this.done = done;
      this.output = output;
    }

    /** Whether it has found or done what it was asked for. */
    boolean done() {
      return done;
    }

    /** What it printed, no copy; the caller wipes it. */
    byte[] output() {
      return output;
    }
  }

  /**
   * Runs it.
   *
   * @param patience how long it may take; then it is killed, and what it asks the person goes away
   * @param input wiped once it is written
   * @throws KeyringException of reason ABSENT if there is no such program, D-Bus or service;
   *     LOCKED; FAILED with its own words; FAILED too if it takes too long or this thread is
   *     interrupted, whose interrupt stays set
   */
  Result run(Duration patience, byte[] input, List<String> command) throws KeyringException {
    // Without an address it would start a D-Bus of its own where it can.
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "").isBlank()
        && (runtime.isBlank() || !Files.exists(Path.of(runtime, "bus")))) {
      Arrays.fill(input, (byte) 0);
      throw new KeyringException(Reason.ABSENT, "there is no D-Bus session");
    }
    Process process = start(command);
    try {
      CompletableFuture<byte[]> output = read(process.getInputStream());
      CompletableFuture<byte[]> errors = read(process.getErrorStream());
      try (OutputStream to = process.getOutputStream()) {
        to.write(input);
      } catch (IOException e) {
        // It has ended already, and its other words say why.
      } finally {
        Arrays.fill(input, (byte) 0);
      }
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new KeyringException(
            Reason.FAILED, "no answer from the keyring within " + patience.toSeconds() + " s");
      }
      String said = new String(errors.join(), StandardCharsets.UTF_8).strip();
      // It shows attributes there, too, and tells of each locked one that it passes over.
      boolean failed = process.exitValue() != 0 && !said.isEmpty();
      if (failed) {
        Arrays.fill(output.join(), (byte) 0);
        throw failure(said);
      }
      return new Result(process.exitValue() == 0, output.join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeyringException(Reason.FAILED, "interrupted while waiting for the keyring");
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(List<String> command) throws KeyringException {
    ProcessBuilder builder = new ProcessBuilder(PROGRAM);
    builder.command().addAll(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("LC_ALL", "C");
    try {
      return builder.start();
    } catch (IOException e) {
      throw new KeyringException(
          Reason.ABSENT, PROGRAM + " is not installed (package libsecret-tools)");
    }
  }

  private static CompletableFuture<byte[]> read(InputStream from) {
    CompletableFuture<byte[]> all = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("keyring-read")
        .start(() -> {
          try (from) {
            all.complete(from.readAllBytes());
          } catch (IOException e) {
            all.complete(new byte[0]);
          }
        });
    return all;
  }

  private static KeyringException failure(String said) {
    if (NOBODY.stream().anyMatch(said::contains)) {
      return new KeyringException(Reason.ABSENT, "no keyring runs in this session");
    }
    String words = said.replaceFirst("^secret-tool: ", "");
    return new KeyringException(
        words.contains("locked") || words.contains("dismissed") ? Reason.LOCKED : Reason.FAILED,
        words);
  }
}
