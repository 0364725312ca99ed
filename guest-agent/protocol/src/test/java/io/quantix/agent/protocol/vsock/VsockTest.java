package io.quantix.agent.protocol.vsock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All that is not the kernel's own part of VSOCK: few machines have a loopback of it, so that these
 * sockets are TCP's, by the same calls.
 */
@Timeout(120)
class VsockTest {
  private static final int AF_INET = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static byte[] loopback(int port) {
    return ByteBuffer.allocate(16)
        .order(ByteOrder.nativeOrder())
        .putShort((short) AF_INET)
        .order(ByteOrder.BIG_ENDIAN)
        .putShort((short) port)
        .put(new byte[] {127, 0, 0, 1})
        .array();
  }

  static VsockListener listen() throws IOException {
    return VsockListener.open(AF_INET, loopback(0), 0);
  }

  static VsockChannel connect(VsockListener to) throws IOException {
    int port = ByteBuffer.wrap(to.name()).getShort(2) & 0xffff;
    return VsockChannel.connect(
        AF_INET, loopback(port), new VsockAddress(VsockAddress.LOCAL, port), PATIENCE);
  }

  private static VsockChannel accept(VsockListener from) throws IOException {
    VsockChannel taken = from.accept(PATIENCE);
    if (taken == null) {
      throw new IOException("Nobody came");
    }
    return taken;
  }

  @Test
  void addressesAreAsTheKernelHasThem() {
    byte[] bytes = new VsockAddress(3, VsockAddress.AGENT_PORT).bytes();
    ByteBuffer raw = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    assertThat(raw.getShort(0)).isEqualTo((short) 40);
    assertThat(raw.getInt(4)).isEqualTo(0x51584741);
    assertThat(raw.getInt(8)).isEqualTo(3);
    assertThat(bytes).hasSize(16);
    assertThat(VsockAddress.of(bytes)).isEqualTo(new VsockAddress(3, VsockAddress.AGENT_PORT));
    assertThat(new VsockAddress(-1, -2)).hasToString("vsock:4294967295:4294967294");
    assertThat(new VsockAddress(2, 1_023).privileged()).isTrue();
    assertThat(new VsockAddress(2, 1_024).privileged()).isFalse();
    assertThat(new VsockAddress(2, -1).privileged()).isFalse();
  }

  @SuppressWarnings("try") // That closing it ends the other end is part of this.
  private static void carries(Executor threads) throws Exception {
    byte[] sent = new byte[3_000_001];
    new Random(2).nextBytes(sent);
    try (VsockListener listener = listen();
        VsockChannel here = connect(listener);
        VsockChannel there = accept(listener)) {
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                try {
                  ByteBuffer rest = ByteBuffer.wrap(sent);
                  while (rest.hasRemaining()) {
                    here.write(rest);
                  }
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              },
              threads);
      // While one thread writes, another reads what comes the other way.
      CompletableFuture<Integer> reading =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return here.read(ByteBuffer.allocate(10));
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              },
              threads);
      ByteBuffer got = ByteBuffer.allocate(sent.length);
      while (got.hasRemaining()) {
        assertThat(there.read(got)).isPositive();
      }
      writing.join();
      assertThat(got.array()).isEqualTo(sent);
      assertThat(there.write(ByteBuffer.wrap(new byte[] {1, 2, 3}))).isEqualTo(3);
      assertThat(reading.join()).isEqualTo(3);
      here.close();
      assertThat(there.read(got.clear())).isEqualTo(-1);
    }
  }

  @Test
  void bytesGoBothWaysAtATime() throws Exception {
    carries(task -> Thread.ofPlatform().daemon().start(task));
    carries(task -> Thread.ofVirtual().start(task));
  }

  @Test
  @SuppressWarnings("try") // Closing it is what is tried.
  void closingItWakesWhoWaitsInIt() throws Exception {
    for (boolean virtual : new boolean[] {false, true}) {
      try (VsockListener listener = listen();
          VsockChannel here = connect(listener);
          VsockChannel there = accept(listener)) {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
        builder.start(() -> {
          try {
            ByteBuffer one = ByteBuffer.allocate(1);
            while (here.read(one.clear()) >= 0) {
              // Until there is no more.
            }
            end.complete(new ClosedChannelException());
          } catch (Throwable e) {
            end.complete(e);
          }
        });
        there.write(ByteBuffer.wrap(new byte[] {1}));
        here.close();
        assertThat(end.join()).isInstanceOf(IOException.class);
        assertThat(here.isOpen()).isFalse();
        assertThatThrownBy(() -> here.write(ByteBuffer.wrap(new byte[1])))
            .isInstanceOf(ClosedChannelException.class);
      }
    }
  }

  @Test
  void whoeverIsNotThereIsSaidSo() throws Exception {
    // Somebody has the port, and does not listen at it.
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      assertThatThrownBy(() ->
              VsockChannel.connect(
                  AF_INET, loopback(bound.getLocalPort()), new VsockAddress(3, 9), PATIENCE))
          .isInstanceOf(IOException.class)
          .hasMessage("Cannot connect to vsock:3:9 (error 111)");
    }
    try (VsockListener listener = listen()) {
      assertThat(listener.accept(Duration.ofMillis(1))).isNull();
    }
    assertThatThrownBy(() -> VsockChannel.open(12_345))
        .isInstanceOf(VsockUnavailableException.class);
  }

  /** A system without it says so; one that has it gives a port. */
  @Test
  void theKernelTakesOurAddresses() throws Exception {
    try (VsockListener listener = VsockListener.open(VsockAddress.ANY)) {
      assertThat(VsockAddress.of(listener.name()).port()).isNotEqualTo(VsockAddress.ANY);
      assertThat(VsockAddress.of(listener.name()).cid()).isEqualTo(VsockAddress.ANY);
    } catch (VsockUnavailableException e) {
      assertThat(e).hasMessageContaining("no VSOCK");
    }
  }
}
