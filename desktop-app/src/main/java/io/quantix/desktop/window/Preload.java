package io.quantix.desktop.window;

import io.quantix.desktop.app.SettingsStore;
import io.quantix.desktop.text.Texts;

/**
 * Makes ready, beside the toolkit's own start, what the first window needs and what does not need
 * the toolkit: a start waits for one thread else while another processor idles
 * (docs/benchmarks.md).
 */
final class Preload {
  private Preload() {}

  /** Begins, on a thread of its own; whatever is not ready in time is made when it is needed. */
  static void begin() {
    Thread.ofPlatform().daemon().name("quantix-preload").start(Preload::run);
  }

  private static void run() {
    Texts.bundle();
    SettingsStore.preload();
  }
}
