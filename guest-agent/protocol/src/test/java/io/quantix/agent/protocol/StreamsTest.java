package io.quantix.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.StreamChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two ends of one session whose bytes go straight over. */
@Timeout(60)
class StreamsTest {
  private final SessionNonces session = new SessionNonces(Nonce.random(), Nonce.random());
  private final End host = new End();
  private final End guest = new End();
  private final List<Thread> writers = new ArrayList<>();

  private final class End implements FrameReader.Sink {
    final OutgoingFrames out = new OutgoingFrames();
    final Streams streams = new Streams(out, session);
    final FrameReader reader = new FrameReader(this);

    @Override
    public void frame(byte[] frame, int offset, int length) {
      try {
        streams.accept(AgentMessage.parser().parseFrom(frame, offset, length));
      } catch (com.google.protobuf.InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void control(ControlFrame frame) {}

    @Override
    public void lost(String why) {
      throw new AssertionError(why);
    }
  }

  private void connect(End from, End to) {
    from.out.begin(session);
    to.reader.begin(session);
    writers.add(
        Thread.startVirtualThread(() -> {
          try {
            from.out.run(to.reader::accept);
          } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
          }
        }));
  }

  @BeforeEach
  void connect() {
    connect(host, guest);
    connect(guest, host);
  }

  @AfterEach
  void close() throws InterruptedException {
    host.out.close();
    guest.out.close();
    for (Thread writer : writers) {
      writer.join();
    }
  }

  @Test
  void everyByteArrivesInOrderThoughTheWindowIsSmaller() throws Exception {
    byte[] sent = new byte[3_000_001];
    new Random(2).nextBytes(sent);
    AgentStream from = guest.streams.open(1);
    AgentStream to = host.streams.open(1);
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(() -> {
          try {
            from.write(StreamChannel.STREAM_CHANNEL_MAIN, sent, 0, sent.length);
            from.end();
          } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    java.io.ByteArrayOutputStream arrived = new java.io.ByteArrayOutputStream();
    byte[] piece = new byte[10_000];
    for (int n = to.read(piece, 0, piece.length); n > 0; n = to.read(piece, 0, piece.length)) {
      arrived.write(piece, 0, n);
    }
    writing.join();
    assertThat(arrived.toByteArray()).isEqualTo(sent);
    to.end();
    assertThat(host.streams.count()).isZero();
  }

  @Test
  void aWriterWaitsForAReaderThatDoesNotRead() throws Exception {
    AgentStream from = guest.streams.open(1);
    AgentStream to = host.streams.open(1);
    byte[] more = new byte[Limits.WINDOW + 1];
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(() -> {
          try {
            from.write(StreamChannel.STREAM_CHANNEL_MAIN, more, 0, more.length);
          } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    int read = 0;
    while (read < Limits.WINDOW) {
      AgentStream.Chunk chunk = to.take();
      assertThat(chunk).isNotNull();
      read += java.util.Objects.requireNonNull(chunk).data().size();
    }
    // What was taken so far gave credit for the last byte, and for nothing else.
    assertThat(java.util.Objects.requireNonNull(to.take()).data().size()).isEqualTo(1);
    writing.join();
  }

  @Test
  void whoSendsMoreThanThereIsCreditForIsCutOff() throws Exception {
    AgentStream to = host.streams.open(1);
    AgentMessage.Builder chunk = AgentMessage.newBuilder();
    chunk
        .getStreamDataBuilder()
        .setStreamId(1)
        .setData(ByteString.copyFrom(new byte[Limits.CHUNK]));
    for (int i = 0; i < Limits.WINDOW_CHUNKS; i++) {
      assertThat(host.streams.accept(chunk.build())).isTrue();
    }
    assertThat(host.streams.count()).isOne();
    host.streams.accept(chunk.build());
    assertThat(host.streams.count()).isZero();
    assertThatThrownBy(to::take)
        .isInstanceOf(IOException.class)
        .cause()
        .isInstanceOfSatisfying(
            AgentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STREAM_FAILED));
  }

  @Test
  void aResetReachesTheOtherEndWithItsReason() throws Exception {
    AgentStream from = guest.streams.open(1);
    AgentStream to = host.streams.open(1);
    from.reset(new AgentException(ErrorCode.DISK_FULL, "No space on /var", "/var"));
    assertThatThrownBy(to::take)
        .cause()
        .isInstanceOfSatisfying(
            AgentException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL);
              assertThat(e.reason()).isEqualTo("No space on /var");
              assertThat(e.context()).hasValue("/var");
              assertThat(e.resolution()).hasValue("Free up disk space");
            });
  }

  @Test
  void noMoreStreamsThanTheLimitAreOpened() throws Exception {
    for (int id = 1; id <= Limits.MAX_STREAMS; id++) {
      host.streams.open(id);
    }
    assertThatThrownBy(() -> host.streams.open(1000)).isInstanceOf(AgentException.class);
    assertThatThrownBy(() -> guest.streams.open(0)).isInstanceOf(AgentException.class);
  }
}
