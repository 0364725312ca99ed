package io.quantix.vnc;

import java.util.Optional;

/** Knows, or asks a person for, what a server wants to be shown. */
@FunctionalInterface
public interface VncCredentials {
  /**
   * Asked on the session's own thread, once for each thing a security type wants; may wait for a
   * person, whose time does not count against the handshake's deadline.
   *
   * @return empty if there is none, which ends the handshake with kind AUTHENTICATION
   */
  Optional<VncCredential> ask(Request request);

  /**
   * What is asked for.
   *
   * @param peer who asks, for people
   * @param security the security type, for people: {@code VeNCrypt X509Plain}
   * @param wantsUser whether a user's name is needed beside the password
   * @param encrypted whether what is answered goes through an encrypted channel
   * @param verified whether it is known who the other end is, by certificate or key
   */
  record Request(
      String peer, String security, boolean wantsUser, boolean encrypted, boolean verified) {}

  /** Nobody to ask. */
  static VncCredentials none() {
    return _ -> Optional.empty();
  }
}
