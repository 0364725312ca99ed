package io.quantix.libvirt.rpc;

import io.quantix.authentication.sasl.SaslClients;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;

/** The SASL mechanisms that this client does, the best first. */
enum SaslMechanism {
  SCRAM_SHA_512("SCRAM-SHA-512"),
  SCRAM_SHA_256("SCRAM-SHA-256"),
  SCRAM_SHA_1("SCRAM-SHA-1"),
  DIGEST_MD5("DIGEST-MD5"),
  PLAIN("PLAIN");

  private static final String PROTOCOL = "libvirt";

  private final String saslName;

  SaslMechanism(String saslName) {
    this.saslName = saslName;
  }

  /** Its registered name. */
  String saslName() {
    return saslName;
  }

  /** Whether it can encrypt what follows, which bare TCP needs. */
  private boolean encrypts() {
    return this == DIGEST_MD5;
  }

  /**
   * The best of what a daemon offers.
   *
   * @param offered names with commas or spaces between
   * @param wanted the only one that will do, if the URI says so ({@code ?auth=sasl.NAME})
   * @param confidential whether what is below encrypts; if not, the mechanism has to
   * @throws LibvirtException of kind DENIED if there is none
   */
  static SaslMechanism choose(
      String offered, Optional<String> wanted, boolean confidential, String peer)
      throws LibvirtException {
    List<String> names =
        Arrays.stream(offered.toUpperCase(Locale.ROOT).split("[,\\s]+", -1))
            .filter(name -> !name.isEmpty())
            .toList();
    List<SaslMechanism> known =
        Arrays.stream(values())
            .filter(each -> names.contains(each.saslName))
            .filter(each -> wanted.isEmpty() || wanted.get().equalsIgnoreCase(each.saslName))
            .toList();
    Optional<SaslMechanism> best =
        known.stream().filter(each -> confidential || each.encrypts()).findFirst();
    if (best.isPresent()) {
      return best.get();
    }
    if (!known.isEmpty()) {
      throw new LibvirtException(
          Kind.DENIED,
          0,
          0,
          peer
              + " offers only "
              + known.getFirst().saslName
              + ", which does not encrypt, over a connection that anybody on the way can read",
          "Use qemu+tls:// or qemu+ssh://, where it is safe.");
    }
    throw new LibvirtException(
        Kind.DENIED,
        0,
        0,
        peer
            + " offers the SASL mechanisms "
            + (names.isEmpty() ? "(none)" : String.join(", ", names))
            + wanted.map(name -> ", the URI wants " + name).orElse("")
            + "; this program does "
            + String.join(", ", Arrays.stream(values()).map(SaslMechanism::saslName).toList()),
        "Set mech_list: scram-sha-256 in the host's /etc/sasl2/libvirt.conf and use qemu+tls://, or"
            + " use qemu+ssh://.");
  }

  /** Begins an exchange. */
  SaslClient begin(String host, String user, char[] password, boolean confidential)
      throws SaslException {
    return SaslClients.begin(
        saslName,
        PROTOCOL,
        host,
        user,
        password,
        confidential ? SaslClients.Encryption.NONE : SaslClients.Encryption.REQUIRED);
  }
}
