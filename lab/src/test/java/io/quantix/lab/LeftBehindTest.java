package io.quantix.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a killed owner of a host leaves behind: nothing. */
class LeftBehindTest {
  @Test
  void nothingWhenTheJvmIsKilled() throws Exception {
    ownAndKill("");
  }

  @Test
  void nothingWhenTheJvmIsKilledAndNamespacesAreForbidden() throws Exception {
    // A normal user's host is a session in either case.
    ownAndKill("root".equals(System.getProperty("user.name")) ? "nobody" : "session");
  }

  private static void ownAndKill(String mode) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HostOwner.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("QUANTIX_LAB_MODE", mode);
    Process owner = builder.start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8))) {
      String base = out.readLine();
      assertThat(base).isNotNull().startsWith("/tmp/qlab.");
      assertThat(processesOf(base)).isNotEmpty().anyMatch(line -> line.contains("qemu"));

      owner.destroyForcibly();
      Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
      while ((Files.exists(Path.of(base)) || !processesOf(base).isEmpty())
          && Instant.now().isBefore(deadline)) {
        Thread.sleep(50);
      }
      assertThat(Path.of(base)).doesNotExist();
      assertThat(processesOf(base)).isEmpty();
    } finally {
      owner.destroyForcibly();
    }
  }

  private static List<String> processesOf(String base) throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(folder -> folder.getFileName().toString().matches("[0-9]+"))
          .map(LeftBehindTest::commandLine)
          .filter(line -> line.contains(base + "/") || line.contains(base + " "))
          .toList();
    }
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline"), StandardCharsets.UTF_8)
          .replace('\0', ' ');
    } catch (IOException e) {
      return ""; // it ended meanwhile
    }
  }
}
