package io.quantix.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.agent.config.AgentConfig.LogFormat;
import io.quantix.agent.config.AgentConfig.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentLogTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private AgentLog log(
      LogLevel level, LogFormat format, Optional<Path> file, long size, int files) {
    return new AgentLog(
        level, format, new PrintStream(out, true, StandardCharsets.UTF_8), file, size, files);
  }

  private String written() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void linesOfTooLittleWeightAreLeftOut() {
    AgentLog log = log(LogLevel.WARN, LogFormat.PRETTY, Optional.empty(), 1 << 20, 1);
    log.info("small");
    log.warn("larger");
    log.error("in\ntwo lines \u001b[31m");
    assertThat(written().lines())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).endsWith("WARN larger"))
        .anySatisfy(line -> assertThat(line).endsWith("ERROR in two lines  [31m"));
  }

  @Test
  void asJson() {
    log(LogLevel.INFO, LogFormat.JSON, Optional.empty(), 1 << 20, 1).info("a \"word\"");
    assertThat(written())
        .contains("\"level\":\"info\"", "\"message\":\"a \\\"word\\\"\"")
        .startsWith("{\"timestamp\":\"");
  }

  @Test
  void aFileIsRotatedAndFewAreKept() throws Exception {
    Path file = folder.resolve("logs/agent.log");
    AgentLog log = log(LogLevel.INFO, LogFormat.PRETTY, Optional.of(file), 200, 3);
    for (int i = 0; i < 40; i++) {
      log.info("line " + i);
    }
    try (var files = Files.list(file.getParent())) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("agent.log", "agent.log.1", "agent.log.2");
    }
    assertThat(Files.readString(file) + Files.readString(file.resolveSibling("agent.log.1")))
        .contains("line 39");
  }

  @Test
  void nothingIsWrittenWhileFileSystemsAreFrozen() throws Exception {
    Path file = folder.resolve("agent.log");
    AgentLog log = log(LogLevel.INFO, LogFormat.PRETTY, Optional.of(file), 1 << 20, 2);
    log.info("before");
    log.pause();
    for (int i = 0; i < 1_005; i++) {
      log.info("held " + i);
    }
    assertThat(written()).contains("before").doesNotContain("held");
    assertThat(Files.readString(file)).doesNotContain("held");
    log.resume();
    assertThat(Files.readString(file))
        .contains("held 0", "held 999", "5 lines were left out")
        .doesNotContain("held 1000");
    assertThat(written()).contains("held 999");
  }

  @Test
  void aFileThatCannotBeWrittenIsSaidOnce() throws Exception {
    Path file = Files.createDirectory(folder.resolve("directory"));
    AgentLog log = log(LogLevel.INFO, LogFormat.PRETTY, Optional.of(file), 1 << 20, 2);
    log.info("one");
    log.info("two");
    assertThat(written().lines().filter(line -> line.contains("cannot be written"))).hasSize(1);
    assertThat(written()).contains("one", "two");
  }
}
