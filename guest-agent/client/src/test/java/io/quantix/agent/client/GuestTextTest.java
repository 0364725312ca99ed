package io.quantix.agent.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GuestTextTest {
  @Test
  void whatWouldActOnATerminalOrReorderTextIsReplaced() {
    assertThat(GuestText.line("a\u001b[2Jb\u202Ec\u009dd\u0000e\nf"))
        .isEqualTo("a\uFFFD[2Jb\uFFFDc\uFFFDd\uFFFDe\uFFFDf");
    assertThat(GuestText.lines("a\n\tb\r")).isEqualTo("a\n\tb\uFFFD");
    assertThat(GuestText.line("Grüße, 世界 \uD83D\uDE00")).isEqualTo("Grüße, 世界 \uD83D\uDE00");
    assertThat(GuestText.line("x\uD83D")).isEqualTo("x\uFFFD");
    assertThat(GuestText.line("x".repeat(100_000))).hasSize(GuestText.MAX_LENGTH);
  }
}
