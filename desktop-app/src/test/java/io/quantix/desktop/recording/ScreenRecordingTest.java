package io.quantix.desktop.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.DirtyRegion;
import io.quantix.vnc.Framebuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Films as ffmpeg, which many players are made of, plays them. */
class ScreenRecordingTest {
  @TempDir Path folder;
  private final CompletableFuture<ScreenRecording.Outcome> ended = new CompletableFuture<>();

  private String run(String... command) throws Exception {
    Path errors = folder.resolve("errors");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(errors)).as(String.join(" ", command)).isEmpty();
    assertThat(process.exitValue()).isZero();
    return out;
  }

  private String probe(Path film, String what) throws Exception {
    return run(
            "ffprobe",
            "-v",
            "error",
            "-count_frames",
            "-select_streams",
            "v",
            "-show_entries",
            "stream=" + what,
            "-of",
            "csv=p=0",
            film.toString())
        .strip();
  }

  private byte[] decoded(Path film, String format) throws Exception {
    return run(
            "ffmpeg",
            "-v",
            "error",
            "-i",
            film.toString(),
            "-f",
            "rawvideo",
            "-pix_fmt",
            format,
            "-")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void paint(Framebuffer on, int x, int y, int width, int height, int colour) {
    for (int row = y; row < y + height; row++) {
      for (int column = x; column < x + width; column++) {
        on.pixels().put(row * on.width() + column, 0xff000000 | colour);
      }
    }
  }

  private static DirtyRegion all(Framebuffer of) {
    DirtyRegion region = new DirtyRegion();
    region.add(0, 0, of.width(), of.height());
    return region;
  }

  @Test
  void everyPictureIsDecodedAsItWasGiven() throws Exception {
    int width = 178;
    int height = 84;
    H264Encoder encoder = new H264Encoder(width, height);
    Path film = folder.resolve("quantix-lab-film.mp4");
    Mp4File file = new Mp4File(film, width, height, encoder.sequence(30), encoder.picture());
    Random random = new Random(4);
    int[] macroblock = new int[256];
    Framebuffer screen = new Framebuffer(192, 96);
    List<byte[]> expected = new ArrayList<>();
    for (int n = 0; n < 300; n++) {
      int w = 1 + random.nextInt(60);
      int h = 1 + random.nextInt(60);
      paint(screen, random.nextInt(192 - w), random.nextInt(96 - h), w, h, random.nextInt(1 << 24));
      if (n % 7 == 0) {
        int dots = 200;
        for (int i = 0; i < dots; i++) {
          screen.pixels().put(random.nextInt(192 * 96), 0xff000000 | random.nextInt(1 << 24));
        }
      }
      byte[] luma = new byte[width * height];
      for (int row = 0; row < encoder.rows(); row++) {
        for (int column = 0; column < encoder.columns(); column++) {
          for (int y = 0; y < 16; y++) {
            screen.pixels().get((row * 16 + y) * 192 + column * 16, macroblock, y * 16, 16);
          }
          boolean _ = encoder.take(column, row, macroblock);
        }
      }
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int p = screen.argb(x, y);
          double exact =
              16
                  + (0.2126 * (p >> 16 & 255) + 0.7152 * (p >> 8 & 255) + 0.0722 * (p & 255))
                      * 219
                      / 255;
          luma[y * width + x] = (byte) Math.round(exact);
        }
      }
      expected.add(luma);
      file.add(encoder.encode(n % 100 == 0), n % 100 == 0, 40);
    }
    file.finish();
    assertThat(
            probe(film, "codec_name,profile,width,height,pix_fmt,level,color_space,nb_read_frames"))
        .isEqualTo("h264,Constrained Baseline,178,84,yuv420p,30,bt709,300");
    assertThat(probe(film, "duration")).isEqualTo("12.000000");
    byte[] planes = decoded(film, "yuv420p");
    int size = width * height * 3 / 2;
    assertThat(planes).hasSize(300 * size);
    for (int n = 0; n < 300; n++) {
      for (int i = 0; i < width * height; i++) {
        int shown = planes[n * size + i] & 255;
        // A step of rounding at most, of 219.
        assertThat(Math.abs(shown - (expected.get(n)[i] & 255)))
            .as("picture %d, sample %d", n, i)
            .isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void aFilmShowsWhatChangedInColour() throws Exception {
    Framebuffer screen = new Framebuffer(321, 199);
    paint(screen, 0, 0, 321, 199, 0x336699);
    Path film = folder.resolve("quantix-lab-film.mp4");
    ScreenRecording recording = ScreenRecording.begin(film, screen, ended::complete);
    paint(screen, 64, 64, 128, 64, 0xcc2211);
    recording.changed(all(screen));
    recording.close();
    ScreenRecording.Outcome outcome = ended.get(60, TimeUnit.SECONDS);
    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.files()).containsExactly(film);
    assertThat(probe(film, "width,height")).isEqualTo("322,200");
    byte[] frames = decoded(film, "rgb24");
    int last = frames.length - 322 * 200 * 3;
    assertThat(pixel(frames, last, 10, 10)).satisfies(near(0x336699));
    assertThat(pixel(frames, last, 320, 198)).satisfies(near(0x336699));
    assertThat(pixel(frames, last, 128, 96)).satisfies(near(0xcc2211));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("quantix-lab-film.mp4", "errors");
    }
  }

  private static int pixel(byte[] frames, int from, int x, int y) {
    int at = from + (y * 322 + x) * 3;
    return ((frames[at] & 255) << 16) | ((frames[at + 1] & 255) << 8) | (frames[at + 2] & 255);
  }

  private static Consumer<Integer> near(int colour) {
    return pixel -> {
      for (int shift : new int[] {0, 8, 16}) {
        assertThat(Math.abs((pixel >> shift & 255) - (colour >> shift & 255)))
            .as("%x beside %x", pixel, colour)
            .isLessThanOrEqualTo(4);
      }
    };
  }

  @Test
  void aScreenOfAnotherSizeGoesOnInAnotherFile() throws Exception {
    Path film = folder.resolve("film.mp4");
    Files.writeString(folder.resolve("film (2).mp4"), "of somebody");
    ScreenRecording recording =
        ScreenRecording.begin(film, new Framebuffer(64, 48), ended::complete);
    while (!isBegun()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    recording.resized(new Framebuffer(100, 80));
    while (!Files.exists(film)) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    recording.close();
    Path second = folder.resolve("film (3).mp4");
    assertThat(ended.get(60, TimeUnit.SECONDS).files()).containsExactly(film, second);
    assertThat(probe(film, "width,height")).isEqualTo("64,48");
    assertThat(probe(second, "width,height")).isEqualTo("100,80");
    assertThat(folder.resolve("film (2).mp4")).hasContent("of somebody");
  }

  private boolean isBegun() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(each -> each.toString().endsWith(".tmp"));
    }
  }

  @Test
  void whatCannotBeWrittenIsToldOnce() throws Exception {
    ScreenRecording recording =
        ScreenRecording.begin(
            folder.resolve("none/film.mp4"), new Framebuffer(16, 16), ended::complete);
    assertThat(ended.get(60, TimeUnit.SECONDS).failure()).isPresent();
    recording.close();
  }

  @Test
  void aLevelFitsSizeAndRate() {
    assertThat(new H264Encoder(1920, 1080).level(30)).isEqualTo(40);
    assertThat(new H264Encoder(3840, 2160).level(30)).isEqualTo(51);
    assertThat(H264Encoder.takes(8192, 4320)).isTrue();
    assertThat(H264Encoder.takes(16_384, 4320)).isFalse();
    assertThat(H264Encoder.takes(17_000, 16)).isFalse();
  }
}
