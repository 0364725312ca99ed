package io.quantix.libvirt.transport.ssh;

import io.quantix.libvirt.HostTunnel;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.transport.ByteTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A daemon's stream over SSH, and further streams to its host, which end with it. */
final class StreamTransport implements ByteTransport, HostTunnel {
  /** Opens further streams; the transport's end is its end. */
  interface Host {
    ByteStream tcp(String address, int port) throws IOException;

    ByteStream unix(String path) throws IOException;

    void close();
  }

  private final ByteStream stream;
  private final Host host;
  private final String words;
  private final String peer;
  private final Set<TunnelChannel> channels = new HashSet<>();
  private boolean closed;

  StreamTransport(ByteStream stream, Host host, String words, String peer) {
    this.stream = stream;
    this.host = host;
    this.words = words;
    this.peer = peer;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return stream.read(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    stream.write(from);
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public Optional<HostTunnel> tunnel() {
    return Optional.of(this);
  }

  @Override
  public String host() {
    return words;
  }

  @Override
  public ByteChannel tcp(String address, int port) throws LibvirtException {
    return tunnel(address + ", port " + port, () -> host.tcp(address, port));
  }

  @Override
  public ByteChannel unix(String path) throws LibvirtException {
    return tunnel("the socket " + path, () -> host.unix(path));
  }

  @FunctionalInterface
  private interface Opener {
    ByteStream open() throws IOException;
  }

  private ByteChannel tunnel(String where, Opener opener) throws LibvirtException {
    ByteStream opened;
    try {
      opened = opener.open();
    } catch (IOException e) {
      String why = SshFailures.why(e);
      boolean denied = why.toLowerCase(Locale.ROOT).contains("permission denied");
      throw SshFailures.of(
          denied ? Kind.DENIED : Kind.UNREACHABLE,
          where + " is not reached on " + words + ": " + why,
          denied
              ? "That user may not connect to the socket; see its owner and mode on the host."
              : "Nobody listens there, or the SSH server forbids forwarding"
                  + " (AllowTcpForwarding, AllowStreamLocalForwarding).",
          e);
    }
    TunnelChannel channel = new TunnelChannel(opened);
    synchronized (channels) {
      if (!closed) {
        channels.add(channel);
        return channel;
      }
    }
    opened.close();
    throw SshFailures.of(
        Kind.CONNECTION_LOST, "the connection to " + words + " has been closed", "");
  }

  @Override
  public void close() {
    List<TunnelChannel> open;
    synchronized (channels) {
      if (closed) {
        return;
      }
      closed = true;
      open = List.copyOf(channels);
      channels.clear();
      // At once, so that whoever closes it at the same time finds them closed too.
      open.forEach(channel -> channel.open = false);
    }
    open.forEach(TunnelChannel::close);
    stream.close();
    host.close();
  }

  /** One stream of the tunnel. */
  private final class TunnelChannel implements ByteChannel {
    private final ByteStream inner;
    private volatile boolean open = true;

    TunnelChannel(ByteStream inner) {
      this.inner = inner;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      if (!open) {
        throw new ClosedChannelException();
      }
      return into.hasRemaining() ? inner.read(into) : 0;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      if (!open) {
        throw new ClosedChannelException();
      }
      int length = from.remaining();
      inner.write(from);
      return length;
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
      synchronized (channels) {
        channels.remove(this);
      }
      inner.close();
    }
  }

  @Override
  public boolean isPlain() {
    return true;
  }

  @Override
  public boolean confidential() {
    return true;
  }
}
