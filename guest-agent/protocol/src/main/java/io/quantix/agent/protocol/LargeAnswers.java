package io.quantix.agent.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.quantix.agent.protocol.message.AgentMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an answer that no frame holds into several that are merged again: a list is as long as it
 * is. The cuts lie between the fields of its payload, so that one field must fit into a frame.
 */
public final class LargeAnswers {
  /** Payload of one part: with its id and the rest it stays far below a frame. */
  private static final int PART = Limits.MAX_FRAME - 4096;

  private LargeAnswers() {}

  /** The messages to send for it: itself alone, if that fits. */
  public static List<AgentMessage> split(AgentMessage answer) throws AgentException {
    if (answer.getSerializedSize() <= PART) {
      return List.of(answer);
    }
    try {
      return cut(answer);
    } catch (IOException e) {
      throw new UncheckedIOException("A message can be read as it was written", e);
    }
  }

  private static List<AgentMessage> cut(AgentMessage answer) throws IOException, AgentException {
    CodedInputStream fields = answer.toByteString().newCodedInput();
    int payloadField = 0;
    ByteString payload = ByteString.EMPTY;
    for (int tag = fields.readTag(); tag != 0; tag = fields.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) >= AgentMessage.PING_FIELD_NUMBER) {
        payloadField = WireFormat.getTagFieldNumber(tag);
        payload = fields.readBytes();
      } else {
        fields.skipField(tag);
      }
    }
    List<ByteString> pieces = pieces(payload);
    List<AgentMessage> parts = new ArrayList<>(pieces.size());
    for (int i = 0; i < pieces.size(); i++) {
      AgentMessage.Builder part =
          AgentMessage.newBuilder()
              .setMessageId(answer.getMessageId())
              .setMore(i < pieces.size() - 1);
      part.mergeFrom(field(payloadField, pieces.get(i)));
      parts.add(part.build());
    }
    return parts;
  }

  private static List<ByteString> pieces(ByteString payload) throws IOException, AgentException {
    List<ByteString> pieces = new ArrayList<>();
    CodedInputStream fields = payload.newCodedInput();
    int begun = 0;
    int end = 0;
    for (int tag = fields.readTag(); tag != 0; tag = fields.readTag()) {
      fields.skipField(tag);
      int now = fields.getTotalBytesRead();
      if (now - end > PART) {
        throw new AgentException(
            ErrorCode.MESSAGE_TOO_LARGE,
            "One field of the answer has %d bytes, more than a frame holds".formatted(now - end));
      }
      if (now - begun > PART) {
        pieces.add(payload.substring(begun, end));
        begun = end;
      }
      end = now;
    }
    pieces.add(payload.substring(begun));
    return pieces;
  }

  private static ByteString field(int number, ByteString payload) throws IOException {
    ByteString.Output out = ByteString.newOutput(payload.size() + 16);
    com.google.protobuf.CodedOutputStream coded =
        com.google.protobuf.CodedOutputStream.newInstance(out);
    coded.writeBytes(number, payload);
    coded.flush();
    return out.toByteString();
  }

  /**
   * Reads the message of a frame, with limits on its depth.
   *
   * @throws AgentException with INVALID_MESSAGE
   */
  public static AgentMessage parse(byte[] frame, int offset, int length) throws AgentException {
    CodedInputStream in = CodedInputStream.newInstance(frame, offset, length);
    in.setRecursionLimit(16);
    try {
      AgentMessage message = AgentMessage.parser().parseFrom(in);
      in.checkLastTagWas(0);
      return message;
    } catch (InvalidProtocolBufferException e) {
      throw new AgentException(
          ErrorCode.INVALID_MESSAGE, "A frame holds no message: " + e.getMessage(), e);
    }
  }
}
