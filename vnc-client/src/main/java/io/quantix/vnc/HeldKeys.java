package io.quantix.vnc;

import io.quantix.vnc.input.Keysym;
import io.quantix.vnc.wire.ClientMessages;

/**
 * Which keys are down, and what was sent for each, so that its release says the same even if the
 * layout, a modifier or the server's abilities have changed since. For several threads.
 */
final class HeldKeys {
  private static final int MOST = 256;

  private final ClientMessages out;
  private final int[] pressedKeysym = new int[MOST];
  private final int[] pressedScanCode = new int[MOST];
  private final int[] sentKeysym = new int[MOST];
  private final boolean[] sentScanCode = new boolean[MOST];
  private int count;

  HeldKeys(ClientMessages out) {
    this.out = out;
  }

  synchronized void down(int keysym, int scanCode, boolean takesScanCodes) {
    int i = find(keysym, scanCode);
    if (i < 0) {
      boolean asScanCode = takesScanCodes && scanCode != 0;
      int symbol = (keysym != 0 || asScanCode) ? keysym : Keysym.ofScanCode(scanCode);
      if (count == MOST || (symbol == 0 && !asScanCode)) {
        return;
      }
      i = count++;
      pressedKeysym[i] = keysym;
      pressedScanCode[i] = scanCode;
      sentKeysym[i] = symbol;
      sentScanCode[i] = asScanCode;
    }
    send(i, true);
  }

  synchronized void up(int keysym, int scanCode) {
    int i = find(keysym, scanCode);
    if (i >= 0) {
      release(i);
    }
  }

  synchronized void releaseAll() {
    while (count > 0) {
      release(count - 1);
    }
  }

  /** By scan code if there is one; else, or if none was known at the press, by keysym. */
  private int find(int keysym, int scanCode) {
    for (int i = 0; i < count; i++) {
      if (scanCode != 0 && pressedScanCode[i] == scanCode) {
        return i;
      }
    }
    for (int i = 0; i < count; i++) {
      boolean comparable = scanCode == 0 || pressedScanCode[i] == 0;
      if (keysym != 0 && comparable && pressedKeysym[i] == keysym) {
        return i;
      }
    }
    return -1;
  }

  private void release(int i) {
    send(i, false);
    count--;
    for (int j = i; j < count; j++) {
      pressedKeysym[j] = pressedKeysym[j + 1];
      pressedScanCode[j] = pressedScanCode[j + 1];
      sentKeysym[j] = sentKeysym[j + 1];
      sentScanCode[j] = sentScanCode[j + 1];
    }
  }

  private void send(int i, boolean down) {
    if (sentScanCode[i]) {
      out.extendedKey(down, sentKeysym[i], pressedScanCode[i]);
    } else {
      out.key(down, sentKeysym[i]);
    }
  }
}
