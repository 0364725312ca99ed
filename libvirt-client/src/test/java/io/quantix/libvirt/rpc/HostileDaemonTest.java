package io.quantix.libvirt.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.libvirt.CloseReason;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Libvirt;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Daemons that break the protocol: an error that says how, no hang, no runaway memory. */
@Timeout(60)
class HostileDaemonTest {
  private static final int REMOTE = 0x20008086;

  @TempDir Path folder;
  private Path socket;
  private ServerSocketChannel server;

  /** What the daemon does with a client. */
  private interface Behaviour {
    void with(SocketChannel client) throws IOException, InterruptedException;
  }

  @BeforeEach
  void listen() throws IOException {
    socket = folder.resolve("s");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void serve(Behaviour behaviour) {
    Thread.ofVirtual()
        .start(() -> {
          try (SocketChannel client = server.accept()) {
            behaviour.with(client);
          } catch (IOException e) {
            // The client went away, as it should.
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private Connection connect(ConnectOptions options) throws LibvirtException {
    return Libvirt.connect("qemu:///system?socket=" + socket, options);
  }

  private LibvirtException refusal(Behaviour behaviour) {
    serve(behaviour);
    ConnectOptions options = ConnectOptions.defaults().withConnectTimeout(Duration.ofSeconds(2));
    return catchThrowableOfType(LibvirtException.class, () -> connect(options));
  }

  private static void read(SocketChannel client, ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      if (client.read(into) < 0) {
        throw new IOException("end");
      }
    }
    into.flip();
  }

  /** Reads a call and gives its procedure and serial. */
  static int[] readCall(SocketChannel client) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(4);
    read(client, length);
    ByteBuffer packet = ByteBuffer.allocate(length.getInt() - 4);
    read(client, packet);
    return new int[] {packet.getInt(8), packet.getInt(16), packet.getInt(0), packet.getInt(12)};
  }

  static void reply(
      SocketChannel client, int procedure, int serial, int type, int status, byte[] payload)
      throws IOException {
    ByteBuffer packet = ByteBuffer.allocate(28 + payload.length);
    packet.putInt(28 + payload.length).putInt(REMOTE).putInt(1).putInt(procedure).putInt(type);
    packet.putInt(serial).putInt(status).put(payload).flip();
    while (packet.hasRemaining()) {
      client.write(packet);
    }
  }

  static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * 4);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  /** Answers as a daemon does until the connection is open. */
  static void open(SocketChannel client) throws IOException {
    for (int i = 0; i < 3; i++) {
      int[] call = readCall(client);
      byte[] payload =
          switch (call[0]) {
            case 66 -> ints(1, 0);
            case 60 -> ints(1);
            default -> new byte[0];
          };
      reply(client, call[0], call[1], 1, 0, payload);
    }
  }

  @Test
  void aPacketOfImpossibleLengthIsRefusedUnread() {
    for (int length : new int[] {0, 4, 27, -1, Integer.MAX_VALUE, 33_554_437}) {
      LibvirtException failure =
          refusal(client -> {
            readCall(client);
            client.write(ByteBuffer.wrap(ints(length, 1, 2, 3)));
            Thread.sleep(3000);
          });
      assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
      assertThat(failure).hasMessageContaining("allowed");
    }
  }

  @Test
  void anotherProgramIsToldApart() {
    LibvirtException failure =
        refusal(client -> {
          client.write(
              ByteBuffer.wrap("SSH-2.0-OpenSSH_9.2p1\r\n".getBytes(StandardCharsets.US_ASCII)));
          Thread.sleep(3000);
        });
    assertThat(failure).hasMessageContaining("libvirt's protocol");
  }

  @Test
  void silenceEndsWithTheDeadline() {
    LibvirtException failure = refusal(client -> Thread.sleep(10_000));
    assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
  }

  @Test
  void aPacketCutShortIsTheEnd() {
    LibvirtException failure =
        refusal(client -> {
          readCall(client);
          client.write(ByteBuffer.wrap(ints(64, REMOTE, 1, 66)));
        });
    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
    assertThat(failure).hasMessageContaining("middle of a packet");
  }

  @Test
  void aReplyToNoCallEndsTheConnection() {
    LibvirtException failure =
        refusal(client -> {
          int[] call = readCall(client);
          reply(client, call[0], call[1] + 7, 1, 0, ints(0));
          Thread.sleep(3000);
        });
    assertThat(failure).hasMessageContaining("not made");
  }

  @Test
  void listsAreCheckedBeforeTheyAreMade() throws LibvirtException {
    serve(client -> {
      open(client);
      int[] call = readCall(client);
      reply(client, call[0], call[1], 1, 0, ints(16_000, 3));
      Thread.sleep(3000);
    });
    try (Connection host = connect(ConnectOptions.defaults())) {
      LibvirtException failure = catchThrowableOfType(LibvirtException.class, host::domains);
      assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
      assertThat(failure).hasMessageContaining("16000 domains");
      assertThat(host.isOpen()).isFalse();
    }
  }

  @Test
  void anEndlessStreamIsCutOff() throws LibvirtException {
    serve(client -> {
      open(client);
      int[] call = readCall(client); // lookup
      ByteBuffer domain = ByteBuffer.allocate(28);
      domain.putInt(1).put((byte) 'x').position(28);
      reply(client, call[0], call[1], 1, 0, domain.array());
      call = readCall(client); // screenshot
      reply(client, call[0], call[1], 1, 0, ints(0));
      byte[] chunk = new byte[262_000];
      while (true) {
        reply(client, call[0], call[1], 3, 2, chunk);
      }
    });
    try (Connection host = connect(ConnectOptions.defaults())) {
      LibvirtException failure =
          catchThrowableOfType(LibvirtException.class, () -> host.domain("x").screenshot(0));
      // Which limit is met first is a race between the daemon and the reader.
      assertThat(failure.getMessage()).containsAnyOf("brought more", "wait to be read");
    }
  }

  @Test
  void aDaemonThatStopsAnsweringIsGivenUp() throws Exception {
    serve(client -> {
      open(client);
      Thread.sleep(30_000);
    });
    ConnectOptions options = ConnectOptions.defaults().withKeepAlive(Duration.ofMillis(200), 2);
    try (Connection host = connect(options)) {
      CloseReason reason = host.closed().toCompletableFuture().get(20, TimeUnit.SECONDS);
      assertThat(reason.kind()).isEqualTo(CloseReason.Kind.KEEPALIVE);
    }
  }

  @Test
  void pingsAreAnswered() throws Exception {
    Thread[] waiter = new Thread[1];
    boolean[] ponged = {false};
    Object done = new Object();
    serve(client -> {
      open(client);
      client.write(ByteBuffer.wrap(ints(28, KeepAlive.PROGRAM, 1, KeepAlive.PING, 2, 0, 0)));
      int[] answer = readCall(client);
      synchronized (done) {
        ponged[0] = answer[0] == KeepAlive.PONG && answer[2] == KeepAlive.PROGRAM;
        done.notifyAll();
      }
    });
    try (Connection host = connect(ConnectOptions.defaults())) {
      synchronized (done) {
        for (int i = 0; i < 100 && !ponged[0]; i++) {
          done.wait(100);
        }
      }
      assertThat(ponged[0]).isTrue();
      assertThat(waiter[0]).isNull();
      assertThat(host.uri()).isNotBlank();
    }
  }

  @Test
  void anInterruptEndsTheWaitAndNotTheConnection() throws Exception {
    serve(client -> {
      open(client);
      int[] stuck = readCall(client);
      int[] next = readCall(client);
      reply(client, next[0], next[1], 1, 0, name("second"));
      reply(client, stuck[0], stuck[1], 1, 0, name("first"));
      Thread.sleep(5000);
    });
    try (Connection host = connect(ConnectOptions.defaults())) {
      LibvirtException[] failure = new LibvirtException[1];
      Thread waiting =
          Thread.ofPlatform()
              .start(
                  () -> failure[0] = catchThrowableOfType(LibvirtException.class, host::hostname));
      Thread.sleep(200);
      waiting.interrupt();
      waiting.join();
      assertThat(failure[0].kind()).isEqualTo(Kind.INTERRUPTED);
      assertThat(host.hostname()).isEqualTo("second");
    }
  }

  @Test
  void aFarDaemonsInventoryIsAskedForAllAtOnce() throws Exception {
    int domains = 3 * ConnectOptions.defaults().window();
    serve(client -> {
      // Nothing of it comes quicker than a daemon that is far.
      for (int i = 0; i < 3; i++) {
        int[] call = readCall(client);
        Thread.sleep(3);
        reply(
            client,
            call[0],
            call[1],
            1,
            0,
            call[0] == 66 ? ints(1, 0) : call[0] == 60 ? ints(1) : ints());
      }
      List<int[]> xml = new ArrayList<>();
      while (xml.size() < domains) {
        int[] call = readCall(client);
        if (call[0] == 14) {
          xml.add(call);
        } else {
          Thread.sleep(3);
          reply(client, call[0], call[1], 1, 0, call[0] == 273 ? list(domains) : ints(0, 0));
        }
      }
      // Only now that all of them are here is any answered.
      for (int[] call : xml) {
        reply(client, call[0], call[1], 1, 0, name("<domain/>"));
      }
      // Then it is asked for the states, which its statistics did not tell.
      for (int[] call = readCall(client); ; call = readCall(client)) {
        reply(client, call[0], call[1], 1, 0, ints(5, 0));
      }
    });
    try (Connection host = connect(ConnectOptions.defaults())) {
      assertThat(host.inventory())
          .hasSize(domains)
          .allSatisfy(each -> assertThat(each.xml()).isEqualTo("<domain/>"));
    }
  }

  private static byte[] list(int domains) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + domains * 28);
    bytes.putInt(domains);
    for (int i = 0; i < domains; i++) {
      bytes.put(name("d")).putLong(0).putLong(i).putInt(-1);
    }
    return bytes.putInt(domains).array();
  }

  private static byte[] name(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + ((text.length() + 3) & ~3));
    bytes.putInt(text.length()).put(text.getBytes(StandardCharsets.UTF_8));
    return bytes.array();
  }

  @Test
  void noThreadStaysBehind() throws Exception {
    for (int i = 0; i < 20; i++) {
      serve(client -> {
        open(client);
        readCall(client);
      });
      connect(ConnectOptions.defaults()).close();
    }
    String mine = socket.toString();
    for (int i = 0; i < 100; i++) {
      boolean any =
          Thread.getAllStackTraces().keySet().stream()
              .anyMatch(thread -> thread.getName().contains(mine));
      if (!any) {
        return;
      }
      Thread.sleep(50);
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().contains(mine));
  }

  /**
   * Packets that begin as a daemon's and then are noise; the seeds are stated, so a failure is too.
   */
  @Test
  void noiseIsAnErrorAndNothingElse() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      LibvirtException failure =
          refusal(client -> {
            int[] call = readCall(client);
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (random.nextBoolean()) {
              reply(client, call[0], call[1], 1, random.nextInt(3), noise);
            } else {
              client.write(ByteBuffer.wrap(noise));
            }
          });
      // A wait for the deadline would be a call that was lost, not an error that was told.
      assertThat(failure.kind()).describedAs("seed " + seed).isNotEqualTo(Kind.TIMEOUT);
    }
  }
}
