package io.quantix.benchmarks;

import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.VncEncoding;
import io.quantix.vnc.VncListener;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.record.FramebufferDigest;
import io.quantix.vnc.record.Recording;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decodes recorded sessions with no window, in processor time of this JVM: our client beside
 * vernacular-vnc where it knows the encoding, and beside what this machine can do at all: the JDK's
 * Inflater alone on the same bytes, and a copy of as many pixels.
 *
 * <pre>benchmarks/run vnc-decode [RECORDING...]</pre>
 */
public final class VncDecodeBenchmark {
  private static final int WARM_UP = 2;
  private static final int ROUNDS = 5;
  private static final long PIXELS_A_ROUND = 100_000_000;
  private static final long PIXELS_A_SLOW_ROUND = 20_000_000;
  private static final int ROWS = 16;
  private static final List<String> COLUMNS = List.of("MB/s of pixels");
  private static final String UNIT = "MB/s";

  private VncDecodeBenchmark() {}

  /** Runs it and prints the tables as Markdown. */
  public static void main(String[] args) throws Exception {
    for (Recordings one : Recordings.matching(List.of(args))) {
      long pixels = play(one.recording(), 1, true);
      besideTheMachine(one, pixels);
      if (VernacularPlayer.knows(one.encoding())) {
        besideVernacular(one, pixels);
      }
    }
  }

  private static void besideTheMachine(Recordings one, long pixels) throws Exception {
    int passes = (int) (1 + PIXELS_A_ROUND / pixels);
    double megabytes = pixels * passes * 4 / 1e6;
    boolean isPlain =
        one.encoding() == VncEncoding.HEXTILE.number()
            || one.encoding() == VncEncoding.RAW.number();
    Optional<CompressedParts> compressed =
        isPlain ? Optional.empty() : Optional.of(CompressedParts.of(one.recording()));
    List<Contender> contenders = new ArrayList<>();
    contenders.add(ours(one, passes, megabytes));
    contenders.add(
        Contender.processorRate(
            "a copy of the pixels",
            megabytes,
            () -> {
              copy(one.recording(), pixels * passes);
              return 0;
            }));
    compressed
        .filter(parts -> !parts.isEmpty())
        .ifPresent(parts ->
            contenders.add(
                Contender.processorRate(
                    "Inflater alone",
                    megabytes,
                    () -> {
                      for (int i = 0; i < passes; i++) {
                        parts.inflate();
                      }
                      return 0;
                    })));
    SideBySide measured =
        SideBySide.measure("decode " + one.name(), COLUMNS, WARM_UP, ROUNDS, contenders);
    System.out.print(measured.table());
    Figures figures = Figures.of(measured, "decode " + one.name(), 0, UNIT);
    if (contenders.size() > 2) {
      figures.atLeast(2, 0.7);
    } else {
      figures.atLeast(1, 0.5);
    }
  }

  private static void besideVernacular(Recordings one, long pixels) throws Exception {
    int passes = (int) (1 + PIXELS_A_SLOW_ROUND / pixels);
    double megabytes = pixels * passes * 4 / 1e6;
    SideBySide measured =
        SideBySide.measure(
            "decode " + one.name() + " beside vernacular",
            COLUMNS,
            1,
            3,
            List.of(
                ours(one, passes, megabytes),
                Contender.processorRate(
                    "vernacular",
                    megabytes,
                    () -> {
                      VernacularPlayer.play(one.recording(), passes);
                      return 0;
                    })));
    System.out.print(measured.table());
    // At most 0.07 of its time is at least 14.3 times its rate.
    Figures.of(measured, "decode " + one.name(), 0, UNIT).atLeast(1, 1 / 0.07);
  }

  private static Contender ours(Recordings one, int passes, double megabytes) {
    return Contender.processorRate(
        "Quantix",
        megabytes,
        () -> {
          play(one.recording(), passes, false);
          return 0;
        });
  }

  /** Plays to the end; how many pixels that were. */
  private static long play(Recording recording, int passes, boolean checked) throws Exception {
    VncOptions options =
        VncOptions.builder()
            .encodings(List.of(VncEncoding.values()))
            .pixelFormat(recording.pixelFormat())
            .quality(9)
            .build();
    try (VncSession session =
        VncSession.open(
            recording.transport(passes, Integer.MAX_VALUE), options, new VncListener() {})) {
      session.closed().toCompletableFuture().join();
      if (checked
          && !FramebufferDigest.sha256(session.framebuffer())
              .equals(recording.outcome().sha256())) {
        throw new IllegalStateException("what is shown in the end is not what was recorded");
      }
      return session.statistics().pixels();
    }
  }

  private static void copy(Recording recording, long pixels) {
    Framebuffer framebuffer = new Framebuffer(recording.width(), recording.height());
    IntBuffer to = framebuffer.pixels();
    int[] from = new int[recording.width() * Math.min(ROWS, recording.height())];
    int at = 0;
    for (long left = pixels; left > 0; left -= from.length) {
      if (at + from.length > to.limit()) {
        at = 0;
      }
      to.put(at, from);
      at += from.length;
    }
  }
}
