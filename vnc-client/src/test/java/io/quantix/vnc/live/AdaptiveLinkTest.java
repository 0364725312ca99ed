package io.quantix.vnc.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.VncEncoding;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.Watcher;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The quality follows what a real way from a real server carries. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class AdaptiveLinkTest {
  // 480 kbit/s, for which the worst quality but one is meant, or the worst.
  private static final int SLOW = 60_000;

  private final Random random = new Random(3);

  @Test
  void qualityGoesDownWhileTheLinkIsSlowAndComesBack() throws Exception {
    VncOptions options =
        VncOptions.builder()
            .encodings(List.of(VncEncoding.TIGHT))
            .adaptive(true)
            .quality(9)
            .build();
    Watcher watcher = new Watcher();
    try (XServer server = new XServer();
        XClient x = server.client()) {
      ThrottledLink link = new ThrottledLink(server.connect(), 0);
      try (VncSession session = VncSession.open(link, options, watcher)) {
        assertThat(link.qualities()).first().isEqualTo(9);
        link.setBytesPerSecond(SLOW);
        draw(x, watcher, link, qualities -> qualities.getLast() <= 4);
        int lowest = link.qualities().getLast();
        link.setBytesPerSecond(0);
        draw(x, watcher, link, qualities -> qualities.getLast() > lowest);
        assertThat(session.statistics().encodings()).contains("Tight");
      }
    }
  }

  /** Draws photographs, each when the one before it has come in part, until it is so. */
  private void draw(XClient x, Watcher watcher, ThrottledLink link, Predicate<List<Integer>> until)
      throws Exception {
    while (!until.test(link.qualities())) {
      int frames = watcher.frames();
      x.put(random.nextInt(400), random.nextInt(300), photograph(400, 300));
      watcher.await("a part of it", () -> watcher.frames() > frames);
    }
  }

  private Picture photograph(int w, int h) {
    double phase = random.nextDouble() * 100;
    int[] argb = new int[w * h];
    for (int i = 0; i < argb.length; i++) {
      double x = i % w / 11.0 + phase;
      int row = i / w;
      double y = row / 17.0 - phase;
      int red = (int) (127 + 110 * Math.sin(x) * Math.cos(y));
      int green = (int) (127 + 110 * Math.cos(x / 3 + y));
      int blue = (int) (127 + 110 * Math.sin(y - x / 5));
      argb[i] = (red << 16 | green << 8 | blue) ^ random.nextInt(8);
    }
    return new Picture(w, h, argb);
  }
}
