package io.quantix.libvirt.transport.ssh;

import io.quantix.libvirt.transport.Deadlines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledFuture;

/** The system's {@code ssh}, asked what its configuration says. */
final class SshProgram {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MAX_OUTPUT = 1 << 20;

  private SshProgram() {}

  /** The words that every call of it begins with. */
  static List<String> command(SshSettings settings) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(
        settings
            .program()
            .orElseThrow(() -> new IOException("there is no program ssh on the PATH"))
            .toString());
    if (!settings.ownConfig()) {
      words.add("-F");
      words.add(settings.configs().isEmpty() ? "none" : settings.configs().getFirst().toString());
    }
    return words;
  }

  /** What {@code ssh -G} says of a host. */
  static Map<String, List<String>> configurationOf(
      String host, Optional<String> user, OptionalInt port, SshSettings settings)
      throws IOException {
    List<String> words = command(settings);
    words.add("-G");
    user.ifPresent(name -> words.addAll(List.of("-l", name)));
    port.ifPresent(number -> words.addAll(List.of("-p", Integer.toString(number))));
    words.addAll(List.of("--", host));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    ScheduledFuture<?> watch = Deadlines.after(PATIENCE, process::destroyForcibly);
    try (InputStream out = process.getInputStream()) {
      process.getOutputStream().close();
      String text = new String(out.readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0 && !text.contains("hostname ")) {
        throw new IOException("ssh -G " + host + ": " + SshFailures.shown(text));
      }
      return SshConfig.parseResolved(text.lines().toList());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while ssh -G ran", e);
    } finally {
      watch.cancel(false);
    }
  }
}
