package io.quantix.vnc.transport;

import java.util.Optional;

/** Reads the host out of what a transport calls its peer. */
final class PeerName {
  private PeerName() {}

  /**
   * {@code kvm.example:5900}, {@code [::1]:5900}, {@code wss://kvm.example:443/console}; empty for
   * a file.
   */
  static Optional<String> host(String whole) {
    if (whole.startsWith("/") || whole.isBlank()) {
      return Optional.empty();
    }
    int scheme = whole.indexOf("://");
    String peer = scheme < 0 ? whole : whole.substring(scheme + 3).replaceFirst("/.*", "");
    int end = peer.indexOf(']');
    if (peer.startsWith("[") && end > 0) {
      return Optional.of(peer.substring(1, end));
    }
    int colon = peer.indexOf(':');
    return Optional.of(
        colon > 0 && colon == peer.lastIndexOf(':') ? peer.substring(0, colon) : peer);
  }
}
