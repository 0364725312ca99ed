package io.quantix.libvirt.transport.ssh;

import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.ConnectOptions.SshClient;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.transport.ByteTransport;
import io.quantix.libvirt.transport.ConnectionUri;
import java.io.IOException;

/** Reaches the daemons of {@code +ssh} URIs. */
public final class SshTransports {
  private SshTransports() {}

  /**
   * Reaches the daemon. Its transport's tunnel goes over the same SSH connection, and so do all
   * transports to the same host with the same user and settings.
   *
   * @param text the URI as it was given, for messages
   * @param alone over an SSH connection of its own, which may be held up: for a bulk transfer
   * @throws LibvirtException UNREACHABLE if there is no SSH server, UNTRUSTED if its key is not
   *     right, DENIED or AUTH_CANCELLED if it does not let us in, NO_DAEMON with every way that was
   *     tried
   */
  public static ByteTransport connect(
      String text, ConnectionUri uri, ConnectOptions options, boolean alone)
      throws LibvirtException {
    return connect(text, uri, options, alone, SshSettings.ofThisUser());
  }

  static ByteTransport connect(
      String text, ConnectionUri uri, ConnectOptions options, boolean alone, SshSettings settings)
      throws LibvirtException {
    if (uri.host().isEmpty()) {
      throw ConnectionUri.bad(text, "it names no host to go to");
    }
    for (String parameter : new String[] {"socket", "netcat", "name"}) {
      if (uri.parameters().getOrDefault(parameter, "").chars().anyMatch(c -> c < ' ')) {
        throw ConnectionUri.bad(text, "its " + parameter + " has a control character");
      }
    }
    if (options.ssh() == SshClient.SYSTEM) {
      return new SystemSsh(text, uri, options, settings).connect();
    }
    SshTarget target = SshConfig.resolve(uri, settings);
    SshConnections.Lease lease =
        alone
            ? SshConnections.alone(target, settings, options.prompter(), options.connectTimeout())
            : SshConnections.lease(target, settings, options.prompter(), options.connectTimeout());
    boolean connected = false;
    try {
      ByteStream stream = new DaemonWays(lease.connection(), text, uri, options).open();
      connected = true;
      return new StreamTransport(
          stream, new JschHost(lease), target.words(), "libvirt on " + target.words());
    } finally {
      if (!connected) {
        lease.close();
      }
    }
  }

  /** Streams over a connection of JSch's. */
  private record JschHost(SshConnections.Lease lease) implements StreamTransport.Host {
    @Override
    public ByteStream tcp(String address, int port) throws IOException {
      return lease.connection().tcp(address, port);
    }

    @Override
    public ByteStream unix(String path) throws IOException {
      try {
        return lease.connection().unix(path);
      } catch (IOException e) {
        return overNetcat(path, e);
      }
    }

    // Where sockets are not forwarded; and it says why a socket takes nobody, which sshd does not.
    private ByteStream overNetcat(String path, IOException forwarding) throws IOException {
      String mark = Shell.mark();
      ByteStream stream = lease.connection().exec(Shell.netcat(mark, "nc", path));
      boolean started = false;
      try {
        MarkedStream.await(stream, mark);
        started = true;
        return stream;
      } catch (IOException e) {
        throw new IOException(SshFailures.why(forwarding) + "; by nc: " + SshFailures.why(e), e);
      } finally {
        if (!started) {
          stream.close();
        }
      }
    }

    @Override
    public void close() {
      lease.close();
    }
  }
}
