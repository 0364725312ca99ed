package io.quantix.desktop.console.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.desktop.app.InputSettings.HostKey;
import io.quantix.vnc.input.QemuScanCode;
import org.junit.jupiter.api.Test;

class HostKeyWatchTest {
  private final HostKeyWatch watch = new HostKeyWatch();

  @Test
  void aKeyAloneIsTheHostKeyAndRepeatsChangeNothing() {
    watch.down(QemuScanCode.CONTROL_RIGHT, HostKey.RIGHT_CONTROL);
    watch.down(QemuScanCode.CONTROL_RIGHT, HostKey.RIGHT_CONTROL);
    assertThat(watch.up(QemuScanCode.CONTROL_RIGHT, HostKey.RIGHT_CONTROL)).isTrue();
    watch.down(QemuScanCode.CONTROL_LEFT, HostKey.RIGHT_CONTROL);
    assertThat(watch.up(QemuScanCode.CONTROL_LEFT, HostKey.RIGHT_CONTROL)).isFalse();
  }

  @Test
  void withAnotherKeyOrAButtonItIsAShortcutOfTheGuests() {
    watch.down(QemuScanCode.CONTROL_RIGHT, HostKey.RIGHT_CONTROL);
    watch.down(QemuScanCode.A, HostKey.RIGHT_CONTROL);
    assertThat(watch.up(QemuScanCode.A, HostKey.RIGHT_CONTROL)).isFalse();
    assertThat(watch.up(QemuScanCode.CONTROL_RIGHT, HostKey.RIGHT_CONTROL)).isFalse();
    watch.down(QemuScanCode.CONTROL_RIGHT, HostKey.RIGHT_CONTROL);
    watch.other();
    assertThat(watch.up(QemuScanCode.CONTROL_RIGHT, HostKey.RIGHT_CONTROL)).isFalse();
  }

  @Test
  void twoKeysTogetherAreLetGoOfOnce() {
    watch.down(QemuScanCode.CONTROL_LEFT, HostKey.CONTROL_ALT);
    watch.down(QemuScanCode.ALT_LEFT, HostKey.CONTROL_ALT);
    assertThat(watch.up(QemuScanCode.ALT_LEFT, HostKey.CONTROL_ALT)).isTrue();
    assertThat(watch.up(QemuScanCode.CONTROL_LEFT, HostKey.CONTROL_ALT)).isFalse();
  }

  @Test
  void whatWasDownBeforeTheFocusWentIsForgotten() {
    watch.down(QemuScanCode.A, HostKey.RIGHT_CONTROL);
    watch.clear();
    watch.down(QemuScanCode.CONTROL_RIGHT, HostKey.RIGHT_CONTROL);
    assertThat(watch.up(QemuScanCode.CONTROL_RIGHT, HostKey.RIGHT_CONTROL)).isTrue();
  }
}
