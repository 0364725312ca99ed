package io.quantix.libvirt.transport.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * libvirt's protocol over a command of the host's. Noise in place of the first packet, and an end
 * before it, become failures with what the command had to say.
 */
final class CommandStream implements ByteStream {
  private static final int SHORTEST_PACKET = 28;
  private static final int LONGEST_PACKET = 64 << 20;
  private final ByteStream stream;
  private boolean begun;

  CommandStream(ByteStream stream) {
    this.stream = stream;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int from = into.position();
    int count = stream.read(into);
    if (begun) {
      return count;
    }
    if (count < 0) {
      String complaint = stream.complaint();
      throw new IOException(
          "the command on the host ended at once" + (complaint.isEmpty() ? "" : ": " + complaint));
    }
    begun = true;
    if (count >= 4) {
      int length = into.duplicate().order(java.nio.ByteOrder.BIG_ENDIAN).getInt(from);
      if (length < SHORTEST_PACKET || length > LONGEST_PACKET) {
        byte[] first = new byte[Math.min(count, 200)];
        into.duplicate().get(from, first);
        throw new IOException(
            "the host answers with '"
                + SshFailures.shown(new String(first, StandardCharsets.UTF_8))
                + "' and not with libvirt's protocol");
      }
    }
    return count;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    stream.write(from);
  }

  @Override
  public void close() {
    stream.close();
  }

  @Override
  public String complaint() {
    return stream.complaint();
  }
}
