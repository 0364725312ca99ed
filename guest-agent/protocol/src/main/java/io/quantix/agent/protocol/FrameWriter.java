package io.quantix.agent.protocol;

import com.google.protobuf.CodedOutputStream;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.StreamChannel;
import io.quantix.agent.protocol.message.StreamData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes frames. */
public final class FrameWriter {
  /** How much longer than its data the frame of a stream's chunk may be. */
  static final int AROUND_CHUNK = 64;

  private FrameWriter() {}

  /**
   * The whole frame of a message, with its length and checksum.
   *
   * @throws AgentException with MESSAGE_TOO_LARGE if a reader would refuse it
   */
  public static byte[] encode(AgentMessage message, SessionNonces session) throws AgentException {
    int size = message.getSerializedSize();
    if (size > Limits.MAX_FRAME - FrameReader.CHECKSUM_BYTES) {
      throw new AgentException(
          ErrorCode.MESSAGE_TOO_LARGE,
          "A message of %d bytes does not fit into a frame of %d"
              .formatted(size, Limits.MAX_FRAME));
    }
    byte[] frame = new byte[4 + size + FrameReader.CHECKSUM_BYTES];
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(frame, 4, size);
      message.writeTo(out);
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException("An array takes what fits into it", e);
    }
    close(frame, size, session);
    return frame;
  }

  /**
   * The frame of a stream's chunk, without the detour of a message.
   *
   * @param into has room for the data and {@link #AROUND_CHUNK} bytes
   * @return how long the frame is
   */
  static int encodeChunk(
      byte[] into,
      int streamId,
      StreamChannel channel,
      byte[] data,
      int offset,
      int length,
      SessionNonces session) {
    boolean main = channel == StreamChannel.STREAM_CHANNEL_MAIN;
    int inner =
        CodedOutputStream.computeUInt32Size(StreamData.STREAM_ID_FIELD_NUMBER, streamId)
            + CodedOutputStream.computeTagSize(StreamData.DATA_FIELD_NUMBER)
            + CodedOutputStream.computeUInt32SizeNoTag(length)
            + length
            + (main
                ? 0
                : CodedOutputStream.computeEnumSize(
                    StreamData.CHANNEL_FIELD_NUMBER, channel.getNumber()));
    CodedOutputStream out = CodedOutputStream.newInstance(into, 4, into.length - 4);
    try {
      out.writeTag(AgentMessage.STREAM_DATA_FIELD_NUMBER, 2);
      out.writeUInt32NoTag(inner);
      out.writeUInt32(StreamData.STREAM_ID_FIELD_NUMBER, streamId);
      out.writeByteArray(StreamData.DATA_FIELD_NUMBER, data, offset, length);
      if (!main) {
        out.writeEnum(StreamData.CHANNEL_FIELD_NUMBER, channel.getNumber());
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("An array takes what fits into it", e);
    }
    int size = out.getTotalBytesWritten();
    close(into, size, session);
    return 4 + size + FrameReader.CHECKSUM_BYTES;
  }

  private static void close(byte[] frame, int size, SessionNonces session) {
    ByteBuffer bytes = ByteBuffer.wrap(frame);
    bytes.putInt(0, size + FrameReader.CHECKSUM_BYTES);
    bytes.put(4 + size, FrameReader.CHECKSUM_TAG);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putInt(4 + size + 1, session.checksum(frame, 4, size));
  }
}
