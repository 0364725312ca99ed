package io.quantix.agent.display;

import java.util.List;
import java.util.Locale;

/**
 * A mode with the timings of VESA's Coordinated Video Timings 1.1, without reduced blanking: what
 * {@code cvt} prints.
 */
record Modeline(String name, List<String> words) {
  private static final double VERTICAL_SYNC_AND_BACK_PORCH = 550;
  private static final int FRONT_PORCH = 3;
  private static final int BACK_PORCH = 6;
  private static final int CELL = 8;

  Modeline {
    words = List.copyOf(words);
  }

  static Modeline of(int width, int height) {
    int rate = 60;
    int active = width - width % CELL;
    int sync = sync(active, height);
    double period = (1_000_000.0 / rate - VERTICAL_SYNC_AND_BACK_PORCH) / (height + FRONT_PORCH);
    int porch = (int) (VERTICAL_SYNC_AND_BACK_PORCH / period) + 1;
    int back = Math.max(porch, sync + BACK_PORCH);
    int total = height + back + FRONT_PORCH;
    double duty = Math.max(20, 30 - 300 * period / 1_000);
    int blank = (int) (active * duty / (100 - duty));
    blank -= blank % (2 * CELL);
    int across = active + blank;
    double clock = Math.floor(across / period / 0.25) * 0.25;
    int syncEnd = active + blank / 2;
    int syncStart = syncEnd - across * 8 / 100;
    syncStart += CELL - syncStart % CELL;
    return new Modeline(
        "quantix-" + width + "x" + height,
        List.of(
            String.format(Locale.ROOT, "%.2f", clock),
            active + "",
            syncStart + "",
            syncEnd + "",
            across + "",
            height + "",
            (height + FRONT_PORCH) + "",
            (height + FRONT_PORCH + sync) + "",
            total + "",
            "-hsync",
            "+vsync"));
  }

  /** How many lines the vertical synchronisation takes tells the shape of the screen. */
  private static int sync(int width, int height) {
    if (height % 3 == 0 && height * 4 / 3 == width) {
      return 4;
    }
    if (height % 9 == 0 && height * 16 / 9 == width) {
      return 5;
    }
    if (height % 10 == 0 && height * 16 / 10 == width) {
      return 6;
    }
    if (height % 4 == 0 && height * 5 / 4 == width) {
      return 7;
    }
    return height % 9 == 0 && height * 15 / 9 == width ? 7 : 10;
  }
}
