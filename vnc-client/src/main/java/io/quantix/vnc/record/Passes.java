package io.quantix.vnc.record;

import io.quantix.vnc.PixelFormat;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What is sent to play a recording several times in one session. The zlib streams of Zlib, ZRLE and
 * Tight go on through a session, so a second pass has to begin as what follows the first: the two
 * bytes that begin a zlib stream (RFC 1950 2.2) are left out, or, in Tight, the streams are reset
 * by a rectangle of one pixel.
 */
final class Passes {
  private static final int UPDATE = 0;
  private static final int BELL = 2;
  private static final int CUT_TEXT = 3;
  private static final int RAW = 0;
  private static final int COPY_RECT = 1;
  private static final int ZLIB = 6;
  private static final int TIGHT = 7;
  private static final int ZRLE = 16;
  private static final int DESKTOP_SIZE = -223;
  private static final int ZLIB_HEADER = 2;
  private static final byte FILL_AND_RESET_ALL = (byte) 0x8f;

  private final Recording recording;
  private final ByteBuffer bytes;

  private Passes(Recording recording) {
    this.recording = recording;
    this.bytes = recording.bytes();
  }

  /** The handshake's last part, ServerInit (RFB 7.3.2). */
  static byte[] serverInit(Recording recording) {
    byte[] name = recording.name().getBytes(StandardCharsets.UTF_8);
    ByteBuffer init = ByteBuffer.allocate(24 + name.length);
    init.putShort((short) recording.width()).putShort((short) recording.height());
    init.put(RecordingWriter.format(recording.pixelFormat()));
    return init.putInt(name.length).put(name).array();
  }

  /** What is sent before the recording when it is played again: its first size, fresh streams. */
  static byte[] between(Recording recording) {
    ByteBuffer updates = ByteBuffer.allocate(64);
    Recording.Outcome end = recording.outcome();
    if (end.width() != recording.width() || end.height() != recording.height()) {
      rectangle(updates, recording.width(), recording.height(), DESKTOP_SIZE);
    }
    if (recording.encodings().contains(TIGHT)) {
      rectangle(updates, 1, 1, TIGHT);
      PixelFormat format = recording.pixelFormat();
      // TPIXEL: three bytes where 24 bits of colour travel in 32 (RFB 7.7.6).
      int pixel = format.depth() == 24 && format.bytes() == 4 ? 3 : format.bytes();
      updates.put(FILL_AND_RESET_ALL).put(new byte[pixel]);
    }
    return Arrays.copyOf(updates.array(), updates.position());
  }

  /** An update's header and its one rectangle's, at the top left. */
  private static void rectangle(ByteBuffer updates, int width, int height, int encoding) {
    updates.putShort((short) UPDATE).putShort((short) 1).putInt(0);
    updates.putShort((short) width).putShort((short) height).putInt(encoding);
  }

  /** The recording as it is played a second time. */
  static ByteBuffer again(Recording recording) {
    return new Passes(recording).again();
  }

  private ByteBuffer again() {
    int at = firstCompressed();
    if (at < 0) {
      return bytes;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.limit());
    byte[] all = new byte[bytes.limit()];
    bytes.get(0, all);
    out.write(all, 0, at);
    out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.getInt(at) - ZLIB_HEADER).array());
    int rest = at + 4 + ZLIB_HEADER;
    out.write(all, rest, all.length - rest);
    return ByteBuffer.wrap(out.toByteArray()).asReadOnlyBuffer();
  }

  /** Where the length of the first rectangle of Zlib or ZRLE stands; -1 if there is none. */
  private int firstCompressed() {
    int at = 0;
    while (at < bytes.limit()) {
      switch (bytes.get(at)) {
        case BELL -> at++;
        case CUT_TEXT -> at += 8 + Math.abs(bytes.getInt(at + 4));
        case UPDATE -> {
          int count = bytes.getShort(at + 2) & 0xffff;
          at += 4;
          for (int i = 0; i < count; i++) {
            int area = (bytes.getShort(at + 4) & 0xffff) * (bytes.getShort(at + 6) & 0xffff);
            int encoding = bytes.getInt(at + 8);
            at += 12;
            switch (encoding) {
              case RAW -> at += area * recording.pixelFormat().bytes();
              case COPY_RECT -> at += 4;
              case DESKTOP_SIZE -> {}
              case ZLIB, ZRLE -> {
                return at;
              }
              default -> {
                return -1;
              }
            }
          }
        }
        default -> {
          return -1;
        }
      }
    }
    return -1;
  }
}
