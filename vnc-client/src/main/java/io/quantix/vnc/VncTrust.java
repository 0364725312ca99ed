package io.quantix.vnc;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which servers are who they say they are.
 *
 * @param authorities a PEM file with the certificates of the authorities that are trusted; empty
 *     for those that Java brings along
 * @param host the name that a certificate must be for; empty for the one that the transport leads
 *     to
 * @param unknown asked when that is not enough
 */
public record VncTrust(Optional<Path> authorities, Optional<String> host, UnknownServer unknown) {

  /** Java's own authorities, and nobody is asked about others: they are refused. */
  public static VncTrust defaults() {
    return new VncTrust(Optional.empty(), Optional.empty(), _ -> false);
  }

  /** The same with other authorities. */
  public VncTrust withAuthorities(Path pem) {
    return new VncTrust(Optional.of(pem), host, unknown);
  }

  /** The same for another host's name. */
  public VncTrust withHost(String name) {
    return new VncTrust(authorities, Optional.of(name), unknown);
  }

  /** The same with somebody to ask. */
  public VncTrust withUnknown(UnknownServer asked) {
    return new VncTrust(authorities, host, asked);
  }

  /** Decides about a server that nobody vouches for, such as by asking a person. */
  @FunctionalInterface
  public interface UnknownServer {
    /** Whether to go on; asked on the session's own thread, before any secret is sent. */
    boolean accept(Identity identity);
  }

  /**
   * What a server shows of itself.
   *
   * @param peer whom we called
   * @param kind {@code certificate} or {@code RSA key}
   * @param subject whom it names; empty for a bare key
   * @param issuer who vouches for it; empty for a bare key
   * @param fingerprint SHA-256, as colon-separated hexadecimal digits
   * @param problem why it is not simply trusted, a sentence for a person
   */
  public record Identity(
      String peer,
      String kind,
      String subject,
      String issuer,
      String fingerprint,
      String problem) {}
}
