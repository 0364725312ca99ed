package io.quantix.authentication.sasl;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.sasl.RealmCallback;
import javax.security.sasl.RealmChoiceCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;

/** Begins exchanges of SASL mechanisms: SCRAM from here, the others from Java. */
public final class SaslClients {
  /** Whether what follows an exchange is to be encrypted by its mechanism. */
  public enum Encryption {
    /** Something else does that. */
    NONE("auth"),
    /** If the server does it. */
    IF_OFFERED("auth-conf,auth"),
    /** Or the exchange fails. */
    REQUIRED("auth-conf");

    // Java would take the other of the two that are strong enough for libvirt and QEMU, 3des,
    // which Cyrus SASL offers and cannot do where it is built with OpenSSL 3 ("couldn't init
    // cipher '3des'").
    private static final String CIPHER = "com.sun.security.sasl.digest.cipher";
    private static final String RC4 = "rc4";

    private final String qualities;

    Encryption(String qualities) {
      this.qualities = qualities;
    }

    private Map<String, String> properties() {
      return this == NONE
          ? Map.of(Sasl.QOP, qualities)
          : Map.of(Sasl.QOP, qualities, Sasl.STRENGTH, "high", CIPHER, RC4);
    }
  }

  private SaslClients() {}

  /**
   * Begins an exchange.
   *
   * @param mechanism its registered name: {@code SCRAM-SHA-256}, {@code DIGEST-MD5}, ...
   * @param protocol what is spoken, as SASL names it: {@code libvirt}, {@code vnc}
   * @param host the server's name, which some mechanisms make part of the proof
   * @param password copied if it is kept; the caller wipes its own
   * @param encryption whether the mechanism is to encrypt what follows
   * @throws SaslException if there is no such mechanism
   */
  public static SaslClient begin(
      String mechanism,
      String protocol,
      String host,
      String user,
      char[] password,
      Encryption encryption)
      throws SaslException {
    if (mechanism.startsWith("SCRAM-")) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      return new ScramClient(mechanism, user, password, Base64.getEncoder().encodeToString(random));
    }
    SaslClient client =
        Sasl.createSaslClient(
            new String[] {mechanism},
            null,
            protocol,
            host,
            encryption.properties(),
            callbacks -> answer(callbacks, user, password));
    if (client == null) {
      throw new SaslException("this Java has no " + mechanism);
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
