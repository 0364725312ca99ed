package io.quantix.vnc.live;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.vnc.CursorImage;
import io.quantix.vnc.VncEncoding;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncOptions;
import io.quantix.vnc.VncSession;
import io.quantix.vnc.Watcher;
import io.quantix.vnc.input.Key;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A session with a real TigerVNC server, seen from both sides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class XvncSessionTest {
  private XServer server;
  private final Random random = new Random(99);
  private int places;

  @BeforeAll
  void start() throws Exception {
    server = new XServer();
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = VncEncoding.class,
      names = {"RAW", "HEXTILE", "ZRLE", "TIGHT"})
  void showsWhatIsDrawn(VncEncoding encoding) throws Exception {
    Watcher watcher = new Watcher();
    VncOptions options = VncOptions.defaults().withEncodings(List.of(encoding));
    try (XClient x = server.client();
        VncSession session = VncSession.open(server.connect(), options, watcher)) {
      assertThat(session.name()).startsWith("quantix-lab-x");
      claimPointer(session);
      for (int i = 0; i < 20; i++) {
        draw(x, i);
        Picture truth = x.get(800, 600);
        watcher.await(
            "picture " + i, () -> Picture.of(session.framebuffer()).difference(truth).isEmpty());
      }
      assertThat(session.statistics().encodings()).contains(encoding.title());
    }
  }

  /** Xvnc draws the pointer into the picture until this client itself has moved it. */
  private void claimPointer(VncSession session) {
    session.pointer(++places, 1, 0);
  }

  @Test
  void copiesWhatMoves() throws Exception {
    Watcher watcher = new Watcher();
    try (XClient x = server.client();
        VncSession session = VncSession.open(server.connect(), VncOptions.defaults(), watcher)) {
      claimPointer(session);
      for (int i = 0; i < 12; i++) {
        draw(x, 3);
        Picture before = x.get(800, 600);
        watcher.await(
            "the picture", () -> Picture.of(session.framebuffer()).difference(before).isEmpty());
        x.copy(100, 100, 100 + 7 * (i % 3 - 1), 100 + 5 * (i % 4 - 2), 300, 200);
        Picture after = x.get(800, 600);
        watcher.await(
            "the moved picture",
            () -> Picture.of(session.framebuffer()).difference(after).isEmpty());
      }
      assertThat(session.statistics().encodings()).contains("CopyRect");
    }
  }

  /** Some rectangles: flat, few colours, noise; the later the smaller. */
  private void draw(XClient x, int turn) throws Exception {
    for (int i = 0; i < 4; i++) {
      int w = 1 + random.nextInt(800 / (1 + turn % 7));
      int h = 1 + random.nextInt(600 / (1 + turn % 7));
      int colours = new int[] {1, 2, 4, 15, 100, 1 << 24}[random.nextInt(6)];
      int[] palette = random.ints(Math.min(colours, 127), 0, 1 << 24).toArray();
      int[] argb = new int[w * h];
      for (int p = 0; p < argb.length; p++) {
        boolean runs = p > 0 && turn % 2 == 0 && random.nextInt(20) > 0;
        argb[p] =
            runs
                ? argb[p - 1]
                : colours > 127 ? random.nextInt(1 << 24) : palette[random.nextInt(palette.length)];
      }
      x.put(random.nextInt(800 - w + 1), random.nextInt(600 - h + 1), new Picture(w, h, argb));
    }
  }

  @Test
  void changesTheSize() throws Exception {
    Watcher watcher = new Watcher();
    Watcher witness = new Watcher();
    try (XServer own = new XServer();
        XClient x = own.client();
        VncSession session = VncSession.open(own.connect(), VncOptions.defaults(), watcher);
        VncSession other = VncSession.open(own.connect(), VncOptions.defaults(), witness)) {
      assertThat(session.takesSizeRequests()).isTrue();
      int answers = 0;
      for (int[] size : new int[][] {{1024, 768}, {401, 303}, {1920, 1080}}) {
        session.requestSize(size[0], size[1]);
        int expected = ++answers;
        watcher.await("answer " + expected, () -> watcher.answers().size() == expected);
        assertThat(watcher.answers().getLast())
            .isEqualTo("true the desktop is " + size[0] + "x" + size[1]);
        draw(x, 20);
        Picture truth = x.get(size[0], size[1]);
        watcher.await(
            "the picture", () -> Picture.of(session.framebuffer()).difference(truth).isEmpty());
        witness.await(
            "the picture", () -> Picture.of(other.framebuffer()).difference(truth).isEmpty());
      }
      assertThat(watcher.sizes()).containsExactly("800x600", "1024x768", "401x303", "1920x1080");
      assertThat(witness.sizes()).isEqualTo(watcher.sizes());
      assertThat(witness.answers()).isEmpty();
      session.requestSize(16_384, 1);
      watcher.await("a fourth answer", () -> watcher.answers().size() == 4);
    }
  }

  @Test
  void showsThePointer() throws Exception {
    Watcher watcher = new Watcher();
    try (XClient x = server.client();
        VncSession session = VncSession.open(server.connect(), VncOptions.defaults(), watcher)) {
      session.pointer(50, 50, 0);
      x.pointer(12, 5, 0x11, 0xcc, 0x44);
      watcher.await("the pointer", () -> is(watcher.cursor(), 12));
      CursorImage cursor = requireNonNull(watcher.cursor());
      assertThat(cursor.hotX()).isEqualTo(5);
      assertThat(cursor.hotY()).isEqualTo(5);
      assertThat(Arrays.stream(cursor.argb()).distinct().toArray()).containsExactly(0xff11cc44);
    }
  }

  private static boolean is(@org.jspecify.annotations.Nullable CursorImage cursor, int side) {
    return cursor != null && cursor.width() == side && cursor.height() == side;
  }

  @Test
  void pressesKeysAndButtons() throws Exception {
    try (XClient x = server.client();
        VncSession session =
            VncSession.open(server.connect(), VncOptions.defaults(), new Watcher())) {
      session.pointer(1, 1, 0);
      x.listen();
      session.pointer(321, 123, 0);
      session.pointer(322, 124, 1);
      session.pointer(5000, 124, 0);
      List<String> came = new ArrayList<>();
      while (came.isEmpty() || !came.getLast().equals("move 799,124")) {
        came.add(x.event());
      }
      assertThat(came).contains("move 321,123", "button 1 322,124");
      // To a client that is told of the lock keys, Xvnc leaves it to press Num Lock for the keypad.
      for (String name :
          List.of(
              "a", "enter", "f12", "left", "delete", "numlock", "kp7", "numlock", "super", "esc")) {
        Key key = Key.named(name).orElseThrow();
        session.keyDown(key.keysym(), key.scanCode());
        session.keyUp(key.keysym(), key.scanCode());
        String down;
        do {
          down = x.event();
        } while (!down.startsWith("down") || !has(x, code(down), key.keysym()));
        assertThat(code(down)).isPositive();
        String up;
        do {
          up = x.event();
        } while (!up.equals("up " + code(down)));
      }
    }
  }

  private static int code(String event) {
    return Integer.parseInt(event.substring(event.indexOf(' ') + 1));
  }

  private static boolean has(XClient x, int keyCode, int keysym) throws Exception {
    return x.keysym(keyCode, 0) == keysym || x.keysym(keyCode, 1) == keysym;
  }

  @Test
  void ringsTheBell() throws Exception {
    Watcher watcher = new Watcher();
    try (XClient x = server.client();
        VncSession session = VncSession.open(server.connect(), VncOptions.defaults(), watcher)) {
      assertThat(session.statistics().security()).isEqualTo("None");
      x.bell();
      watcher.await("the bell", () -> watcher.bells() > 0);
    }
  }

  @Test
  void provesItsPassword() throws Exception {
    Path folder = ChildProcess.newFolder();
    Path file = folder.resolve("password");
    Files.write(file, passwordFile("longer than eight"));
    try (XServer locked =
        new XServer(folder, "-SecurityTypes", "VncAuth", "-PasswordFile", file.toString())) {
      Watcher watcher = new Watcher();
      VncOptions right = VncOptions.defaults().withPassword("longer than eight"::toCharArray);
      try (VncSession session = VncSession.open(locked.connect(), right, watcher)) {
        watcher.await("a frame", () -> watcher.frames() > 0);
        assertThat(session.statistics().security()).isEqualTo("VNC authentication");
      }
      VncOptions wrong = VncOptions.defaults().withPassword("Longer"::toCharArray);
      for (int i = 0; i < 8; i++) {
        VncException refused =
            catchThrowableOfType(
                VncException.class, () -> VncSession.open(locked.connect(), wrong, watcher));
        assertThat(refused.kind())
            .as(refused.getMessage())
            .isEqualTo(VncException.Kind.AUTHENTICATION);
        if (refused.hint().contains("Wait")) {
          return;
        }
      }
      throw new AssertionError("the server has not locked itself after eight wrong passwords");
    }
  }

  /** The first eight bytes of a password as vncpasswd writes them: DES with a well-known key. */
  @SuppressWarnings("InsecureCryptoUsage") // the file's own format
  static byte[] passwordFile(String password) throws GeneralSecurityException {
    byte[] plain = Arrays.copyOf(password.getBytes(java.nio.charset.StandardCharsets.UTF_8), 8);
    byte[] key = HexFormat.of().parseHex("e84ad660c4721ae0");
    Cipher des = Cipher.getInstance("DES/ECB/NoPadding");
    des.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DES"));
    return des.doFinal(plain);
  }
}
