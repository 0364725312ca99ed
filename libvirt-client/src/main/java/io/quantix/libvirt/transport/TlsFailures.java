package io.quantix.libvirt.transport;

import io.quantix.authentication.certificate.CertificateDates;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** What a failure between connecting and the daemon's yes means to a person. */
record TlsFailures(
    String peer,
    TlsFiles files,
    Optional<HostVerifier> verifier,
    Optional<ClientIdentity> identity,
    Optional<String> priority) {
  // In TLS's own words (RFC 8446, 6.2), as Java repeats them.
  private static final Pattern ALERT = Pattern.compile("alert: \\(?([a-z_]+)");

  /** A failure of the handshake or of what follows it. */
  LibvirtException of(Exception e, boolean shaken, boolean late, Duration patience) {
    if (late) {
      return failure(
          Kind.UNREACHABLE,
          peer
              + " took the connection, but did not finish TLS within "
              + patience.toMillis()
              + " ms",
          "The host is overloaded, or something else listens at that port.",
          e);
    }
    if (Thread.currentThread().isInterrupted()) {
      return failure(Kind.INTERRUPTED, "interrupted while connecting to " + peer, "", e);
    }
    Optional<LibvirtException> refusal = verifier.flatMap(HostVerifier::refusal);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String said = e.getMessage() == null ? e.toString() : e.getMessage();
    Matcher alert = ALERT.matcher(said);
    String name = alert.find() ? alert.group(1) : "";
    boolean hostKnown = verifier.map(HostVerifier::asked).orElse(shaken);
    if (name.contains("certificate")
        || name.equals("unknown_ca")
        || name.equals("access_denied")
        || (shaken && e instanceof IOException)
        || (name.isEmpty() && hostKnown && !isPlain(said))) {
      return refused(name, e);
    }
    if (!name.isEmpty()) {
      return failure(
          Kind.UNREACHABLE,
          peer + " and this machine find no common TLS version and cipher (" + name + ")",
          "The host's libvirt or GnuTLS may be too old, or too strictly configured.",
          e);
    }
    if (isPlain(said)) {
      return failure(
          Kind.UNREACHABLE,
          peer + " does not speak TLS",
          "Check the port: 16514 is libvirt's for TLS; 16509 is for qemu+tcp://.",
          e);
    }
    return failure(
        Kind.UNREACHABLE,
        peer + " ended the connection during the TLS handshake: " + words(e, said),
        priority
                .map(each ->
                    "The URI's tls_priority ("
                        + each
                        + ") may leave nothing that the host speaks: try without it. ")
                .orElse("")
            + "The log of the host's libvirtd may say more.",
        e);
  }

  /** A byte where the daemon's yes should be. */
  LibvirtException strange(int verdict) {
    return new LibvirtException(
        Kind.PROTOCOL,
        0,
        0,
        peer + " speaks TLS, but is no libvirt daemon (its first byte is " + verdict + ")",
        "Check the port: 16514 is libvirt's for TLS.");
  }

  private LibvirtException refused(String alert, Exception e) {
    String because = alert.isEmpty() ? "" : " (" + alert.replace('_', ' ') + ")";
    if (identity.isEmpty()) {
      return failure(
          Kind.DENIED,
          peer + " wants a client certificate" + because + ", and " + files.withoutPair(),
          "Have one made by who made the host's and put it there; ?pkipath=FOLDER names another"
              + " place.",
          e);
    }
    X509Certificate own = identity.get().certificate();
    Optional<CertificateDates> dates =
        CertificateDates.problem(own, Instant.now(), "Have a new one made.");
    String ours =
        peer
            + " refused our certificate"
            + because
            + ": "
            + files.certificate().map(Object::toString).orElse("");
    if (dates.isPresent()) {
      return failure(Kind.DENIED, ours + ", which " + dates.get().message(), dates.get().hint(), e);
    }
    return failure(
        Kind.DENIED,
        ours,
        "The host trusts another CA, or its tls_allowed_dn_list does not name us, or the host's"
            + " clock is wrong (by this machine's the certificate is good, "
            + CertificateDates.span(own)
            + "); its libvirtd's log says which.",
        e);
  }

  private static boolean isPlain(String said) {
    return said.contains("unrecognized SSL message") || said.contains("plaintext connection");
  }

  private static String words(Exception e, String said) {
    return e instanceof EOFException || (e instanceof SSLException && e.getCause() == null)
        ? "it closed it"
        : said;
  }

  private static LibvirtException failure(Kind kind, String message, String hint, Exception e) {
    return new LibvirtException(kind, 0, 0, message, hint, e);
  }
}
