package io.quantix.libvirt.transport;

import io.quantix.authentication.certificate.CertificateDates;
import io.quantix.authentication.certificate.OwnCertificate;
import io.quantix.authentication.certificate.PemFiles;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Our certificate and its private key, as libvirt's files have them.
 *
 * @param shown what TLS shows to hosts
 */
record ClientIdentity(OwnCertificate shown) {

  /**
   * Reads it; empty if there is none.
   *
   * @param sane whether its dates are checked, too
   * @throws LibvirtException of kind DENIED if a file cannot be read, the two do not belong
   *     together, or it is out of date
   */
  static Optional<ClientIdentity> read(TlsFiles files, boolean sane) throws LibvirtException {
    if (files.certificate().isEmpty() || files.key().isEmpty()) {
      return Optional.empty();
    }
    Path certificateFile = files.certificate().get();
    Path keyFile = files.key().get();
    List<X509Certificate> chain;
    try {
      chain = PemFiles.certificates(certificateFile);
    } catch (IOException e) {
      throw TlsFiles.unreadable(Kind.DENIED, "the client certificate", certificateFile, e);
    }
    PrivateKey key;
    try {
      key = PemFiles.privateKey(keyFile);
    } catch (IOException e) {
      throw TlsFiles.unreadable(Kind.DENIED, "the client's private key", keyFile, e);
    }
    X509Certificate own = chain.getFirst();
    if (!OwnCertificate.belong(own, key)) {
      throw new LibvirtException(
          Kind.DENIED,
          0,
          0,
          "the private key " + keyFile + " is not the key of the certificate " + certificateFile,
          "Copy the two that were made together; each certificate has its own key.");
    }
    if (sane) {
      checkDates(own, certificateFile);
    }
    return Optional.of(new ClientIdentity(new OwnCertificate(chain, key)));
  }

  private static void checkDates(X509Certificate own, Path file) throws LibvirtException {
    Optional<CertificateDates> problem =
        CertificateDates.problem(own, Instant.now(), "Have a new one made.");
    if (problem.isPresent()) {
      throw new LibvirtException(
          Kind.DENIED,
          0,
          0,
          "the client certificate " + file + " " + problem.get().message(),
          problem.get().hint());
    }
  }

  /** Our certificate itself. */
  X509Certificate certificate() {
    return shown.certificate();
  }
}
