package io.quantix.libvirt.transport.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A channel of a connection of JSch's. */
final class ChannelStream implements ByteStream {
  // JSch's own 128 KiB for forwarded sockets is a round trip's worth of 3.4 MiB/s at 20 ms.
  private static final int WINDOW = 4 << 20;
  private static final int PACKET = 32 << 10;
  private static final int PIECE = 32 << 10;

  private final Channel channel;
  private final ChannelBuffer in;
  private final OutputStream out;
  private final BoundedText errors;
  private final byte[] piece = new byte[PIECE];
  private volatile boolean closed;

  private ChannelStream(Channel channel, ChannelBuffer in, OutputStream out, BoundedText errors) {
    this.channel = channel;
    this.in = in;
    this.out = out;
    this.errors = errors;
  }

  /**
   * Opens a channel.
   *
   * @param timeoutMillis 0 for JSch's own
   * @param holdsBack whether a slow reader may hold up the whole connection
   * @throws IOException that says why the host would not
   */
  static ChannelStream open(Channel channel, int timeoutMillis, boolean holdsBack)
      throws IOException {
    ChannelBuffer in =
        new ChannelBuffer(holdsBack ? ChannelBuffer.MOST_HELD : ChannelBuffer.MOST, holdsBack);
    BoundedText errors = new BoundedText();
    try {
      channel.setLocalWindowSizeMax(WINDOW);
      channel.setLocalPacketSize(PACKET);
      channel.setOutputStream(in);
      if (channel instanceof ChannelExec exec) {
        exec.setErrStream(errors);
      }
      OutputStream out = channel.getOutputStream();
      channel.connect(timeoutMillis);
      return new ChannelStream(channel, in, out, errors);
    } catch (JSchException e) {
      throw new IOException(
          switch (channel.getExitStatus()) {
            case 1 -> "the SSH server prohibits it";
            case 2 -> "the SSH server cannot connect there, or may not";
            case 3 -> "the SSH server does not know how";
            case 4 -> "the SSH server is short of resources";
            default -> SshFailures.why(e);
          },
          e);
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return in.read(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      int length = Math.min(piece.length, from.remaining());
      from.get(piece, 0, length);
      out.write(piece, 0, length);
      out.flush();
      // JSch passes over what is written to a channel that has ended.
      if (closed || !channel.isConnected()) {
        throw new IOException("the SSH channel has ended");
      }
    }
  }

  /** Says that nothing more will be written. */
  void endOfOutput() throws IOException {
    out.close();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      in.abandon();
      // It sends a message, and for that may wait for the network.
      Thread.ofVirtual().name("ssh-channel-close").start(channel::disconnect);
    }
  }

  @Override
  public String complaint() {
    return errors.text();
  }
}
