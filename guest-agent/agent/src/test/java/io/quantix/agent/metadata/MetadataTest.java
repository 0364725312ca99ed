package io.quantix.agent.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("data/metadata");
  }

  @Test
  void valuesAreKeptReplacedAndTakenOut() throws Exception {
    Metadata metadata = new Metadata(file());
    assertThat(metadata.change(Map.of(), List.of())).isEmpty();
    assertThat(file()).doesNotExist();
    String odd = "a = b\\n\nnext\r\\ and ü";
    metadata.change(Map.of("b", odd, "a", ""), List.of());
    assertThat(new Metadata(file()).change(Map.of(), List.of()))
        .containsExactly(Map.entry("a", ""), Map.entry("b", odd));
    assertThat(metadata.change(Map.of("a", "1"), List.of("b", "none")))
        .containsExactly(Map.entry("a", "1"));
    assertThat(Files.readString(file())).isEqualTo("a=1\n");
    assertThat(Files.getPosixFilePermissions(file())).hasSize(4);
    assertThat(file().resolveSibling("metadata.new")).doesNotExist();
  }

  @Test
  void whatSomebodyWroteIntoTheFileIsReadAndWhatIsNoneOfItPassedOver() throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(
        file(),
        "# a comment\ngood=yes\nbad name=no\n=empty\n" + "x=" + "y".repeat(5_000) + "\nlast=\\");
    assertThat(new Metadata(file()).change(Map.of(), List.of()))
        .containsExactly(Map.entry("good", "yes"), Map.entry("last", "\\"));
  }

  private ErrorCode refused(Map<String, String> set, List<String> remove) {
    return catchThrowableOfType(
            AgentException.class, () -> new Metadata(file()).change(set, remove))
        .code();
  }

  @Test
  void thereAreLimits() throws Exception {
    for (String name : List.of("", "a b", "../x", "ü", "x".repeat(65), "a\nb")) {
      assertThat(refused(Map.of(name, "x"), List.of())).isEqualTo(ErrorCode.INVALID_REQUEST);
      assertThat(refused(Map.of(), List.of(name))).isEqualTo(ErrorCode.INVALID_REQUEST);
    }
    assertThat(refused(Map.of("a", "ü".repeat(2_049)), List.of()))
        .isEqualTo(ErrorCode.INVALID_REQUEST);
    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i <= Metadata.MAX_NAMES; i++) {
      many.put("name" + i, "");
    }
    assertThat(refused(many, List.of())).isEqualTo(ErrorCode.INVALID_REQUEST);
    Map<String, String> large = new TreeMap<>();
    for (int i = 0; i < 17; i++) {
      large.put("name" + i, "x".repeat(4_000));
    }
    assertThat(refused(large, List.of())).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(file()).doesNotExist();
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed() throws Exception {
    Files.createDirectories(file().getParent());
    Path elsewhere = Files.writeString(folder.resolve("secret"), "password=x\n");
    Files.createSymbolicLink(file(), elsewhere);
    assertThat(refused(Map.of(), List.of())).isEqualTo(ErrorCode.FILE_IO_FAILED);
    assertThat(refused(Map.of("a", "b"), List.of())).isEqualTo(ErrorCode.FILE_IO_FAILED);
    assertThat(elsewhere).hasContent("password=x");
  }
}
