package io.quantix.agent.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.FileWriteRequest;
import io.quantix.agent.protocol.message.StreamChannel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  private final SessionNonces session = new SessionNonces(new Nonce(1, 2), new Nonce(3, 4));
  private final List<AgentMessage> messages = new ArrayList<>();
  private final List<ControlFrame> controls = new ArrayList<>();
  private final List<String> losses = new ArrayList<>();
  private final FrameReader reader =
      new FrameReader(
          new FrameReader.Sink() {
            @Override
            public void frame(byte[] frame, int offset, int length) {
              try {
                messages.add(AgentMessage.parser().parseFrom(frame, offset, length));
              } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                throw new AssertionError(e);
              }
            }

            @Override
            public void control(ControlFrame frame) {
              controls.add(frame);
            }

            @Override
            public void lost(String why) {
              losses.add(why);
            }
          });

  private void accept(byte[] bytes) {
    reader.accept(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, Integer.MIN_VALUE, Limits.MAX_FRAME + 1, 1, 5, 0x00FFFFFF})
  void aLengthThatNoFrameHasEndsTheSession(int length) {
    reader.begin(session);
    accept(ByteBuffer.allocate(4 + Math.clamp(length, 0, 6)).putInt(length).array());
    assertThat(losses).hasSize(1);
    assertThat(reader.inSession()).isFalse();
    accept(AgentModel.request("ignored", session));
    assertThat(messages).isEmpty();
    accept(new ControlFrame.Sync(new Nonce(5, 6)).bytes());
    assertThat(controls).containsExactly(new ControlFrame.Sync(new Nonce(5, 6)));
  }

  @Test
  void everyBitOfAFrameCounts() {
    byte[] frame = AgentModel.request("true", session);
    for (int bit = 0; bit < frame.length * 8; bit++) {
      byte[] damaged = frame.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      reader.begin(session);
      accept(damaged);
      assertThat(messages).as("bit %d", bit).isEmpty();
    }
  }

  @Test
  void aFrameOfNothingIsPassedOver() {
    reader.begin(session);
    accept(new byte[8]);
    accept(AgentModel.request("true", session));
    assertThat(messages).hasSize(1);
    assertThat(losses).isEmpty();
  }

  @Test
  void anyNumberOfFullBytesBeforeAControlFrameMeansNothing() {
    for (int padding = 0; padding < 20; padding++) {
      reader.begin(session);
      byte[] full = new byte[padding];
      Arrays.fill(full, (byte) -1);
      accept(full);
      accept(new ControlFrame.Lost().bytes());
      assertThat(controls).hasSize(padding + 1);
    }
    assertThat(losses).isEmpty();
  }

  @Test
  void aControlFrameWithAWrongChecksumIsNone() {
    byte[] sync = new ControlFrame.Sync(new Nonce(7, 8)).bytes();
    for (int bit = 32; bit < sync.length * 8; bit++) {
      byte[] damaged = sync.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      accept(damaged);
      assertThat(controls).as("bit %d", bit).isEmpty();
    }
    accept(sync);
    assertThat(controls).hasSize(1);
  }

  @Test
  void aChunkIsWhatItsMessageWouldBe() throws AgentException {
    byte[] data = new byte[Limits.CHUNK];
    new java.util.Random(1).nextBytes(data);
    for (StreamChannel channel :
        List.of(StreamChannel.STREAM_CHANNEL_MAIN, StreamChannel.STREAM_CHANNEL_ERROR)) {
      byte[] frame = new byte[data.length + FrameWriter.AROUND_CHUNK];
      int length = FrameWriter.encodeChunk(frame, 300, channel, data, 0, data.length, session);
      AgentMessage.Builder same = AgentMessage.newBuilder();
      same.getStreamDataBuilder()
          .setStreamId(300)
          .setChannel(channel)
          .setData(ByteString.copyFrom(data));
      assertThat(Arrays.copyOf(frame, length)).isEqualTo(FrameWriter.encode(same.build(), session));
    }
  }

  @Test
  void aMessageThatFitsIntoNoFrameIsNotSent() {
    AgentMessage large =
        AgentMessage.newBuilder()
            .setFileWrite(
                FileWriteRequest.newBuilder()
                    .setData(ByteString.copyFrom(new byte[Limits.MAX_FRAME])))
            .build();
    assertThatThrownBy(() -> FrameWriter.encode(large, session))
        .isInstanceOfSatisfying(
            AgentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE));
  }
}
