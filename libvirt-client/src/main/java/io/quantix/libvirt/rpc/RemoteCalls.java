package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The calls of a {@link RemoteConnection}, and how their replies become values. */
abstract class RemoteCalls {
  final RpcConnection rpc;
  private final Map<Integer, Boolean> features = new ConcurrentHashMap<>();

  RemoteCalls(RpcConnection rpc) {
    this.rpc = rpc;
  }

  /** Turns what came back into what was asked for. */
  @FunctionalInterface
  interface Decoder<T> {
    T decode(XdrReader in) throws ProtocolException;
  }

  RpcConnection rpc() {
    return rpc;
  }

  <T> T call(Procedure procedure, XdrWriter arguments, Decoder<T> decoder) throws LibvirtException {
    return decode(procedure, rpc.call(procedure, arguments), decoder);
  }

  void call(Procedure procedure, XdrWriter arguments) throws LibvirtException {
    rpc.call(procedure, arguments);
  }

  // Writing a guest's memory takes as long as its disk is slow.
  void callSlowly(Procedure procedure, XdrWriter arguments) throws LibvirtException {
    rpc.call(procedure, arguments, Duration.ofHours(2));
  }

  <T> T callSlowly(Procedure procedure, XdrWriter arguments, Decoder<T> decoder)
      throws LibvirtException {
    return call(procedure, arguments, Duration.ofHours(2), decoder);
  }

  <T> T call(Procedure procedure, XdrWriter arguments, Duration deadline, Decoder<T> decoder)
      throws LibvirtException {
    return decode(procedure, rpc.call(procedure, arguments, deadline), decoder);
  }

  /** Whether the daemon's driver has a feature (libvirt's virDrvFeature); asked once. */
  boolean supports(int feature) throws LibvirtException {
    Boolean known = features.get(feature);
    if (known == null) {
      known =
          call(
              Procedure.CONNECT_SUPPORTS_FEATURE,
              new XdrWriter().integer(feature),
              in -> in.integer() != 0);
      features.put(feature, known);
    }
    return known;
  }

  /** Opens a stream on this connection. */
  RpcStream open(Procedure procedure, XdrWriter arguments) throws LibvirtException {
    return rpc.open(procedure, arguments, false, _ -> {});
  }

  <T> T await(Procedure procedure, CompletableFuture<XdrReader> reply, Decoder<T> decoder)
      throws LibvirtException {
    return decode(procedure, rpc.await(reply, procedure), decoder);
  }

  private <T> T decode(Procedure procedure, XdrReader reply, Decoder<T> decoder)
      throws LibvirtException {
    try {
      return decoder.decode(reply);
    } catch (ProtocolException e) {
      rpc.close();
      throw unreadable(procedure.words(), rpc.peer(), e);
    }
  }

  static LibvirtException unreadable(String what, String peer, ProtocolException cause) {
    return new LibvirtException(
        Kind.PROTOCOL,
        0,
        0,
        what + ": the answer of " + peer + " cannot be read: " + cause.getMessage(),
        "Check that libvirt's daemon listens there, and no other program.",
        cause);
  }
}
