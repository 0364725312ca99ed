package io.quantix.vnc;

import io.quantix.vnc.security.LibvirtCertificates;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which servers are who they say they are, and what proves us to them.
 *
 * @param authorities a PEM file with the certificates of the authorities that are trusted; empty
 *     for those that Java brings along
 * @param revocations a PEM file with lists of certificates that are trusted no longer; empty for
 *     none
 * @param host the name that a certificate must be for; empty for the one that the transport leads
 *     to
 * @param own our own certificate, for servers that ask for one; empty if there is none
 * @param unknown asked when that is not enough
 */
public record VncTrust(
    Optional<Path> authorities,
    Optional<Path> revocations,
    Optional<String> host,
    Optional<ClientCertificate> own,
    UnknownServer unknown) {

  /** Java's own authorities, and nobody is asked about others: they are refused. */
  public static VncTrust defaults() {
    return new VncTrust(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), _ -> false);
  }

  /**
   * The same with the certificates that libvirt's users have: {@code ~/.pki} before {@code
   * /etc/pki}, {@code libvirt-vnc} before {@code libvirt}; what is in none of them stays as in
   * {@link #defaults()}.
   */
  public static VncTrust libvirt() {
    return LibvirtCertificates.standard().in(defaults());
  }

  /** The same with other authorities, and no lists of what they have revoked. */
  public VncTrust withAuthorities(Path pem) {
    return new VncTrust(Optional.of(pem), Optional.empty(), host, own, unknown);
  }

  /** The same with lists of revoked certificates. */
  public VncTrust withRevocations(Path pem) {
    return new VncTrust(authorities, Optional.of(pem), host, own, unknown);
  }

  /** The same for another host's name. */
  public VncTrust withHost(String name) {
    return new VncTrust(authorities, revocations, Optional.of(name), own, unknown);
  }

  /**
   * The same with a certificate of our own.
   *
   * @param certificate a PEM file with it and those that lead to its authority
   * @param key a PEM file with its private key, not encrypted
   */
  public VncTrust withClientCertificate(Path certificate, Path key) {
    return new VncTrust(
        authorities,
        revocations,
        host,
        Optional.of(new ClientCertificate(certificate, key)),
        unknown);
  }

  /** The same with somebody to ask. */
  public VncTrust withUnknown(UnknownServer asked) {
    return new VncTrust(authorities, revocations, host, own, asked);
  }

  /**
   * Our own certificate's files.
   *
   * @param certificate a PEM file with it and those that lead to its authority
   * @param key a PEM file with its private key, not encrypted
   */
  public record ClientCertificate(Path certificate, Path key) {}

  /** Decides about a server that nobody vouches for, such as by asking a person. */
  @FunctionalInterface
  public interface UnknownServer {
    /**
     * Whether to go on; asked on the session's own thread, before any secret is sent. May wait for
     * a person, whose time does not count against the handshake's deadline.
     */
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
