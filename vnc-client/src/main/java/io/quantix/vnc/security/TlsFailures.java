package io.quantix.vnc.security;

import io.quantix.authentication.certificate.CertificateDates;
import io.quantix.authentication.certificate.OwnCertificate;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncException.Kind;
import io.quantix.vnc.wire.SafeText;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a failure of TLS with a certificate means to a person. */
record TlsFailures(SecurityExchange exchange, ServerCheck check, Optional<OwnCertificate> own) {
  // In TLS's own words (RFC 8446, 6.2), as Java repeats them.
  private static final Pattern ALERT =
      Pattern.compile("alert: \\(?([a-z_]+)|\\(([a-z_]+)\\) Received fatal alert");

  /**
   * A failure of the handshake, or of what follows it.
   *
   * @param shaken whether the handshake itself had ended; what the server thinks of our certificate
   *     it says afterwards
   */
  VncException of(Exception e, boolean shaken) {
    String peer = exchange.peer();
    // Without a security type it is TLS below everything, as secure WebSockets have it.
    boolean below = exchange.title().isEmpty();
    if (check.refusal().isPresent()) {
      return check.refusal().get();
    }
    String said = e.getMessage() == null ? e.toString() : SafeText.line(e.getMessage());
    Matcher found = ALERT.matcher(said);
    String alert = !found.find() ? "" : found.group(1) == null ? found.group(2) : found.group(1);
    if (alert.contains("certificate")
        || alert.equals("unknown_ca")
        || alert.equals("access_denied")
        || (alert.isEmpty()
            && e instanceof EOFException
            && (check.asked() || shaken)
            && (exchange.lacksOwnCertificate() || own.isPresent()))) {
      return refused(alert, e);
    }
    if (!alert.isEmpty()) {
      return failure(
          Kind.TRANSPORT,
          peer
              + " and this machine find no common TLS version and cipher ("
              + alert.replace('_', ' ')
              + ")",
          "The server's TLS library may be too old, or too strictly configured; TLS 1.2 and 1.3"
              + " are spoken here.",
          e);
    }
    if (said.contains("client preferences") || said.contains("not supported by")) {
      return failure(
          Kind.TRANSPORT,
          peer + " and this machine find no common TLS version and cipher (" + said + ")",
          "The server's TLS library may be too old; TLS 1.2 and 1.3 are spoken here.",
          e);
    }
    if (said.contains("unrecognized SSL message") || said.contains("plaintext connection")) {
      return failure(
          Kind.PROTOCOL,
          peer
              + (below ? " does not speak TLS" : " does not speak TLS where it said that it would"),
          below
              ? "Check the address and its port; a WebSocket without TLS begins with ws://."
              : "The other side is broken, or is no VNC server. Update the server.",
          e);
    }
    if (e instanceof EOFException) {
      return failure(
          Kind.TRANSPORT,
          peer + " ended the connection during the TLS handshake",
          "The server's log may say more.",
          e);
    }
    return failure(
        e instanceof javax.net.ssl.SSLException ? Kind.PROTOCOL : Kind.TRANSPORT,
        "TLS with " + peer + " failed: " + said,
        "The server's log may say more.",
        e);
  }

  /** A failure after the handshake that TLS or our certificate has to do with; empty if not. */
  Optional<VncException> afterwards(IOException e) {
    boolean ours = exchange.lacksOwnCertificate() || own.isPresent();
    return e instanceof javax.net.ssl.SSLException || (e instanceof EOFException && ours)
        ? Optional.of(of(e, true))
        : Optional.empty();
  }

  private VncException refused(String alert, Exception e) {
    String because = alert.isEmpty() ? "" : " (" + alert.replace('_', ' ') + ")";
    if (own.isEmpty()) {
      return failure(
          Kind.AUTHENTICATION,
          exchange.peer() + " wants a client certificate" + because + ", and there is none here",
          "Have one made by who made the server's, and name its file and its key's.",
          e);
    }
    return failure(
        Kind.AUTHENTICATION,
        exchange.peer()
            + " refused our certificate"
            + because
            + ": "
            + exchange.trust().own().map(files -> files.certificate().toString()).orElse(""),
        "The server trusts another CA, or does not allow this name, or its clock is wrong (by this"
            + " machine's the certificate is good, "
            + CertificateDates.span(own.get().certificate())
            + "); its log says which.",
        e);
  }

  /** What a failure to read one of our files means. */
  static VncException unreadable(String what, IOException e) {
    boolean denied = e instanceof java.nio.file.AccessDeniedException;
    boolean missing = e instanceof java.nio.file.NoSuchFileException;
    return new VncException(
        what.contains("client") ? Kind.AUTHENTICATION : Kind.UNTRUSTED,
        what
            + " cannot be read: "
            + (denied ? "permission denied" : missing ? "there is no such file" : e.getMessage()),
        denied ? "Let this user read the file." : "Put the right file there, in PEM format.",
        e);
  }

  private static VncException failure(Kind kind, String message, String hint, Exception e) {
    return new VncException(kind, message, hint, e);
  }
}
