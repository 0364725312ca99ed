package io.quantix.vnc;

import io.quantix.vnc.wire.ClientMessages;
import io.quantix.vnc.wire.Outbox;
import java.util.ArrayList;
import java.util.List;

/**
 * What SetEncodings lists, always the whole of it, and how its levels change: as asked, or by what
 * the way from the server turns out to carry. Parts of the picture that came with loss are asked
 * for anew, once, when better ones can be had. For several threads.
 */
final class EncodingList {
  /** JPEG quality level 0; the others follow. */
  private static final int QUALITY = -32;

  /** Compression level 0; the others follow (RFB 7.8.4). */
  private static final int COMPRESSION = -256;

  /** Tight may come without zlib; no rectangle has this number. */
  private static final int TIGHT_WITHOUT_ZLIB = -317;

  private static final int TIGHT = 7;
  private static final int TIGHT_PNG = -260;
  private static final int ZYWRLE = 17;
  private static final int JPEG = 21;

  /** What is asked for on a way that carries at least so many bits a second. */
  private record Level(long bits, int quality, int compression) {}

  private final ClientMessages out;
  private final Outbox outbox;
  private final List<Integer> numbers;
  private List<Level> levels;
  private final DirtyRegion lossy = new DirtyRegion();
  private boolean isAdaptive;
  private int level;
  private int promising;
  private long leastLatency = Long.MAX_VALUE;
  private int quality;
  private int compression;

  EncodingList(List<Integer> numbers, VncOptions options, ClientMessages out, Outbox outbox) {
    this.numbers = numbers;
    this.out = out;
    this.outbox = outbox;
    isAdaptive = options.adaptive();
    quality = options.quality();
    compression = options.compression();
    levels = levels(quality, compression);
  }

  private static List<Level> levels(int quality, int compression) {
    return List.of(
        new Level(100_000_000, quality, compression),
        new Level(16_000_000, worse(quality, 8), Math.max(compression, 2)),
        new Level(2_000_000, worse(quality, 6), Math.max(compression, 3)),
        new Level(500_000, worse(quality, 4), Math.max(compression, 6)),
        new Level(0, worse(quality, 1), 9));
  }

  private static int worse(int quality, int other) {
    return quality == VncOptions.LOSSLESS ? other : Math.min(quality, other);
  }

  /** Tells the server. */
  synchronized void announce() {
    List<Integer> all = new ArrayList<>(numbers);
    all.add(TIGHT_WITHOUT_ZLIB);
    all.add(COMPRESSION + compression);
    if (quality == VncOptions.LOSSLESS) {
      // Without a quality no server sends JPEG inside Tight (RFB 7.8.3); nor may it as such.
      all.remove(Integer.valueOf(JPEG));
    } else {
      all.add(QUALITY + quality);
    }
    out.setEncodings(all);
  }

  /** Asks for these levels, and no longer follows what the way carries. */
  synchronized void request(int newQuality, int newCompression) {
    isAdaptive = false;
    change(Math.clamp(newQuality, VncOptions.LOSSLESS, 9), Math.clamp(newCompression, 0, 9));
  }

  /** Asks for these levels at best, and follows what the way carries from here on. */
  synchronized void requestAdaptive(int bestQuality, int leastCompression) {
    levels =
        levels(Math.clamp(bestQuality, VncOptions.LOSSLESS, 9), Math.clamp(leastCompression, 0, 9));
    isAdaptive = true;
    level = 0;
    promising = 0;
    change(levels.getFirst().quality, levels.getFirst().compression);
  }

  /** A rectangle has come; what loses something is remembered. */
  synchronized void came(int encoding, int x, int y, int width, int height) {
    boolean loses =
        switch (encoding) {
          case TIGHT, TIGHT_PNG, JPEG, ZYWRLE -> true;
          default -> false;
        };
    if (loses && quality != VncOptions.LOSSLESS) {
      lossy.add(x, y, width, height);
    }
  }

  /** The desktop has another size: all of it comes anew. */
  synchronized void resized() {
    lossy.clear();
  }

  /**
   * Follows what the way carries: down at once, up when it has carried a quarter more twice.
   *
   * @param bits a second
   * @param latency there and back in nanoseconds, 0 if unknown
   */
  synchronized void adapt(long bits, long latency) {
    if (!isAdaptive) {
      return;
    }
    if (latency > 0) {
      leastLatency = Math.min(leastLatency, latency);
    }
    // Bytes that wait somewhere on their way are more than it carries, whatever it seems to.
    boolean isCongested = latency > 0 && latency > 4 * leastLatency + 300_000_000L;
    int carried = isCongested ? Math.min(level + 1, levels.size() - 1) : levelOf(bits);
    int well = isCongested ? carried : levelOf(bits - bits / 5);
    if (carried > level) {
      promising = 0;
      level = carried;
    } else if (well < level && ++promising == 2) {
      promising = 0;
      level = well;
    } else {
      promising = well < level ? promising : 0;
      return;
    }
    change(levels.get(level).quality, levels.get(level).compression);
  }

  private int levelOf(long bits) {
    int i = 0;
    while (bits < levels.get(i).bits) {
      i++;
    }
    return i;
  }

  private void change(int wanted, int newCompression) {
    // ZYWRLE's data do not say with which level they were made: it stays what it was agreed as.
    int newQuality = numbers.contains(ZYWRLE) ? quality : wanted;
    if (newQuality == quality && newCompression == compression) {
      return;
    }
    boolean isBetter = rank(newQuality) > rank(quality);
    quality = newQuality;
    compression = newCompression;
    announce();
    if (isBetter) {
      for (int i = 0; i < lossy.count(); i++) {
        outbox.requestPart(lossy.x(i), lossy.y(i), lossy.width(i), lossy.height(i));
      }
      lossy.clear();
    }
  }

  private static int rank(int quality) {
    return quality == VncOptions.LOSSLESS ? 10 : quality;
  }
}
