package io.quantix.vnc.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.Framebuffer;
import io.quantix.vnc.VncEncoding;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.Watcher;
import io.quantix.vnc.record.FramebufferDigest;
import io.quantix.vnc.record.Recording;
import io.quantix.vnc.record.Replay;
import io.quantix.vnc.record.ReplayServer;
import io.quantix.vnc.record.VncRecorder;
import io.quantix.vnc.transport.VncTransport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records what a real TigerVNC server shows, and plays it again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class RecorderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private XServer server;
  private @TempDir Path folder;

  @BeforeAll
  void start() throws Exception {
    server = new XServer();
    // Xvnc draws the pointer into the picture of a client that cannot: one black pixel on black.
    try (XClient x = server.client()) {
      x.pointer(1, 0, 0, 0, 0);
      x.movePointer(799, 599);
    }
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = VncEncoding.class,
      names = {"RAW", "HEXTILE", "ZRLE"})
  void playsWhatItRecorded(VncEncoding encoding) throws Exception {
    Path file = folder.resolve(encoding + ".vncrec");
    Recorded recorded = record(encoding, file);
    Recording recording = Recording.read(file);
    assertThat(recording.outcome()).isEqualTo(recorded.outcome);
    assertThat(recording.outcome().sha256()).isEqualTo(recorded.truth);
    assertThat(recording.encodings()).startsWith(encoding.number()).contains(-223);
    assertThat(recording.end(recording.pieces() - 1)).isEqualTo(recording.bytes().limit());
    assertThat(play(recording.transport(1, Integer.MAX_VALUE))).isEqualTo(recorded.truth);
    assertThat(play(recording.transport(1, 1009))).isEqualTo(recorded.truth);
    assertThat(play(recording.transport(3, Integer.MAX_VALUE))).isEqualTo(recorded.truth);
    try (ReplayServer replays = ReplayServer.onPort(recording, Replay.once().times(2), 0)) {
      VncTransport tcp = VncTransport.tcp("127.0.0.1", replays.port(), PATIENCE);
      assertThat(play(tcp)).isEqualTo(recorded.truth);
      ReplayServer.Played played = replays.awaitPlayed(PATIENCE).orElseThrow();
      assertThat(played.sent()).isGreaterThan(played.begun());
    }
  }

  @Test
  void playsInItsTimeOverASocketAndStays() throws Exception {
    Path file = folder.resolve("timed.vncrec");
    Recorded recorded = record(VncEncoding.ZRLE, file);
    Recording recording = Recording.read(file);
    Path socket = folder.resolve("replay");
    Replay replay = Replay.once().inItsTime().thenStaying().thenMarked(0xff00fe);
    try (ReplayServer replays = ReplayServer.onSocket(recording, replay, socket)) {
      Watcher watcher = new Watcher();
      try (VncSession session =
          VncSession.open(VncTransport.unix(socket, PATIENCE), VncOptions.defaults(), watcher)) {
        ReplayServer.Played played = replays.awaitPlayed(PATIENCE).orElseThrow();
        assertThat(played.sent() - played.begun())
            .isGreaterThanOrEqualTo(recording.micros(recording.pieces() - 1) * 1000);
        int frames = recorded.outcome.updates() + 1;
        watcher.await("the mark", () -> watcher.frames() >= frames);
        assertThat(session.framebuffer().argb(15, 15)).isEqualTo(0xffff00fe);
        assertThat(watcher.frames()).isEqualTo(frames);
        assertThat(watcher.reason()).isNull();
      }
    }
    assertThat(Files.exists(socket)).isFalse();
  }

  private record Recorded(Recording.Outcome outcome, String truth) {}

  private Recorded record(VncEncoding encoding, Path file) throws Exception {
    Random random = new Random(7);
    try (XClient x = server.client();
        VncRecorder recorder =
            VncRecorder.start(server.connect(), VncOptions.defaults(), encoding, file)) {
      Picture truth = x.get(800, 600);
      for (int i = 0; i < 12; i++) {
        x.put(i * 30, i * 20, picture(300, 200, i, random));
        truth = x.get(800, 600);
        await(recorder, truth);
      }
      return new Recorded(recorder.finish(PATIENCE), digest(truth));
    }
  }

  private static void await(VncRecorder recorder, Picture truth) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String difference = Picture.of(recorder.framebuffer()).difference(truth);
      if (difference.isEmpty()) {
        return;
      }
      assertThat(System.nanoTime()).as(difference).isLessThan(deadline);
      Thread.sleep(5);
    }
  }

  private static Picture picture(int width, int height, int turn, Random random) {
    int[] argb = new int[width * height];
    for (int i = 0; i < argb.length; i++) {
      argb[i] =
          0xff000000
              | (turn % 3 == 0 ? random.nextInt(1 << 24) : turn % 3 == 1 ? i / 900 * 0x1234 : turn);
    }
    return new Picture(width, height, argb);
  }

  private static String digest(Picture picture) {
    Framebuffer framebuffer = new Framebuffer(picture.width(), picture.height());
    framebuffer.pixels().put(0, picture.argb());
    return FramebufferDigest.sha256(framebuffer);
  }

  /** Plays to the end in a session of ours; the digest of what it shows then. */
  private static String play(VncTransport transport) throws Exception {
    Watcher watcher = new Watcher();
    try (VncSession session =
        VncSession.open(
            transport,
            VncOptions.defaults().withEncodings(List.of(VncEncoding.values())),
            watcher)) {
      watcher.await("the end", () -> watcher.reason() != null);
      assertThat(String.valueOf(watcher.reason())).contains("closed the connection");
      return FramebufferDigest.sha256(session.framebuffer());
    }
  }
}
