package io.quantix.desktop.terminal;

import com.techsenger.jeditermfx.core.TtyConnector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A channel's bytes as characters, for the emulation, which writes elsewhere. UTF-8 may be cut
 * anywhere; what is none becomes the replacement character.
 */
final class ChannelTty implements TtyConnector {
  private final ReadableByteChannel channel;
  private final ByteBuffer bytes = ByteBuffer.allocate(8192).flip();
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  ChannelTty(ReadableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    CharBuffer chars = CharBuffer.wrap(into, offset, length);
    while (true) {
      decoder.decode(bytes, chars, false);
      if (chars.position() > 0) {
        return chars.position();
      }
      bytes.compact();
      int n;
      try {
        n = channel.read(bytes);
      } finally {
        bytes.flip();
      }
      if (n < 0) {
        return -1;
      }
    }
  }

  @Override
  public boolean ready() {
    return bytes.hasRemaining();
  }

  @Override
  public boolean isConnected() {
    return channel.isOpen();
  }

  @Override
  public String getName() {
    return "channel";
  }

  @Override
  public void write(byte[] data) {
    throw new UnsupportedOperationException("the terminal writes by itself");
  }

  @Override
  public void write(String data) {
    throw new UnsupportedOperationException("the terminal writes by itself");
  }

  @Override
  public int waitFor() {
    return 0;
  }

  @Override
  public void close() {}
}
