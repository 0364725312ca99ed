package io.quantix.authentication.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What is wrong with a certificate's dates, by this machine's clock.
 *
 * @param message how it goes on after whose certificate it is
 * @param hint what to do
 */
public record CertificateDates(String message, String hint) {
  /**
   * Looks at a certificate; empty if it is valid now.
   *
   * @param remedy what is done about one that has expired
   */
  public static Optional<CertificateDates> problem(
      X509Certificate certificate, Instant now, String remedy) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    String clock = ", and the clock of this machine says " + now.truncatedTo(ChronoUnit.SECONDS);
    if (now.isAfter(until)) {
      return Optional.of(
          new CertificateDates(
              "expired on " + until + clock,
              remedy + " If this machine's clock is wrong, set it: it decides here."));
    }
    if (now.isBefore(from)) {
      return Optional.of(
          new CertificateDates(
              "is valid only from " + from + clock,
              "If this machine's clock is behind, set it. If it is right, the clock of the machine"
                  + " where the certificate was made was ahead: wait until then, or have it made"
                  + " anew."));
    }
    return Optional.empty();
  }

  /** When a certificate is valid, for whoever has another clock. */
  public static String span(X509Certificate certificate) {
    return "valid from "
        + certificate.getNotBefore().toInstant()
        + " until "
        + certificate.getNotAfter().toInstant();
  }
}
