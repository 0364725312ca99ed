package io.quantix.libvirt.rpc;

import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.RealmChoiceCallback;
import javax.security.sasl.Sasl;
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

  // Java would take the other of the two that are strong enough for libvirt, 3des, which Cyrus SASL
  // offers and cannot do where it is built with OpenSSL 3 ("couldn't init cipher '3des'").
  private static final String CIPHER = "com.sun.security.sasl.digest.cipher";
  private static final String RC4 = "rc4";

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
    if (saslName.startsWith("SCRAM-")) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      return new ScramClient(saslName, user, password, Base64.getEncoder().encodeToString(random));
    }
    SaslClient client =
        Sasl.createSaslClient(
            new String[] {saslName},
            null,
            PROTOCOL,
            host,
            confidential
                ? Map.of(Sasl.QOP, "auth")
                : Map.of(Sasl.QOP, "auth-conf", Sasl.STRENGTH, "high", CIPHER, RC4),
            callbacks -> answer(callbacks, user, password));
    if (client == null) {
      throw new SaslException("this Java has no " + saslName);
    }
    return client;
  }

  private static void answer(Callback[] callbacks, String user, char[] password)
      throws UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      switch (callback) {
        case NameCallback name -> name.setName(user);
        case PasswordCallback secret -> secret.setPassword(password);
        case RealmCallback realm ->
            realm.setText(realm.getDefaultText() == null ? "" : realm.getDefaultText());
        case RealmChoiceCallback realm -> realm.setSelectedIndex(realm.getDefaultChoice());
        default -> throw new UnsupportedCallbackException(callback);
      }
    }
  }
}
