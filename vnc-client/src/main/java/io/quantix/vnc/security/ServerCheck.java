package io.quantix.vnc.security;

import io.quantix.authentication.certificate.CertificateDates;
import io.quantix.authentication.certificate.CertificateNames;
import io.quantix.authentication.certificate.PemFiles;
import io.quantix.authentication.certificate.ServerCertificateCheck;
import io.quantix.vnc.VncException;
import io.quantix.vnc.VncTrust;
import io.quantix.vnc.wire.SafeText;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a server is who it should be: the authorities vouch for its certificate now, none
 * has revoked it, and it bears the server's name. What is wrong with it is put to who decides about
 * unknown servers, all at once and in words, and kept; TLS itself would forget it.
 */
final class ServerCheck extends ServerCertificateCheck {
  private final SecurityExchange exchange;
  private final String host;
  private final Optional<List<X509Certificate>> authorities;
  private final List<X509CRL> revocations;
  private Optional<VncException> refusal = Optional.empty();
  private boolean asked;

  private record Problem(String message, String hint) {}

  private ServerCheck(
      SecurityExchange exchange,
      Optional<List<X509Certificate>> authorities,
      List<X509CRL> revocations) {
    super(authorities.orElse(List.of()));
    this.exchange = exchange;
    this.host = exchange.host();
    this.authorities = authorities;
    this.revocations = revocations;
  }

  /** One for a handshake; a file of authorities that cannot be read is of kind UNTRUSTED. */
  static ServerCheck of(SecurityExchange exchange) throws VncException {
    VncTrust trust = exchange.trust();
    Optional<List<X509Certificate>> authorities = Optional.empty();
    List<X509CRL> revocations = List.of();
    if (trust.authorities().isPresent()) {
      try {
        authorities = Optional.of(PemFiles.certificates(trust.authorities().get()));
      } catch (IOException e) {
        throw TlsFailures.unreadable("the CA certificate " + trust.authorities().get(), e);
      }
    }
    if (trust.revocations().isPresent()) {
      try {
        revocations = PemFiles.revocations(trust.revocations().get());
      } catch (IOException e) {
        throw TlsFailures.unreadable("the revocation list " + trust.revocations().get(), e);
      }
    }
    return new ServerCheck(exchange, authorities, revocations);
  }

  /** Why the server was not trusted, if it was not. */
  Optional<VncException> refusal() {
    return refusal;
  }

  /** Whether the server has shown a certificate yet. */
  boolean asked() {
    return asked;
  }

  @Override
  protected void check(X509Certificate[] chain, String authType) throws CertificateException {
    asked = true;
    List<Problem> problems = problems(chain, authType);
    if (problems.isEmpty() || accepted(chain[0], problems)) {
      return;
    }
    VncException refused =
        new VncException(
            VncException.Kind.UNTRUSTED, sentence(problems), problems.getFirst().hint());
    refusal = Optional.of(refused);
    throw new CertificateException(refused.getMessage(), refused);
  }

  private boolean accepted(X509Certificate shown, List<Problem> problems) {
    return exchange
        .trust()
        .unknown()
        .accept(
            new VncTrust.Identity(
                exchange.peer(),
                "certificate",
                SafeText.line(shown.getSubjectX500Principal().getName()),
                SafeText.line(shown.getIssuerX500Principal().getName()),
                fingerprint(shown),
                sentence(problems)));
  }

  private static String fingerprint(X509Certificate shown) {
    try {
      return Fingerprint.of(shown.getEncoded());
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }

  private static String sentence(List<Problem> problems) {
    return String.join("; and ", problems.stream().map(Problem::message).toList());
  }

  private List<Problem> problems(X509Certificate[] chain, String authType) {
    List<Problem> problems = new ArrayList<>();
    Instant now = Instant.now();
    boolean dated = false;
    for (X509Certificate each : chain) {
      Optional<Problem> date = dates(each, now, "the certificate of " + host);
      dated |= date.isPresent();
      if (date.isPresent() && problems.isEmpty()) {
        problems.add(date.get());
      }
    }
    for (X509Certificate each : chain) {
      if (isRevoked(each)) {
        problems.add(
            new Problem(
                "the certificate of " + host + " has been revoked by who signed it",
                "Have a new one made for the server; until then it may be anybody's."));
      }
    }
    vouched(chain, authType, dated).ifPresent(problems::add);
    if (problems.isEmpty()) {
      authorityDates(chain, now).ifPresent(problems::add);
    }
    CertificateNames names = CertificateNames.of(chain[0]);
    if (!names.match(host)) {
      problems.add(
          new Problem(
              "the certificate that "
                  + host
                  + " shows is not for "
                  + host
                  + " but for "
                  + SafeText.line(names.inWords()),
              "Use one of its names as the address; if none of them is this server, do not connect,"
                  + " another machine may be posing as it."));
    }
    return problems;
  }

  private boolean isRevoked(X509Certificate certificate) {
    return revocations.stream()
        .anyMatch(list ->
            list.getIssuerX500Principal().equals(certificate.getIssuerX500Principal())
                && list.isRevoked(certificate));
  }

  private static Optional<Problem> dates(X509Certificate certificate, Instant now, String whose) {
    return CertificateDates.problem(certificate, now, "Have a new one made for the server.")
        .map(problem -> new Problem(whose + " " + problem.message(), problem.hint()));
  }

  private Optional<Problem> vouched(X509Certificate[] chain, String authType, boolean dated) {
    try {
      pkix().checkServerTrusted(chain, authType);
      return Optional.empty();
    } catch (CertificateException | IllegalArgumentException e) {
      boolean known = authorities.isPresent() && isSignedByOne(chain[chain.length - 1]);
      // That it is out of date has been said.
      return known && dated ? Optional.empty() : Optional.of(notVouched(chain, known, e));
    } catch (GeneralSecurityException | IOException e) {
      return Optional.of(
          new Problem("the certificate of " + host + " cannot be checked: " + e.getMessage(), ""));
    }
  }

  private X509TrustManager pkix() throws GeneralSecurityException, IOException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    if (authorities.isEmpty()) {
      factory.init((@Nullable KeyStore) null);
    } else {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < authorities.get().size(); i++) {
        store.setCertificateEntry("ca" + i, authorities.get().get(i));
      }
      factory.init(store);
    }
    return (X509TrustManager) factory.getTrustManagers()[0];
  }

  private Problem notVouched(X509Certificate[] chain, boolean known, Exception e) {
    X509Certificate last = chain[chain.length - 1];
    if (known) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      return new Problem(
          "the certificate of "
              + host
              + " is not fit for a TLS server: "
              + SafeText.line(String.valueOf(root.getMessage())),
          "Have one made for a TLS server (extended key usage serverAuth), with a key of 2048 bits"
              + " and SHA-256.");
    }
    if (chain.length == 1
        && last.getSubjectX500Principal().equals(last.getIssuerX500Principal())
        && isSignedBy(last, last)) {
      return new Problem(
          "the certificate of " + host + " is signed by itself: nobody vouches for it",
          "Compare its fingerprint with the server's own, or have one made that is signed by an"
              + " authority.");
    }
    String signer =
        "the certificate of "
            + host
            + " is signed by '"
            + SafeText.line(last.getIssuerX500Principal().getName())
            + "', whom ";
    return authorities.isEmpty()
        ? new Problem(
            signer + "none of Java's own authorities vouches for",
            "Name the file with the certificate of who signed it.")
        : new Problem(
            signer
                + exchange.trust().authorities().map(Object::toString).orElse("")
                + " does not know (it has '"
                + authorities.get().getFirst().getSubjectX500Principal().getName()
                + "')",
            "Get the right CA certificate from the server's administrator; if it is right, do not"
                + " connect, another machine may be posing as the server.");
  }

  private boolean isSignedByOne(X509Certificate certificate) {
    return authorities.orElse(List.of()).stream()
        .anyMatch(authority -> isSignedBy(certificate, authority));
  }

  // PKIX takes an authority that it is given as it is, however old; GnuTLS does not.
  private Optional<Problem> authorityDates(X509Certificate[] chain, Instant now) {
    X509Certificate last = chain[chain.length - 1];
    List<Optional<Problem>> dates =
        authorities.orElse(List.of()).stream()
            .filter(each -> each.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
            .map(each ->
                dates(
                    each,
                    now,
                    "the CA certificate "
                        + exchange.trust().authorities().map(Object::toString).orElse("")))
            .toList();
    return dates.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : dates.stream().flatMap(Optional::stream).findFirst();
  }
}
