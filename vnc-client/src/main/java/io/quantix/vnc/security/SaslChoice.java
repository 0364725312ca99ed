package io.quantix.vnc.security;

import io.quantix.authentication.sasl.SaslClients.Encryption;
import io.quantix.vnc.VncException;
import io.quantix.vnc.wire.SafeText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A mechanism for a server.
 *
 * @param mechanism its name
 * @param encryption whether it encrypts what follows
 */
record SaslChoice(String mechanism, Encryption encryption) {
  private static final List<String> PROVING =
      List.of("SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1", "DIGEST-MD5", "CRAM-MD5");

  /** The best of what a server offers, by what protects the connection already. */
  static SaslChoice of(String offered, SecurityExchange exchange) throws VncException {
    List<String> names =
        List.of(SafeText.line(offered).toUpperCase(Locale.ROOT).split("[,\\s]+", -1));
    boolean confidential = exchange.confidential();
    if (exchange.trust().own().isPresent() && confidential && names.contains("EXTERNAL")) {
      return new SaslChoice("EXTERNAL", Encryption.NONE);
    }
    // In clear the one that encrypts what is typed is worth more than the better proof.
    if (!confidential && names.contains("DIGEST-MD5")) {
      return new SaslChoice("DIGEST-MD5", Encryption.REQUIRED);
    }
    Optional<String> best = PROVING.stream().filter(names::contains).findFirst();
    if (best.isPresent()) {
      // Within anonymous TLS a server may want it all the same, as QEMU does.
      return new SaslChoice(best.get(), Encryption.IF_OFFERED);
    }
    if (names.contains("PLAIN")) {
      if (confidential) {
        return new SaslChoice("PLAIN", Encryption.NONE);
      }
      throw new VncException(
          VncException.Kind.SECURITY_UNAVAILABLE,
          exchange.peer()
              + " wants the password by SASL PLAIN, over a connection that anybody on the way"
              + " can read",
          "Set up TLS on the server (VeNCrypt X509SASL), or reach it by SSH.");
    }
    if (names.contains("ANONYMOUS")) {
      return new SaslChoice("ANONYMOUS", Encryption.NONE);
    }
    throw new VncException(
        VncException.Kind.SECURITY_UNAVAILABLE,
        exchange.peer()
            + " offers the SASL mechanisms "
            + (offered.isBlank() ? "(none)" : String.join(", ", names))
            + "; this program does "
            + String.join(", ", PROVING)
            + ", PLAIN, EXTERNAL, ANONYMOUS",
        "Set mech_list: scram-sha-256 in the server's SASL configuration (for QEMU"
            + " /etc/sasl2/qemu.conf).");
  }
}
