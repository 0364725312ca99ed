package io.quantix.vnc.transport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes the frames of a WebSocket server, the wrong ones too. */
final class ServerFrames {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;
  static final int LAST = 0x80;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  ServerFrames frame(int first, byte... payload) {
    bytes.write(first);
    if (payload.length < 126) {
      bytes.write(payload.length);
    } else if (payload.length < 0x1_0000) {
      bytes.write(126);
      raw(ByteBuffer.allocate(2).putShort((short) payload.length).array());
    } else {
      bytes.write(127);
      raw(ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    return raw(payload);
  }

  ServerFrames binary(byte... payload) {
    return frame(LAST | BINARY, payload);
  }

  ServerFrames close(int code, String reason) {
    byte[] words = reason.getBytes(StandardCharsets.UTF_8);
    ByteBuffer payload = ByteBuffer.allocate(2 + words.length).putShort((short) code).put(words);
    return frame(LAST | CLOSE, payload.array());
  }

  ServerFrames raw(byte... more) {
    bytes.writeBytes(more);
    return this;
  }

  byte[] done() {
    return bytes.toByteArray();
  }
}
