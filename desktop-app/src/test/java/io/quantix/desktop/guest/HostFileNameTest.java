package io.quantix.desktop.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A name that a guest told never leads out of the folder that a person chose. */
class HostFileNameTest {
  @ParameterizedTest
  @CsvSource({
    "report.pdf, report.pdf",
    "Übersicht 2026.txt, Übersicht 2026.txt",
    ".bashrc, .bashrc",
    "../../etc/passwd, .._.._etc_passwd",
    "C:\\x, C__x",
    "con, _con",
    "CON.txt, _CON.txt",
    "a. ., a",
    "what?*, what__",
  })
  void looksLikeWhatItIs(String guest, String host) {
    assertThat(HostFileName.of(guest)).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "/",
        "...",
        " ",
        "\\..\\",
        "a/../../b",
        "\u0000",
        "x\ny",
        "\u202egnp.exe"
      })
  void staysInItsFolder(String guest) {
    String name = HostFileName.of(guest);
    Path folder = Path.of("/chosen");
    assertThat(folder.resolve(name).normalize().getParent()).isEqualTo(folder);
    assertThat(name.chars()).noneMatch(c -> Character.isISOControl(c) || c == 0x202e);
  }

  @Test
  void isNeverTooLong() {
    assertThat(HostFileName.of("é".repeat(5000)).getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(200);
  }

  @Test
  void anotherOneHasANumber() {
    assertThat(HostFileName.numbered("a.txt", 2)).isEqualTo("a (2).txt");
    assertThat(HostFileName.numbered(".bashrc", 2)).isEqualTo(".bashrc (2)");
    assertThat(HostFileName.numbered("a", 3)).isEqualTo("a (3)");
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/etc, /",
    "/etc/, /",
    "/etc/ssh, /etc",
    "C:\\, C:\\",
    "C:\\Users, C:\\",
    "C:\\Users\\ann, C:\\Users",
  })
  void theFolderAbove(String path, String above) {
    assertThat(GuestPath.parent(path)).isEqualTo(above);
  }
}
