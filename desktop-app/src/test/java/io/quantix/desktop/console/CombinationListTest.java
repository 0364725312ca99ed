package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.app.SettingsStore;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CombinationListTest {
  @TempDir Path folder;
  private SettingsStore settings;
  private CombinationList list;

  @BeforeEach
  void open() {
    settings = new SettingsStore(folder.resolve("settings.json"), _ -> {});
    list = new CombinationList(settings);
  }

  @Test
  void combinationsAreAddedChangedAndRemovedAndKept() {
    assertThat(list.add("Ctrl + Shift + Esc")).isEmpty();
    assertThat(list.add("super+r")).isEmpty();
    assertThat(list.change(1, "super+e")).isEmpty();
    assertThat(list.combinations()).containsExactly("ctrl+shift+esc", "super+e");
    list.remove(0);
    settings.flush();
    open();
    assertThat(list.combinations()).containsExactly("super+e");
  }

  @Test
  void whatIsNoCombinationIsToldAndNotKept() {
    assertThat(list.add("ctrl+delte").orElseThrow()).contains("delte").contains("delete");
    assertThat(list.add("ctrl+").orElseThrow()).contains("missing");
    assertThat(list.add("ctrl+ctrl").orElseThrow()).contains("twice");
    assertThat(list.combinations()).isEmpty();
    assertThat(settings.get().consoles().combinations()).isEmpty();
  }

  @Test
  void noneIsThereTwice() {
    assertThat(list.add("alt+f4")).isEmpty();
    assertThat(list.add("ALT-F4").orElseThrow()).contains("Alt+F4");
    assertThat(list.change(0, "alt+f4")).isEmpty();
    assertThat(list.combinations()).containsExactly("alt+f4");
  }

  @Test
  void keysAreShownAsTheyAreWrittenOnKeys() {
    assertThat(ConsoleWords.shown("ctrl+alt+delete")).isEqualTo("Ctrl+Alt+Delete");
  }
}
