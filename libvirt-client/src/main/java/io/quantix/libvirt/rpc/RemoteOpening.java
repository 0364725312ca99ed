package io.quantix.libvirt.rpc;

import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.transport.ByteTransport;
import io.quantix.libvirt.transport.ConnectionUri;
import io.quantix.libvirt.transport.SecurableTransport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Opens a connection over a transport: authentication, keepalive, and the hypervisor's URI, in the
 * order in which libvirt's own library asks.
 */
public final class RemoteOpening {
  private static final int AUTH_NONE = 0;
  private static final int AUTH_SASL = 1;
  private static final int AUTH_POLKIT = 2;
  private static final int FEATURE_KEEPALIVE = 10;
  private static final int READ_ONLY = 1;

  // A person has to find and type a password meanwhile.
  private static final Duration POLKIT_PATIENCE = Duration.ofMinutes(5);

  private RemoteOpening() {}

  /**
   * Opens it.
   *
   * @param uri what the user asked for
   * @param parsed the same taken apart
   * @param transports reaches the daemon; asked again for each further connection
   */
  public static Connection open(
      String uri, ConnectionUri parsed, TransportOpener transports, ConnectOptions options)
      throws LibvirtException {
    return openRemote(uri, parsed, transports, options, new SaslAuthentication.Memory(), false);
  }

  /** Reaches a daemon. */
  @FunctionalInterface
  public interface TransportOpener {
    /**
     * Reaches it.
     *
     * @param alone for one stream that may hold up whatever it shares
     */
    ByteTransport open(boolean alone) throws LibvirtException;
  }

  private static RemoteConnection openRemote(
      String uri,
      ConnectionUri parsed,
      TransportOpener transports,
      ConnectOptions options,
      SaslAuthentication.Memory memory,
      boolean alone)
      throws LibvirtException {
    ByteTransport transport = transports.open(alone);
    // A connection that encrypts by itself never needs SASL to.
    Optional<SecurableTransport> securable =
        transport.confidential()
            ? Optional.empty()
            : Optional.of(new SecurableTransport(transport));
    RpcConnection rpc =
        new RpcConnection(securable.map(ByteTransport.class::cast).orElse(transport), options);
    rpc.start();
    boolean opened = false;
    long until = System.nanoTime() + options.connectTimeout().toNanos();
    try {
      until += authenticate(rpc, securable, parsed, options, memory, until);
      // The daemon answers this without a hypervisor, and so both are asked at once.
      CompletableFuture<XdrReader> keepAlive =
          rpc.submit(
              Procedure.CONNECT_SUPPORTS_FEATURE, new XdrWriter().integer(FEATURE_KEEPALIVE));
      rpc.call(
          Procedure.CONNECT_OPEN,
          new XdrWriter()
              .optionalString(parsed.daemonUri())
              .integer(options.readOnly() ? READ_ONLY : 0),
          left(until));
      if (rpc.await(keepAlive, Procedure.CONNECT_SUPPORTS_FEATURE, left(until)).integer() != 0) {
        rpc.startKeepAlive();
      }
      opened = true;
      return new RemoteConnection(
          uri,
          Optional.of(parsed.host()).filter(host -> !host.isEmpty()),
          rpc,
          forStream -> openRemote(uri, parsed, transports, options, memory, forStream));
    } catch (ProtocolException e) {
      throw RemoteCalls.unreadable("opening " + uri, rpc.peer(), e);
    } finally {
      if (!opened) {
        rpc.close();
      }
    }
  }

  private static Duration left(long until) {
    return Duration.ofNanos(Math.max(1_000_000, until - System.nanoTime()));
  }

  /** Returns the nanoseconds that a person took. */
  private static long authenticate(
      RpcConnection rpc,
      Optional<SecurableTransport> securable,
      ConnectionUri uri,
      ConnectOptions options,
      SaslAuthentication.Memory memory,
      long until)
      throws LibvirtException, ProtocolException {
    XdrReader offered = rpc.call(Procedure.AUTH_LIST, new XdrWriter(), left(until));
    int count = offered.count(Limits.AUTH_TYPES, 4, "authentication types");
    boolean none = count == 0;
    boolean polkit = false;
    boolean sasl = false;
    for (int i = 0; i < count; i++) {
      switch (offered.integer()) {
        case AUTH_NONE -> none = true;
        case AUTH_SASL -> sasl = true;
        case AUTH_POLKIT -> polkit = true;
        default -> {
          // One of a newer libvirt: another may do.
        }
      }
    }
    if (none) {
      return 0;
    }
    String wanted = uri.parameters().getOrDefault("auth", "");
    if (sasl && (!polkit || wanted.startsWith("sasl"))) {
      return new SaslAuthentication(
              rpc,
              securable,
              options.prompter(),
              new SaslAuthentication.Login(
                  uri.host().isEmpty() ? "localhost" : uri.host(),
                  new SaslAuthentication.Daemon(
                      "libvirt+" + uri.transport().orElse(uri.host().isEmpty() ? "unix" : "tls"),
                      uri.port().isPresent() ? ":" + uri.port().getAsInt() : ""),
                  uri.user(),
                  Optional.of(wanted)
                      .filter(auth -> auth.startsWith("sasl."))
                      .map(auth -> auth.substring("sasl.".length()))),
              memory,
              left(until))
          .run();
    }
    if (!polkit) {
      throw new LibvirtException(
          Kind.DENIED,
          0,
          0,
          rpc.peer() + " asks for an authentication that is not known here",
          "Set auth_unix_rw = \"polkit\" in the daemon's configuration, or use another socket.");
    }
    long asked = System.nanoTime();
    rpc.call(Procedure.AUTH_POLKIT, new XdrWriter(), POLKIT_PATIENCE);
    return System.nanoTime() - asked;
  }
}
