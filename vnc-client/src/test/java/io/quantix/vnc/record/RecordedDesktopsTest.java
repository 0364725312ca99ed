package io.quantix.vnc.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.VncEncoding;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.Watcher;
import io.quantix.vnc.transport.VncTransport;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays what real desktops sent ({@code benchmarks/record} made it, and compared the last picture
 * with the server's own), and asks for the same picture in the end.
 */
class RecordedDesktopsTest {
  /** So many bytes of a session are also played a byte at a time. */
  private static final int SMALL = 300_000;

  static List<Path> recordings() throws Exception {
    URI here =
        Objects.requireNonNull(RecordedDesktopsTest.class.getResource("text-zrle.vncrec")).toURI();
    try (Stream<Path> files = Files.list(Path.of(here).resolveSibling(""))) {
      return files.filter(file -> file.toString().endsWith(".vncrec")).sorted().toList();
    }
  }

  @Test
  void thereIsOneOfEachScene() throws Exception {
    assertThat(recordings())
        .map(file -> file.getFileName().toString().replaceAll("-.*", ""))
        .contains("text", "scroll", "move", "photo", "video", "boot");
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void endsWithTheServersOwnPicture(Path file) throws Exception {
    Recording recording = Recording.read(file);
    assertThat(play(recording, 1, Integer.MAX_VALUE)).isEqualTo(recording.outcome().sha256());
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void showsTheSameDecodedByOneThread(Path file) throws Exception {
    Recording recording = Recording.read(file);
    assertThat(play(recording, 1, Integer.MAX_VALUE, false))
        .isEqualTo(recording.outcome().sha256());
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void doesNotCareWhereTheStreamIsCut(Path file) throws Exception {
    Recording recording = Recording.read(file);
    int most = recording.bytes().limit() < SMALL ? 1 : 4093;
    assertThat(play(recording, 1, most)).isEqualTo(recording.outcome().sha256());
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void goesOnFromItsEnd(Path file) throws Exception {
    Recording recording = Recording.read(file);
    assertThat(play(recording, 2, 1 << 16)).isEqualTo(recording.outcome().sha256());
  }

  private static String play(Recording recording, int passes, int most) throws Exception {
    return play(recording, passes, most, true);
  }

  private static String play(Recording recording, int passes, int most, boolean parallel)
      throws Exception {
    Watcher watcher = new Watcher();
    VncOptions options =
        VncOptions.builder()
            .encodings(encodings(recording))
            .pixelFormat(recording.pixelFormat())
            .quality(8)
            .parallel(parallel)
            .build();
    VncTransport transport = recording.transport(passes, most);
    try (VncSession session = VncSession.open(transport, options, watcher)) {
      watcher.await("the end", () -> watcher.reason() != null);
      assertThat(String.valueOf(watcher.reason())).contains("closed the connection");
      assertThat(session.framebuffer().width()).isEqualTo(recording.outcome().width());
      return FramebufferDigest.sha256(session.framebuffer());
    }
  }

  private static List<VncEncoding> encodings(Recording recording) {
    return Arrays.stream(VncEncoding.values())
        .filter(each -> recording.encodings().contains(each.number()))
        .toList();
  }
}
