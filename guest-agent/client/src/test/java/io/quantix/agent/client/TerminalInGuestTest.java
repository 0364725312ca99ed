package io.quantix.agent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.message.ExecuteRequest;
import io.quantix.agent.protocol.message.ExecuteResponse;
import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Terminals and connections of a real guest, through real virtio-serial. */
@Timeout(600)
class TerminalInGuestTest {
  @RegisterExtension static final LabHost HOST = LabHost.create();

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static LabGuest machine;
  private static Guest guest;

  @BeforeAll
  static void startGuest() throws Exception {
    machine =
        HOST.createGuest("quantix-lab-terminal", GuestSpec.tiny().withoutGraphics().withAgent());
    machine.start();
    guest = connect();
    run("ifconfig lo 127.0.0.1 up");
  }

  private static Guest connect() throws Exception {
    return new Guest(
        AgentSession.open(
            ChannelOpener.socket(machine.agentSocket()),
            AgentOptions.of("test").withHandshake(PATIENCE).withSilence(Duration.ZERO)));
  }

  @AfterAll
  static void disconnect() {
    guest.close();
  }

  private static String run(String line) throws Exception {
    ExecuteResponse done =
        guest
            .commands()
            .run(
                ExecuteRequest.newBuilder()
                    .setCommand("sh")
                    .addAllArgs(List.of("-c", line))
                    .build(),
                PATIENCE);
    assertThat(done.getExitCode()).as(line + ": " + done.getStderr()).isZero();
    return done.getStdout();
  }

  private static void type(GuestTerminal terminal, String text) throws IOException {
    terminal.keys().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String until(GuestTerminal terminal, String words) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(words) < 0) {
      int next = terminal.shown().read();
      assertThat(next).as("the end, before <%s>, after <%s>", words, seen).isNotNegative();
      seen.append((char) next);
    }
    return seen.toString();
  }

  @Test
  void theUsersShellIsTypedIn() throws Exception {
    try (GuestTerminal terminal =
        guest.terminals().open(GuestTerminals.Wanted.shell("root", 100, 30))) {
      type(terminal, "echo $(hostname) $(stty size) $(tty) $TERM.\n");
      assertThat(until(terminal, "xterm-256color."))
          .contains("quantix-lab-terminal 30 100 /dev/pts/");
      terminal.resize(120, 40);
      String answer = "";
      while (!answer.contains("40 120")) {
        type(terminal, "stty size; echo en''d\n");
        answer = until(terminal, "end\r\n");
      }
      type(terminal, "exit 3\n");
      terminal.shown().readAllBytes();
      assertThat(terminal.awaitExit()).isEqualTo(3);
    }
  }

  @Test
  void nothingIsLeftOfATerminalWhoseHostVanished() throws Exception {
    Guest other = connectInItsPlace();
    GuestTerminal terminal = other.terminals().open(GuestTerminals.Wanted.shell("root", 80, 24));
    type(terminal, "sleep 54321 & sh -c 'echo rea\"\"dy; sleep 54321; :'\n");
    until(terminal, "ready");
    other.close();
    guest = connect();
    while (!run("ps | grep -c '[s]leep 54321' || true").strip().equals("0")) {
      Thread.sleep(100);
    }
  }

  /** The channel takes one host at a time. */
  private static Guest connectInItsPlace() throws Exception {
    guest.close();
    return connect();
  }

  @Test
  void connectionsReachServersInTheGuest() throws Exception {
    run(
        "mkdir -p /tmp/www && seq 1 200000 > /tmp/www/numbers && httpd -p 127.0.0.1:8080 -h"
            + " /tmp/www");
    BlockingQueue<AgentException> failures = new ArrayBlockingQueue<>(8);
    try (GuestForward forward = guest.forwards().listen(0, "", 8080, failures::add)) {
      for (int i = 0; i < 3; i++) {
        try (Socket one = new Socket(InetAddress.getLoopbackAddress(), forward.localPort())) {
          one.getOutputStream()
              .write("GET /numbers HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          String answer =
              new String(one.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
          assertThat(answer).startsWith("HTTP/1").contains("\n1\n2\n").endsWith("\n200000\n");
        }
      }
    }
    assertThat(failures).isEmpty();
    assertThatThrownBy(() -> guest.forwards().connect("", 8081))
        .isInstanceOfSatisfying(
            AgentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORWARD_FAILED));
    assertThatThrownBy(() -> guest.forwards().connect("10.0.2.2", 80))
        .isInstanceOfSatisfying(
            AgentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FEATURE_DISABLED));
  }
}
