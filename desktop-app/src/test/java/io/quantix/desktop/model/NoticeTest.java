package io.quantix.desktop.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoticeTest {
  private static String shown(String message) {
    return new Notice(Notice.Severity.ERROR, "title", message, "").message();
  }

  @Test
  void aMessageBeginsAsASentence() {
    assertThat(shown("no SSH server is reached")).isEqualTo("No SSH server is reached");
    assertThat(shown("")).isEmpty();
  }

  @Test
  void whatIsANameStaysAsItIs() {
    for (String message :
        new String[] {"/run/sock ended", "qemu+ssh://h/system: no", "vm-1 is off", "busy"}) {
      assertThat(shown(message)).isEqualTo(message);
    }
  }
}
