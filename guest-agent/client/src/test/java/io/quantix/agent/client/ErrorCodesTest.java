package io.quantix.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Each error that the protocol knows is reached by a test, or it is said why none does. */
class ErrorCodesTest {
  private static List<String> lines() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ErrorCodesTest.class.getResourceAsStream("error-codes.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  /** The sources of the agent's tests, by the names of their classes. */
  private static Map<String, String> tests() throws IOException {
    Map<String, String> tests = new HashMap<>();
    for (String module : List.of("protocol", "agent", "client")) {
      try (var files = Files.walk(Path.of("..", module, "src/test/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
          String name = String.valueOf(file.getFileName());
          tests.put(name.substring(0, name.length() - 5), Files.readString(file));
        }
      }
    }
    return tests;
  }

  @Test
  void eachIsListedWithItsTestOrWhyThereIsNone() throws IOException {
    assertThat(lines())
        .extracting(line -> line.split(" ", 3)[0] + " " + line.split(" ", 3)[1])
        .containsExactlyElementsOf(
            Arrays.stream(ErrorCode.values())
                .map(code -> code.number() + " " + code.name())
                .toList());
    Map<String, String> tests = tests();
    for (String line : lines()) {
      String[] words = line.split(" ", 3);
      if (words[2].startsWith("none: ")) {
        assertThat(words[2].length()).as(line).isGreaterThan(20);
      } else {
        assertThat(tests).as(line).containsKey(words[2]);
        assertThat(tests.get(words[2])).as(line).containsPattern("ErrorCode\\." + words[1] + "\\b");
      }
    }
  }
}
