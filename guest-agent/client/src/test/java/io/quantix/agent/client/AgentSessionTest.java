package io.quantix.agent.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.agent.channel.RequestHandlers;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.agent.protocol.Limits;
import io.quantix.agent.protocol.OutgoingFrames;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.AgentMessage.PayloadCase;
import io.quantix.agent.protocol.message.ListProcessesResponse;
import io.quantix.agent.protocol.message.ProcessInfo;
import io.quantix.agent.protocol.message.StreamChannel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our host's end against our agent's main loop, over a real socket. */
@Timeout(120)
class AgentSessionTest {
  private static final AgentOptions OPTIONS =
      AgentOptions.of("test").withHandshake(Duration.ofSeconds(60)).withSilence(Duration.ZERO);

  private final Semaphore mayAnswer = new Semaphore(0);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final List<String> executed = java.util.Collections.synchronizedList(new ArrayList<>());
  private final RequestHandlers handlers = new RequestHandlers();
  private SocketGuest guest;

  @BeforeEach
  void start() throws Exception {
    handlers
        .on(
            PayloadCase.PING,
            (request, context) -> {
              AgentMessage.Builder answer = AgentMessage.newBuilder();
              answer.getPongBuilder().setSequence(request.getPing().getSequence());
              return answer;
            })
        .on(
            PayloadCase.SHUTDOWN,
            (request, context) -> {
              try {
                mayAnswer.acquire();
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
              AgentMessage.Builder answer = AgentMessage.newBuilder();
              answer.getShutdownResponseBuilder();
              return answer;
            })
        .on(
            PayloadCase.EXECUTE,
            (request, context) -> {
              executed.add(request.getExecute().getCommand());
              AgentMessage.Builder answer = AgentMessage.newBuilder();
              answer.getExecuteResponseBuilder().setStdout(request.getExecute().getCommand());
              return answer;
            })
        .on(
            PayloadCase.FILE_DELETE,
            (request, context) -> {
              throw new AgentException(ErrorCode.FILE_NOT_FOUND, "It is not there", "/x");
            })
        .on(
            PayloadCase.LIST_PROCESSES,
            (request, context) -> {
              AgentMessage.Builder answer = AgentMessage.newBuilder();
              ListProcessesResponse.Builder all = answer.getListProcessesResponseBuilder();
              for (int pid = 1; pid <= 5000; pid++) {
                all.addProcesses(
                    ProcessInfo.newBuilder().setPid(pid).setCommandLine("x".repeat(200)));
              }
              all.setTotal(5000);
              return answer;
            })
        .on(PayloadCase.FILE_READ, (request, context) -> read(request, context))
        .on(PayloadCase.FILE_WRITE, (request, context) -> write(request, context));
    guest = new SocketGuest(handlers);
  }

  private static AgentMessage.Builder read(
      AgentMessage request, io.quantix.agent.channel.RequestContext context)
      throws AgentException, InterruptedException {
    byte[] bytes = new byte[(int) request.getFileRead().getLength()];
    new Random(request.getFileRead().getOffset()).nextBytes(bytes);
    AgentStream stream = context.openStream(request.getFileRead().getStreamId(), bytes.length, 0);
    AgentMessage.Builder answer = AgentMessage.newBuilder();
    try {
      stream.write(StreamChannel.STREAM_CHANNEL_MAIN, bytes, 0, bytes.length);
    } catch (java.io.IOException e) {
      throw new AgentException(ErrorCode.FILE_IO_FAILED, "Nobody reads", e);
    }
    answer.getFileReadResponseBuilder().setTotalBytes(bytes.length);
    return answer;
  }

  private static AgentMessage.Builder write(
      AgentMessage request, io.quantix.agent.channel.RequestContext context)
      throws AgentException, InterruptedException {
    AgentStream stream = context.openStream(request.getFileWrite().getStreamId(), 0, 0);
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    byte[] piece = new byte[Limits.CHUNK];
    long total = 0;
    try {
      for (int n = stream.read(piece, 0, piece.length);
          n > 0;
          n = stream.read(piece, 0, piece.length)) {
        crc.update(piece, 0, n);
        total += n;
      }
    } catch (java.io.IOException e) {
      throw new AgentException(ErrorCode.FILE_IO_FAILED, "It broke off", e);
    }
    AgentMessage.Builder answer = AgentMessage.newBuilder();
    answer.getFileWriteResponseBuilder().setBytesWritten(total).setTotalBytes(crc.getValue());
    return answer;
  }

  @AfterEach
  void stop() throws Exception {
    mayAnswer.release(1000);
    guest.close();
  }

  private static AgentMessage.Builder slow() {
    AgentMessage.Builder message = AgentMessage.newBuilder();
    message.getShutdownBuilder();
    return message;
  }

  private static AgentMessage.Builder command(String command) {
    AgentMessage.Builder message = AgentMessage.newBuilder();
    message.getExecuteBuilder().setCommand(command);
    return message;
  }

  @Test
  void aSlowRequestHoldsUpNoOther() throws Exception {
    try (AgentSession session = AgentSession.open(guest.opener(), OPTIONS)) {
      assertThat(session.hello().getAgentVersion()).isEqualTo("0.1.0-test");
      assertThat(session.hello().getMaxFrameBytes()).isEqualTo(Limits.MAX_FRAME);
      PendingRequest waits = session.begin(slow());
      for (int i = 0; i < 100; i++) {
        session.ping();
      }
      mayAnswer.release();
      assertThat(waits.await(Duration.ofSeconds(60)).hasShutdownResponse()).isTrue();
    }
  }

  @Test
  void anErrorComesWithItsCodeContextAndResolution() throws Exception {
    try (AgentSession session = AgentSession.open(guest.opener(), OPTIONS)) {
      AgentMessage.Builder delete = AgentMessage.newBuilder();
      delete.getFileDeleteBuilder().setPath("/x");
      assertThatThrownBy(() -> session.request(delete))
          .isInstanceOfSatisfying(
              AgentException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.FILE_NOT_FOUND);
                assertThat(e.reason()).isEqualTo("It is not there");
                assertThat(e.context()).hasValue("/x");
                assertThat(e.resolution()).hasValue("Check file path");
              });
    }
  }

  @Test
  void whatNobodyDoesOrKnowsIsRefusedAndTheSessionGoesOn() throws Exception {
    try (AgentSession session = AgentSession.open(guest.opener(), OPTIONS)) {
      AgentMessage.Builder known = AgentMessage.newBuilder();
      known.getThawBuilder();
      AgentMessage.Builder later = AgentMessage.newBuilder();
      later.mergeFrom(new byte[] {(byte) 0xB2, (byte) 0x7D, 0}); // field 2006, empty
      AgentMessage.Builder event = AgentMessage.newBuilder();
      event.getPongBuilder();
      assertThat(code(session, known)).isEqualTo(ErrorCode.NOT_AVAILABLE);
      assertThat(code(session, later)).isEqualTo(ErrorCode.UNKNOWN_MESSAGE_TYPE);
      assertThat(code(session, event)).isEqualTo(ErrorCode.UNKNOWN_MESSAGE_TYPE);
      assertThat(code(session, AgentMessage.newBuilder())).isEqualTo(ErrorCode.MISSING_PAYLOAD);
      session.ping();
    }
  }

  private static ErrorCode code(AgentSession session, AgentMessage.Builder message)
      throws InterruptedException {
    try {
      throw new AssertionError(session.request(message));
    } catch (AgentException e) {
      return e.code();
    }
  }

  @Test
  void anAnswerLargerThanAFrameArrivesWhole() throws Exception {
    try (AgentSession session = AgentSession.open(guest.opener(), OPTIONS)) {
      AgentMessage.Builder list = AgentMessage.newBuilder();
      list.getListProcessesBuilder();
      ListProcessesResponse all = session.request(list).getListProcessesResponse();
      assertThat(all.getTotal()).isEqualTo(5000);
      assertThat(all.getProcessesList()).extracting(ProcessInfo::getPid).hasSize(5000).isSorted();
    }
  }

  @Test
  void aCancelledRequestIsInterruptedInTheGuest() throws Exception {
    try (AgentSession session = AgentSession.open(guest.opener(), OPTIONS)) {
      PendingRequest waits = session.begin(slow());
      waits.close();
      assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
      session.ping();
    }
  }

  @Test
  void aRequestThatIsNotAnsweredInTimeSaysSoAndIsCancelled() throws Exception {
    try (AgentSession session = AgentSession.open(guest.opener(), OPTIONS)) {
      assertThatThrownBy(() -> session.request(slow(), Duration.ofMillis(50)))
          .isInstanceOfSatisfying(
              AgentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_ANSWER));
      assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aFileComesAndGoesWholeWhilePingsAreAnswered() throws Exception {
    int size = 8_000_001;
    byte[] expected = new byte[size];
    new Random(7).nextBytes(expected);
    try (AgentSession session = AgentSession.open(guest.opener(), OPTIONS)) {
      AgentMessage.Builder read = AgentMessage.newBuilder();
      read.getFileReadBuilder().setOffset(7).setLength(size);
      ByteArrayOutputStream arrived = new ByteArrayOutputStream(size);
      try (PendingRequest request = session.beginStreamed(read, (done, total, text) -> {})) {
        byte[] piece = new byte[50_000];
        AgentStream stream = request.stream();
        for (int n = stream.read(piece, 0, piece.length);
            n > 0;
            n = stream.read(piece, 0, piece.length)) {
          arrived.write(piece, 0, n);
          session.ping();
        }
        assertThat(request.await(Duration.ofSeconds(60)).getFileReadResponse().getTotalBytes())
            .isEqualTo(size);
      }
      assertThat(arrived.toByteArray()).isEqualTo(expected);

      AgentMessage.Builder write = AgentMessage.newBuilder();
      write.getFileWriteBuilder().setPath("/x");
      try (PendingRequest request = session.beginStreamed(write, (done, total, text) -> {})) {
        request.awaitStream(Duration.ofSeconds(60));
        request.stream().write(StreamChannel.STREAM_CHANNEL_MAIN, expected, 0, size);
        request.stream().end();
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(expected);
        assertThat(request.await(Duration.ofSeconds(60)).getFileWriteResponse())
            .satisfies(answer -> {
              assertThat(answer.getBytesWritten()).isEqualTo(size);
              assertThat(answer.getTotalBytes()).isEqualTo(crc.getValue());
            });
      }
    }
  }

  @Test
  void afterTheAgentWasRestartedTheSessionBeginsAgainByItself() throws Exception {
    try (AgentSession session = AgentSession.open(guest.opener(), OPTIONS)) {
      PendingRequest waits = session.begin(slow());
      guest.dropHost();
      assertThatThrownBy(() -> waits.await(Duration.ofSeconds(60)))
          .isInstanceOf(AgentException.class);
      while (true) {
        session.awaitConnected(Duration.ofSeconds(60));
        try {
          assertThat(session.request(command("again")).getExecuteResponse().getStdout())
              .isEqualTo("again");
          break;
        } catch (AgentException e) {
          // The session that was there was still the lost one.
          assertThat(e.code())
              .isIn(ErrorCode.CONNECTION_LOST, ErrorCode.READ_FAILED, ErrorCode.WRITE_FAILED);
        }
      }
      assertThat(executed).containsExactly("again");
    }
  }

  @Test
  void aHostThatVanishesAtAnyByteLeavesTheNextOneInPeace() throws Exception {
    List<String> mustBe = new ArrayList<>();
    for (int cut = 0; cut < 60; cut++) {
      try (ByteChannel rude = guest.opener().open()) {
        byte[] bytes =
            new io.quantix.agent.protocol.ControlFrame.Sync(
                    io.quantix.agent.protocol.Nonce.random())
                .bytes();
        byte[] more = java.util.Arrays.copyOf(bytes, 60);
        rude.write(ByteBuffer.wrap(more, 0, cut));
      }
      String command = "after " + cut;
      try (AgentSession session = AgentSession.open(guest.opener(), OPTIONS)) {
        session.request(command(command));
      }
      mustBe.add(command);
    }
    assertThat(executed).isEqualTo(mustBe);
  }

  /** 64 lists of a megabyte each, and then pings without end, of which nothing is read. */
  @Test
  void aHostThatDoesNotReadIsNotReadEitherAndIsAnsweredOnceItReads() throws Exception {
    try (SocketHost host = SocketHost.connect(guest.socket())) {
      for (int i = 0; i < Limits.MAX_REQUESTS; i++) {
        AgentMessage.Builder list = AgentMessage.newBuilder().setMessageId("list " + i);
        list.getListProcessesBuilder();
        host.send(list.build());
      }
      int sent =
          host.sendUntilItWaits(n -> {
            AgentMessage.Builder ping = AgentMessage.newBuilder().setMessageId("ping " + n);
            ping.getPingBuilder().setSequence(n);
            return ping.build();
          });
      assertThat(sent).isPositive();
      assertThat(guest.waiting()).isLessThan(3L * OutgoingFrames.ROOM / 2);
      AgentMessage.Builder last = AgentMessage.newBuilder().setMessageId("last");
      last.getPingBuilder().setSequence(77);
      host.finishSending(last.build());
      // Each is answered, or refused because there were too many.
      AgentMessage answer = host.readUntil("last");
      assertThat(answer.hasPong() || answer.hasError()).isTrue();
      assertThat(host.readAnswers(Limits.MAX_REQUESTS + sent + 1)).doesNotHaveDuplicates();
    }
    try (AgentSession next = AgentSession.open(guest.opener(), OPTIONS)) {
      next.ping();
    }
  }

  @Test
  void noAgentIsToldFromOneThatAnswers() throws Exception {
    try (java.nio.channels.ServerSocketChannel silent =
        java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
      java.nio.file.Path path = guest.socket().resolveSibling("silent");
      silent.bind(java.net.UnixDomainSocketAddress.of(path));
      assertThatThrownBy(() ->
              AgentSession.open(
                  ChannelOpener.socket(path), OPTIONS.withHandshake(Duration.ofMillis(300))))
          .isInstanceOfSatisfying(
              AgentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_ANSWER));
      java.nio.file.Files.delete(path);
    }
    assertThatThrownBy(() ->
            AgentSession.open(ChannelOpener.socket(guest.socket().resolveSibling("none")), OPTIONS))
        .isInstanceOfSatisfying(
            AgentException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEVICE_OPEN_FAILED));
  }
}
