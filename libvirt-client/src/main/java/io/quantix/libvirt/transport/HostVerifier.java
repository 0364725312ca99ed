package io.quantix.libvirt.transport;

import io.quantix.authentication.certificate.CertificateDates;
import io.quantix.authentication.certificate.CertificateNames;
import io.quantix.authentication.certificate.PemFiles;
import io.quantix.authentication.certificate.ServerCertificateCheck;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Decides whether a host is who it should be: the given authorities vouch for its certificate now,
 * none has revoked it, and it bears the host's name. Keeps why not, in words; TLS itself would
 * forget them.
 */
final class HostVerifier extends ServerCertificateCheck {
  private final String host;
  private final String authorityFile;
  private final List<X509Certificate> authorities;
  private final List<X509CRL> revocations;
  private volatile Optional<LibvirtException> refusal = Optional.empty();
  private volatile boolean asked;

  private HostVerifier(
      String host,
      String authorityFile,
      List<X509Certificate> authorities,
      List<X509CRL> revocations) {
    super(authorities);
    this.host = host;
    this.authorityFile = authorityFile;
    this.authorities = authorities;
    this.revocations = revocations;
  }

  /**
   * One for a host.
   *
   * @throws LibvirtException of kind UNTRUSTED if the authority's file is missing or unreadable
   */
  static HostVerifier of(String host, TlsFiles files) throws LibvirtException {
    if (files.authority().isEmpty()) {
      throw new LibvirtException(
          Kind.UNTRUSTED,
          0,
          0,
          "nobody can vouch for "
              + host
              + ": there is no CA certificate (looked for "
              + TlsFiles.join(files.soughtAuthority())
              + ")",
          "Get cacert.pem, the certificate of who signs the host's, from its administrator and put"
              + " it there; ?pkipath=FOLDER names another place.");
    }
    List<X509Certificate> authorities;
    try {
      authorities = PemFiles.certificates(files.authority().get());
    } catch (IOException e) {
      throw TlsFiles.unreadable(Kind.UNTRUSTED, "the CA certificate", files.authority().get(), e);
    }
    List<X509CRL> revocations = List.of();
    if (files.revocations().isPresent()) {
      try {
        revocations = PemFiles.revocations(files.revocations().get());
      } catch (IOException e) {
        throw TlsFiles.unreadable(
            Kind.UNTRUSTED, "the revocation list", files.revocations().get(), e);
      }
    }
    return new HostVerifier(host, files.authority().get().toString(), authorities, revocations);
  }

  /** Why the host was not trusted, if it was not. */
  Optional<LibvirtException> refusal() {
    return refusal;
  }

  /** Whether the host has shown a certificate yet. */
  boolean asked() {
    return asked;
  }

  @Override
  protected void check(X509Certificate[] chain, String authType) throws CertificateException {
    asked = true;
    try {
      verify(chain, authType);
    } catch (LibvirtException e) {
      refusal = Optional.of(e);
      throw new CertificateException(e.getMessage(), e);
    }
  }

  private void verify(X509Certificate[] chain, String authType) throws LibvirtException {
    Instant now = Instant.now();
    for (X509Certificate each : chain) {
      checkDates(each, now, "the certificate of " + host);
    }
    for (X509Certificate each : chain) {
      for (X509CRL list : revocations) {
        if (list.getIssuerX500Principal().equals(each.getIssuerX500Principal())
            && list.isRevoked(each)) {
          throw untrusted(
              "the certificate of " + host + " has been revoked by who signed it",
              "Have a new one made for the host; until then it may be anybody's.");
        }
      }
    }
    try {
      pkix().checkServerTrusted(chain, authType);
    } catch (CertificateException | IllegalArgumentException e) {
      throw notVouched(chain, e);
    } catch (GeneralSecurityException | IOException e) {
      throw untrusted("the certificate of " + host + " cannot be checked: " + e.getMessage(), "");
    }
    checkAuthorityDates(chain, now);
    CertificateNames names = CertificateNames.of(chain[0]);
    if (!names.match(host)) {
      throw untrusted(
          "the certificate that "
              + host
              + " shows is not for "
              + host
              + " but for "
              + names.inWords(),
          "Use one of its names in the URI; if none of them is this host, do not connect, another"
              + " machine may be posing as it.");
    }
  }

  private X509TrustManager pkix() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("ca" + i, authorities.get(i));
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }

  private static void checkDates(X509Certificate certificate, Instant now, String whose)
      throws LibvirtException {
    Optional<CertificateDates> problem =
        CertificateDates.problem(certificate, now, "Have a new one made for the host.");
    if (problem.isPresent()) {
      throw untrusted(whose + " " + problem.get().message(), problem.get().hint());
    }
  }

  // PKIX takes an authority that it is given as it is, however old; GnuTLS and libvirt do not.
  private void checkAuthorityDates(X509Certificate[] chain, Instant now) throws LibvirtException {
    X509Certificate last = chain[chain.length - 1];
    Optional<LibvirtException> problem = Optional.empty();
    for (X509Certificate authority : authorities) {
      if (authority.getSubjectX500Principal().equals(last.getIssuerX500Principal())) {
        try {
          checkDates(authority, now, "the CA certificate " + authorityFile);
          return;
        } catch (LibvirtException e) {
          problem = Optional.of(e);
        }
      }
    }
    if (problem.isPresent()) {
      throw problem.get();
    }
  }

  private LibvirtException notVouched(X509Certificate[] chain, Exception e) {
    X509Certificate last = chain[chain.length - 1];
    boolean known = authorities.stream().anyMatch(authority -> isSignedBy(last, authority));
    if (known) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      return untrusted(
          "the certificate of " + host + " is not fit for a TLS server: " + root.getMessage(),
          "Have one made with libvirt's own recipe (tls_www_server, and a key of 2048 bits).");
    }
    return untrusted(
        "the certificate of "
            + host
            + " is signed by '"
            + last.getIssuerX500Principal().getName()
            + "', whom "
            + authorityFile
            + " does not know (it has '"
            + authorities.getFirst().getSubjectX500Principal().getName()
            + "')",
        "Get the right cacert.pem from the host's administrator; if it is right, do not connect,"
            + " another machine may be posing as the host.");
  }

  private static LibvirtException untrusted(String message, String hint) {
    return new LibvirtException(Kind.UNTRUSTED, 0, 0, message, hint);
  }
}
