package io.quantix.agent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TCP connections of this machine, through the agent's protocol. */
@Timeout(180)
class GuestForwardTest {
  @TempDir Path folder;

  private ServerSocket server;
  private RealAgent agent;
  private Guest guest;

  @BeforeEach
  void start() throws Exception {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    agent = new RealAgent(folder, "port_forward_targets: [\"127.0.0.1:*\"]");
    guest = agent.connect();
  }

  @AfterEach
  void stop() throws Exception {
    guest.close();
    agent.close();
    server.close();
  }

  /** Answers with all that came, once its end has come. */
  private Thread answerWithAll(int connections) {
    return Thread.ofVirtual()
        .start(() -> {
          for (int i = 0; i < connections; i++) {
            try {
              Socket one = server.accept();
              Thread.startVirtualThread(() -> {
                try (one) {
                  byte[] all = one.getInputStream().readAllBytes();
                  one.getOutputStream().write(all);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          }
        });
  }

  private static byte[] bytes(int count, int seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void eachDirectionEndsByItself() throws Exception {
    answerWithAll(1);
    byte[] sent = bytes(3_000_000, 5);
    try (GuestConnection connection = guest.forwards().connect("", server.getLocalPort())) {
      connection.output().write(sent);
      connection.output().close();
      assertThat(connection.input().readAllBytes()).isEqualTo(sent);
      connection.awaitEnd();
    }
    assertThat(agent.audited(1))
        .singleElement()
        .asString()
        .contains("\"forward\"", ":" + server.getLocalPort());
  }

  @Test
  void aServerThatEndsFirstIsStillSentTheRest() throws Exception {
    try (GuestConnection connection = guest.forwards().connect("", server.getLocalPort());
        Socket there = server.accept()) {
      there.getOutputStream().write(7);
      there.shutdownOutput();
      assertThat(connection.input().readAllBytes()).containsExactly(7);
      connection.output().write(new byte[] {8, 9});
      connection.output().close();
      assertThat(there.getInputStream().readAllBytes()).containsExactly(8, 9);
      connection.awaitEnd();
    }
  }

  @Test
  void aSlowReaderOfOneHoldsUpNoOther() throws Exception {
    try (GuestConnection slow = guest.forwards().connect("", server.getLocalPort());
        Socket there = server.accept()) {
      byte[] large = bytes(8_000_000, 6);
      Thread writing =
          Thread.startVirtualThread(() -> {
            try {
              there.getOutputStream().write(large);
              there.shutdownOutput();
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
      answerWithAll(1);
      try (GuestConnection quick = guest.forwards().connect("", server.getLocalPort())) {
        quick.output().write(new byte[] {1, 2, 3});
        quick.output().close();
        assertThat(quick.input().readAllBytes()).containsExactly(1, 2, 3);
      }
      assertThat(slow.input().readAllBytes()).isEqualTo(large);
      writing.join();
    }
  }

  @Test
  void whateverClosesItEndsTheOtherEnd() throws Exception {
    GuestConnection closed = guest.forwards().connect("", server.getLocalPort());
    try (Socket there = server.accept()) {
      closed.close();
      assertThat(there.getInputStream().read()).isNegative();
    }
    GuestConnection reset = guest.forwards().connect("", server.getLocalPort());
    try (Socket there = server.accept()) {
      there.setSoLinger(true, 0);
    }
    assertThatThrownBy(() -> reset.input().readAllBytes())
        .isInstanceOf(IOException.class)
        .cause()
        .isInstanceOfSatisfying(
            AgentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORWARD_FAILED));
    reset.close();
    guest.forwards().connect("", server.getLocalPort());
    try (Socket there = server.accept()) {
      agent.dropHost();
      assertThat(there.getInputStream().read()).isNegative();
    }
  }

  @Test
  void aLocalPortLeadsIntoTheGuest() throws Exception {
    answerWithAll(40);
    BlockingQueue<AgentException> failures = new ArrayBlockingQueue<>(10);
    try (GuestForward forward =
        guest.forwards().listen(0, "localhost", server.getLocalPort(), failures::add)) {
      List<Socket> open = new ArrayList<>();
      // More than go through at a time: the rest waits its turn.
      for (int i = 0; i < 40; i++) {
        open.add(new Socket(InetAddress.getLoopbackAddress(), forward.localPort()));
      }
      for (int i = 0; i < 40; i++) {
        try (Socket one = open.get(i)) {
          byte[] sent = bytes(50_000 + i, i);
          one.getOutputStream().write(sent);
          one.shutdownOutput();
          assertThat(one.getInputStream().readAllBytes()).isEqualTo(sent);
        }
      }
      while (forward.connections() > 0) {
        Thread.sleep(10);
      }
      assertThat(failures).isEmpty();
    }
  }

  @Test
  void closingTheForwardCutsWhatGoesThroughIt() throws Exception {
    GuestForward forward = guest.forwards().listen(0, "", server.getLocalPort(), why -> {});
    try (Socket here = new Socket(InetAddress.getLoopbackAddress(), forward.localPort());
        Socket there = server.accept()) {
      there.getOutputStream().write(1);
      assertThat(here.getInputStream().read()).isOne();
      forward.close();
      assertThatThrownBy(
              () -> {
                if (here.getInputStream().read() < 0) {
                  throw new IOException("ended");
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(there.getInputStream().read()).isNegative();
    }
  }

  @Test
  void whoeverCannotBeConnectedSeesItAndTheReasonIsTold() throws Exception {
    BlockingQueue<AgentException> failures = new ArrayBlockingQueue<>(10);
    try (GuestForward forward = guest.forwards().listen(0, "10.9.8.7", 80, failures::add);
        Socket here = new Socket(InetAddress.getLoopbackAddress(), forward.localPort())) {
      assertThatThrownBy(
              () -> {
                if (here.getInputStream().read() < 0) {
                  throw new IOException("ended");
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(failures.take().code()).isEqualTo(ErrorCode.FEATURE_DISABLED);
    }
  }

  private void assertRefused(String host, int port, ErrorCode code) {
    assertThatThrownBy(() -> guest.forwards().connect(host, port).close())
        .isInstanceOfSatisfying(AgentException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void whatTheOwnerDoesNotAllowIsRefusedAndAudited() throws Exception {
    assertRefused("192.0.2.1", 80, ErrorCode.FEATURE_DISABLED);
    assertRefused("::1", 80, ErrorCode.FEATURE_DISABLED);
    assertRefused("", 0, ErrorCode.INVALID_REQUEST);
    assertRefused("", 65_536, ErrorCode.INVALID_REQUEST);
    List<String> lines = agent.audited(4);
    assertThat(lines).hasSize(4);
    assertThat(lines.getFirst()).contains("\"forward\"", "192.0.2.1:80", "8005", "false");
    // Somebody has the port, and does not listen at it.
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      assertRefused("", bound.getLocalPort(), ErrorCode.FORWARD_FAILED);
    }
  }
}
