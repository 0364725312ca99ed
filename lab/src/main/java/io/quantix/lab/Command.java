package io.quantix.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program of the system, run to its end. */
final class Command {
  private Command() {}

  /** Gives what it printed; fails if its exit status is not 0 or it takes longer than allowed. */
  static String run(List<String> words, Duration atMost) {
    try {
      Process process = new ProcessBuilder(words).start();
      process.getOutputStream().close();
      CompletableFuture<String> out = read(process.getInputStream());
      CompletableFuture<String> err = read(process.getErrorStream());
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new LabException(
            String.join(" ", words) + " took longer than " + atMost.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw new LabException(
            String.join(" ", words)
                + " failed with status "
                + process.exitValue()
                + ": "
                + err.join().strip());
      }
      return out.join();
    } catch (IOException e) {
      throw new LabException("Cannot run " + words.getFirst() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("Interrupted while running " + String.join(" ", words), e);
    }
  }

  private static CompletableFuture<String> read(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try (stream) {
            text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
          } catch (IOException e) {
            text.completeExceptionally(new UncheckedIOException(e));
          }
        });
    return text;
  }
}
