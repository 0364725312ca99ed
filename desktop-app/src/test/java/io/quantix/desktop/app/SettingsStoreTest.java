package io.quantix.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.app.ConsoleSettings.ConsoleChoices;
import io.quantix.desktop.app.ConsoleSettings.Quality;
import io.quantix.desktop.app.ConsoleSettings.Scaling;
import io.quantix.desktop.app.ConsoleSettings.Sound;
import io.quantix.desktop.app.Settings.HostEntry;
import io.quantix.desktop.app.Settings.Theme;
import io.quantix.desktop.app.Settings.WindowPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsStoreTest {
  @TempDir Path folder;
  private final LinkedBlockingQueue<IOException> failures = new LinkedBlockingQueue<>();

  private SettingsStore store() {
    return new SettingsStore(folder.resolve("deep/settings.json"), failures::add);
  }

  @Test
  void whatIsChangedIsThereAtTheNextStart() {
    SettingsStore first = store();
    assertThat(first.get()).isEqualTo(Settings.initial());
    Settings changed =
        Settings.initial()
            .withHosts(List.of(new HostEntry("qemu:///system", "Grün \"1\" 🐧", false)))
            .withTheme(Theme.DARK)
            .withWindow("main", new WindowPlace(-10.5, 20, 1280, 800, true))
            .withColumns(List.of("name", "state"), "-cpu")
            .withConsoles(
                ConsoleSettings.initial()
                    .withTabs(false)
                    .withCombinations(List.of("ctrl+alt+f7"))
                    .withFolder("/pictures")
                    .withChoices(
                        "a \"vm\"",
                        ConsoleChoices.INITIAL
                            .withScaling(Scaling.INTEGER)
                            .withFollowWindow(true)
                            .withQuality(Quality.LOSSLESS)
                            .withSound(new Sound(false, 30))
                            .withOwnWindow(true)));
    first.update(_ -> changed);
    first.flush();
    assertThat(store().get()).isEqualTo(changed);
    assertThat(failures).isEmpty();
  }

  @Test
  void changesAreWrittenByThemselves() throws Exception {
    store().update(settings -> settings.withTheme(Theme.LIGHT));
    for (int i = 0; i < 1200 && store().get().theme() != Theme.LIGHT; i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(store().get().theme()).isEqualTo(Theme.LIGHT);
  }

  @Test
  void aBrokenFileIsKeptAside() throws IOException {
    Path file = folder.resolve("deep/settings.json");
    Files.createDirectories(file.getParent());
    for (String broken : new String[] {"{\"hosts\": [", "[]", "", "\u0000\u0001"}) {
      Files.writeString(file, broken);
      SettingsStore store = store();
      assertThat(store.get()).isEqualTo(Settings.initial());
      assertThat(store.setAside()).isPresent();
      assertThat(Files.readString(store.setAside().orElseThrow())).isEqualTo(broken);
    }
  }

  @Test
  void whatANewerVersionWroteIsPassedOver() throws IOException {
    Path file = folder.resolve("deep/settings.json");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "{\"version\":9,\"theme\":\"sepia\",\"new\":{\"a\":[1,null]},\"hosts\":[{\"uri\":\"x:///\"},{\"name\":\"no"
            + " uri\"},7],\"windows\":{\"main\":{\"x\":\"wide\"}},\"columns\":[1,\"cpu\"],\"consoles\":{\"tabs\":7,\"combinations\":[null,\"alt+f4\"],\"each\":{\"x\":{\"scaling\":\"huge\",\"sound\":\"loud\",\"volume\":\"9\"},\"y\":3}}}");
    Settings found = store().get();
    assertThat(found.hosts()).containsExactly(new HostEntry("x:///", "x:///", true));
    assertThat(found.theme()).isEqualTo(Theme.AUTO);
    assertThat(found.windows()).isEmpty();
    assertThat(found.columns()).containsExactly("cpu");
    assertThat(found.consoles().tabs()).isTrue();
    assertThat(found.consoles().combinations()).containsExactly("alt+f4");
    assertThat(found.consoles().choices("x")).isEqualTo(ConsoleChoices.INITIAL);
  }

  @Test
  void aReaderNeverSeesHalfAFile() throws Exception {
    SettingsStore writer = store();
    writer.update(settings -> settings.withTheme(Theme.DARK));
    writer.flush();
    Thread writing =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < 200; i++) {
                String name = "x".repeat(i * 20);
                writer.update(
                    s -> s.withHosts(List.of(new HostEntry("qemu:///system", name, true))));
                writer.flush();
              }
            });
    while (writing.isAlive()) {
      assertThat(store().setAside()).isEmpty();
    }
    try (Stream<Path> files = Files.list(folder.resolve("deep"))) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("settings.json");
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldAndNothingIsLost() throws IOException {
    Files.writeString(folder.resolve("deep"), "in the way");
    SettingsStore store = store();
    store.update(settings -> settings.withTheme(Theme.DARK));
    store.flush();
    assertThat(failures).isNotEmpty();
    assertThat(store.get().theme()).isEqualTo(Theme.DARK);
  }

  @Test
  void eachPlatformHasItsFolder() {
    assertThat(AppFolders.settings("Linux", Map.of("XDG_CONFIG_HOME", "/c"), "/h"))
        .isEqualTo(Path.of("/c/quantix"));
    assertThat(AppFolders.settings("Linux", Map.of("XDG_CONFIG_HOME", "relative"), "/h"))
        .isEqualTo(Path.of("/h/.config/quantix"));
    assertThat(AppFolders.settings("Mac OS X", Map.of(), "/h"))
        .isEqualTo(Path.of("/h/Library/Application Support/Quantix"));
    assertThat(AppFolders.settings("Windows 11", Map.of("APPDATA", "/a"), "/h"))
        .isEqualTo(Path.of("/a/Quantix"));
  }
}
