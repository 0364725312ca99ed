package io.quantix.authentication.certificate;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Whose a certificate is, as GnuTLS reads it for libvirt (RFC 6125): the names and addresses in its
 * subjectAltName; its common name only if that has no such name.
 *
 * @param names DNS names, perhaps with a star as their first label
 * @param addresses IP addresses
 * @param commonName the subject's CN
 */
public record CertificateNames(
    List<String> names, List<String> addresses, Optional<String> commonName) {
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  /** Those of a certificate; a subjectAltName that cannot be read counts as none. */
  public static CertificateNames of(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      for (List<?> each : alternatives == null ? List.<List<?>>of() : alternatives) {
        if (each.get(1) instanceof String value) {
          if (each.getFirst().equals(DNS_NAME)) {
            names.add(value);
          } else if (each.getFirst().equals(IP_ADDRESS)) {
            addresses.add(value);
          }
        }
      }
    } catch (CertificateParsingException e) {
      return new CertificateNames(List.of(), List.of(), Optional.empty());
    }
    return new CertificateNames(
        List.copyOf(names), List.copyOf(addresses), commonName(certificate));
  }

  private static Optional<String> commonName(X509Certificate certificate) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().reversed().stream()
              .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
              .map(Rdn::getValue)
              .filter(String.class::isInstance)
              .map(String.class::cast)
              .findFirst();
    } catch (InvalidNameException e) {
      return Optional.empty();
    }
  }

  /** Whether it is the certificate of a host of this name or address. */
  public boolean match(String host) {
    Optional<InetAddress> address = address(host);
    if (address.isPresent()) {
      return addresses.stream().anyMatch(each -> address(each).equals(address))
          || (names.isEmpty()
              && addresses.isEmpty()
              && commonName.filter(host::equals).isPresent());
    }
    return names.isEmpty()
        ? commonName.filter(name -> matches(name, host)).isPresent()
        : names.stream().anyMatch(name -> matches(name, host));
  }

  private static Optional<InetAddress> address(String text) {
    int zone = text.indexOf('%');
    try {
      return Optional.of(InetAddress.ofLiteral(zone < 0 ? text : text.substring(0, zone)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean matches(String pattern, String host) {
    String wanted = plain(host);
    String name = plain(pattern);
    if (!name.startsWith("*.")) {
      return name.equals(wanted);
    }
    // A star is one whole label, and never that of a top-level domain.
    int dot = wanted.indexOf('.');
    return dot > 0 && name.indexOf('.', 2) > 0 && name.substring(1).equals(wanted.substring(dot));
  }

  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** All of them, for a message. */
  public String inWords() {
    List<String> all = new ArrayList<>(names);
    all.addAll(addresses);
    if (names.isEmpty()) {
      commonName.ifPresent(all::add);
    }
    return all.isEmpty() ? "nobody (it has no name)" : String.join(", ", all);
  }
}
