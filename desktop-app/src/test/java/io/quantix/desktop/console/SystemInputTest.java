package io.quantix.desktop.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which way to the keyboard a system has. */
class SystemInputTest {
  @Test
  void eachSystemHasItsOwn() {
    assertThat(SystemInput.opener(FxKeys.Desktop.WINDOWS, Map.of())).isPresent();
    assertThat(SystemInput.opener(FxKeys.Desktop.MAC, Map.of("DISPLAY", ":0"))).isPresent();
    assertThat(SystemInput.opener(FxKeys.Desktop.LINUX, Map.of("DISPLAY", ":0"))).isPresent();
    assertThat(SystemInput.opener(FxKeys.Desktop.LINUX, Map.of("DISPLAY", ""))).isEmpty();
    assertThat(SystemInput.opener(FxKeys.Desktop.LINUX, Map.of("WAYLAND_DISPLAY", "wayland-0")))
        .isEmpty();
  }
}
