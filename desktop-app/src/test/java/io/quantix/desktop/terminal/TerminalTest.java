package io.quantix.desktop.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.techsenger.jeditermfx.core.TextStyle;
import com.techsenger.jeditermfx.core.input.KeyEvent;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A terminal on one end of a socket, a program on the other. */
class TerminalTest {
  @TempDir Path folder;

  private final Terminal terminal = new Terminal(() -> {});
  private final CompletableFuture<Optional<IOException>> ended = new CompletableFuture<>();
  private SocketChannel program;

  @BeforeEach
  void connect() throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("tty"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      SocketChannel end = SocketChannel.open(address);
      program = server.accept();
      terminal.connect(end, ended::complete);
    }
  }

  @AfterEach
  void close() throws IOException {
    terminal.disconnect();
    program.close();
  }

  private void print(String text) throws IOException {
    program.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private String row(int number) {
    terminal.text().lock();
    try {
      return terminal.text().getLine(number).getText().stripTrailing();
    } finally {
      terminal.text().unlock();
    }
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; !condition.getAsBoolean(); i++) {
      assertThat(i).as("not within 60 s: " + what).isLessThan(6000);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private String received(int bytes) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(bytes);
    while (all.hasRemaining() && program.read(all) >= 0) {
      Thread.onSpinWait();
    }
    return new String(all.array(), 0, all.position(), StandardCharsets.UTF_8);
  }

  @Test
  void whatAProgramPrintsStandsWhereItPutIt() throws Exception {
    print("login: \u001b[3;5Hthere\u001b[31m red");
    await("the text", () -> row(2).equals("    there red"));
    assertThat(row(0)).isEqualTo("login:");
    TextStyle style = terminal.text().getStyleAt(10, 2);
    assertThat(style.getForeground().getColorIndex()).isEqualTo(1);
  }

  @Test
  void aCharacterMayComeInPieces() throws Exception {
    for (byte each : "Grüße, 世界 ✓".getBytes(StandardCharsets.UTF_8)) {
      program.write(ByteBuffer.wrap(new byte[] {each}));
    }
    await("all of it", () -> row(0).endsWith("✓"));
    assertThat(row(0)).startsWith("Grüße, 世");
  }

  @Test
  void whatIsNoUtf8IsShownAsThatAndHurtsNothing() throws Exception {
    program.write(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff, 'b', '\r', '\n', 'c'}));
    await("the next line", () -> row(1).equals("c"));
    assertThat(row(0)).isEqualTo("a\ufffdb");
  }

  @Test
  void keysSendTheirSequences() throws Exception {
    terminal.type("é");
    assertThat(terminal.press(KeyEvent.VK_UP, 0)).isTrue();
    assertThat(terminal.press(KeyEvent.VK_F1, 0)).isTrue();
    assertThat(received(8)).isEqualTo("é\u001b[A\u001bOP");
  }

  @Test
  void aPasteEndsItsLinesAsReturnDoesAndCannotEndItself() throws Exception {
    terminal.paste("a\nb\r\n");
    assertThat(received(4)).isEqualTo("a\rb\r");
    print("\u001b[?2004hready");
    await("the mode", () -> row(0).equals("ready"));
    terminal.paste("x\u001b[201~y");
    assertThat(received(19)).isEqualTo("\u001b[200~x[201~y\u001b[201~");
  }

  @Test
  void theProgramIsToldWhereTheCursorIs() throws Exception {
    print("\u001b[4;7H\u001b[6n");
    assertThat(received(6)).isEqualTo("\u001b[4;7R");
    assertThat(terminal.cursorRow()).isEqualTo(3);
    assertThat(terminal.cursorColumn()).isEqualTo(6);
  }

  @Test
  void theEndOfTheProgramIsTold() throws Exception {
    print("bye");
    program.close();
    assertThat(ended.get(60, TimeUnit.SECONDS)).isEmpty();
    assertThat(row(0)).isEqualTo("bye");
  }

  @Test
  void ourOwnEndIsNotToldAndTheOtherSideSeesIt() throws Exception {
    terminal.disconnect();
    assertThat(program.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    assertThat(ended).isNotDone();
    terminal.type("to nobody");
  }

  @Test
  void garbageDoesNotEndTheTerminal() throws Exception {
    java.util.Random random = new java.util.Random(7);
    byte[] noise = new byte[20_000];
    random.nextBytes(noise);
    ByteBuffer bytes = ByteBuffer.wrap(noise);
    while (bytes.hasRemaining()) {
      program.write(bytes);
    }
    // String terminator, then a full reset: whatever the noise has begun is over.
    print("\u001b\\\u0018\u001bcalive");
    await("what comes after the noise", () -> ended.isDone() || row(0).equals("alive"));
    assertThat(ended).isNotDone();
  }
}
