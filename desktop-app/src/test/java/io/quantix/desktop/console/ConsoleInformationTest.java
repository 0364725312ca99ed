package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.VncStatistics;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleInformationTest {
  private static final long SECOND = 1_000_000_000;

  private static VncStatistics statistics(String security, String encryption, long updates) {
    return new VncStatistics(
        "3.8",
        security,
        encryption,
        List.of("ZRLE", "CopyRect"),
        1280,
        800,
        2_500_000,
        updates,
        5_000_000,
        1_500_000,
        Duration.ofNanos(1_250_000));
  }

  @Test
  void figuresAreToldAsPeopleReadThem() {
    ConsoleInformation information = new ConsoleInformation();
    information.update(statistics("None", "", 100), "web-01", 0);
    information.update(statistics("None", "", 130), "web-01", 2 * SECOND);
    assertThat(information.text())
        .contains("Desktop: web-01")
        .contains("Size: 1280 × 800")
        .contains("Encodings: ZRLE, CopyRect")
        .contains("Latency: 1.3 ms")
        .contains("Throughput: 1.4 MiB/s")
        .contains("Updates a second: 15.0")
        .contains("Received: 2.4 MiB")
        .contains("Saved: 8.0 : 1")
        .contains("Encryption: None");
    information.clear();
    assertThat(information.text()).isEmpty();
  }

  @Test
  void whatIsNotSafeIsToldPlainly() {
    ConsoleInformation information = new ConsoleInformation();
    information.update(statistics("VNC authentication", "", 1), "x", 0);
    assertThat(information.warning().orElseThrow()).contains("does not encrypt");
    information.update(statistics("VeNCrypt TLSVNC", "TLSv1.3", 1), "x", 0);
    assertThat(information.warning().orElseThrow()).contains("anonymous");
    information.update(statistics("VeNCrypt X509VNC", "TLSv1.3", 1), "x", 0);
    assertThat(information.warning()).isEmpty();
  }

  @Test
  void anotherSessionBeginsAnew() {
    ConsoleInformation information = new ConsoleInformation();
    information.update(statistics("None", "", 100), "x", 0);
    information.update(statistics("None", "", 3), "x", SECOND);
    assertThat(information.text()).doesNotContain("Updates a second");
  }

  @Test
  void aPicturesNameIsOneThatEverySystemTakes() {
    LocalDateTime when = LocalDateTime.of(2026, 3, 4, 5, 6, 7);
    assertThat(Screenshots.fileName("web-01", when)).isEqualTo("web-01 2026-03-04 05-06-07.png");
    assertThat(Screenshots.fileName("../a:b\"<>|*?\n", when))
        .isEqualTo("_a_b_ 2026-03-04 05-06-07.png");
    assertThat(Screenshots.fileName("Grün 東京", when)).startsWith("Grün 東京 ");
    assertThat(Screenshots.fileName("/", when)).startsWith("_ ");
    assertThat(Screenshots.fileName("", when)).startsWith("console ");
    assertThat(Screenshots.fileName("x".repeat(300), when)).hasSize(80 + 24);
  }
}
