package io.quantix.vnc;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.vnc.wire.ScriptedTransport;
import io.quantix.vnc.wire.ServerBytes;
import java.util.HexFormat;
import java.util.function.Consumer;

/** A session whose server says what a test has it say, and what the session has sent it since. */
final class ScriptedSession implements AutoCloseable {
  final Watcher watcher = new Watcher();
  final VncSession session;
  private final ScriptedTransport transport;
  private int bells;
  private int seen;
  private int mark = 0x01000100;

  ScriptedSession() throws Exception {
    this(VncOptions.builder().requestUpdates(false).build());
  }

  ScriptedSession(VncOptions options) throws Exception {
    transport =
        ScriptedTransport.thenStalling(
            ServerBytes.hello(64, 48).solid(0, 0, 64, 48, 0x112233).u8(2).done());
    session = VncSession.open(transport, options, watcher);
    awaitBell();
    awaitSent(options.requestUpdates() ? "03000000000000400030" : "03000000000000010001");
    awaitQuiet();
  }

  /** Has the server say something, and waits until the session has taken it. */
  void says(Consumer<ServerBytes> what) throws InterruptedException {
    ServerBytes bytes = new ServerBytes();
    what.accept(bytes);
    transport.say(bytes.u8(2).done());
    awaitBell();
  }

  private void awaitBell() throws InterruptedException {
    int expected = ++bells;
    watcher.await("the bell behind it", () -> watcher.bells() == expected);
  }

  /** Has the server say something that is no whole message. */
  void saysPart(byte[] bytes) {
    transport.say(bytes);
  }

  /** Waits until all that the session has to send by now has been sent, and forgets it. */
  void awaitQuiet() throws InterruptedException {
    // Requests go out with what stands before them, so behind a key there is nothing left.
    session.keyDown(++mark, 0);
    session.keyUp(mark, 0);
    awaitSent("04000000" + String.format("%08x", mark));
    sent();
  }

  /** Waits until all that the session has to send by now has been sent: that. */
  String awaitAll() throws InterruptedException {
    session.keyDown(++mark, 0);
    session.keyUp(mark, 0);
    String key = String.format("%08x", mark);
    awaitSent("04000000" + key);
    String all = sent();
    return all.substring(0, all.indexOf("04010000" + key));
  }

  /** Asks that nothing has been sent since the last call of {@link #sent}. */
  void sentNothing() throws InterruptedException {
    session.keyDown(++mark, 0);
    session.keyUp(mark, 0);
    String key = String.format("%08x", mark);
    awaitExactly("04010000" + key + "04000000" + key);
  }

  /** What has been sent since the last call, once what the caller has asked for is among it. */
  String sent() {
    String all = HexFormat.of().formatHex(transport.written());
    String since = all.substring(seen);
    seen = all.length();
    return since;
  }

  /** Waits until this has been sent since the last call of {@link #sent}. */
  void awaitSent(String hex) throws InterruptedException {
    watcher.await(
        hex, () -> HexFormat.of().formatHex(transport.written()).substring(seen).contains(hex));
  }

  /** Waits until exactly this has been sent since the last call of {@link #sent}. */
  void awaitExactly(String hex) throws InterruptedException {
    awaitSent(hex);
    assertThat(sent()).isEqualTo(hex);
  }

  @Override
  public void close() {
    session.close();
  }
}
