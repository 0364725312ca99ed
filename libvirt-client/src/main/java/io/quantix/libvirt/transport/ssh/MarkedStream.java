package io.quantix.libvirt.transport.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A command's stream from its mark on: what a banner or a start-up file wrote before is dropped.
 * Reads byte by byte only as far as the mark.
 */
final class MarkedStream {
  private static final int MOST_NOISE = 64 << 10;

  private MarkedStream() {}

  /**
   * Waits for the mark; the stream's next byte is the first after it.
   *
   * @throws IOException with the command's own words if it ends without
   */
  static void await(ByteStream stream, String mark) throws IOException {
    byte[] wanted = ("\n" + mark + "\n").getBytes(StandardCharsets.US_ASCII);
    StringBuilder noise = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    int matched = 0;
    while (matched < wanted.length) {
      if (stream.read(one.clear()) < 0) {
        String complaint = stream.complaint();
        String wrote = SshFailures.shown(noise.toString());
        throw new IOException(
            !complaint.isEmpty()
                ? complaint
                : wrote.isEmpty()
                    ? "the host ended the command and said nothing"
                    : "the host wrote '" + wrote + "' and ended the command");
      }
      byte b = one.get(0);
      noise.append((char) (b & 0xff));
      if (noise.length() > MOST_NOISE) {
        throw new IOException(
            "the host's shell writes without end: '"
                + SshFailures.shown(noise.substring(0, 200))
                + "'");
      }
      // The mark's line begins with the only line end in it but the last.
      if (b == wanted[matched]) {
        matched++;
      } else {
        matched = b == wanted[0] ? 1 : 0;
      }
    }
  }
}
