package io.quantix.authentication.sasl;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;
import org.jspecify.annotations.Nullable;

/**
 * SCRAM (RFC 5802, RFC 7677) without channel binding: proves that we know the password without
 * sending it, and has the host prove that it knows it, too. No security layer.
 */
public final class ScramClient implements SaslClient {
  // Fewer than RFC 7677 asks for would make a guess cheap for who listens; more than these would
  // keep this machine busy for seconds.
  private static final int LEAST_ITERATIONS = 4096;
  private static final int MOST_ITERATIONS = 1_000_000;
  private static final String HEADER = "n,,";

  private enum Step {
    FIRST,
    CHALLENGE,
    VERDICT,
    DONE
  }

  private final String mechanism;
  private final String hash;
  private final String user;
  private final char[] password;
  private final String nonce;
  private Step step = Step.FIRST;
  private byte[] expected = new byte[0];

  /**
   * One exchange.
   *
   * @param mechanism {@code SCRAM-SHA-256}, {@code SCRAM-SHA-512}, {@code SCRAM-SHA-1}
   * @param nonce printable characters but a comma, never used before
   */
  public ScramClient(String mechanism, String user, char[] password, String nonce) {
    this.mechanism = mechanism;
    this.hash = mechanism.substring("SCRAM-".length());
    this.user = user;
    this.password = password.clone();
    this.nonce = nonce;
  }

  @Override
  public String getMechanismName() {
    return mechanism;
  }

  @Override
  public boolean hasInitialResponse() {
    return true;
  }

  /** Answers the host; the answer to its verdict is empty. */
  @Override
  public byte[] evaluateChallenge(byte[] challenge) throws SaslException {
    String said = new String(challenge, StandardCharsets.UTF_8);
    return switch (step) {
      case FIRST -> {
        step = Step.CHALLENGE;
        yield utf8(HEADER + first());
      }
      case CHALLENGE -> {
        byte[] answer = prove(said);
        step = Step.VERDICT;
        yield answer;
      }
      case VERDICT -> {
        judge(said);
        step = Step.DONE;
        yield new byte[0];
      }
      case DONE -> throw new SaslException("the host goes on after the end");
    };
  }

  private String first() {
    return "n=" + prepared(user).replace("=", "=3D").replace(",", "=2C") + ",r=" + nonce;
  }

  private byte[] prove(String said) throws SaslException {
    Map<Character, String> fields = fields(said);
    String both = field(fields, 'r', said);
    byte[] salt = decoded(field(fields, 's', said));
    int iterations = iterations(field(fields, 'i', said));
    if (fields.containsKey('m')) {
      throw new SaslException("the host asks for an extension of SCRAM that is not known here");
    }
    if (!both.startsWith(nonce) || both.length() == nonce.length() || salt.length == 0) {
      throw new SaslException("the host does not answer what it was asked");
    }
    String last = "c=" + Base64.getEncoder().encodeToString(utf8(HEADER)) + ",r=" + both;
    byte[] exchange = utf8(first() + "," + said + "," + last);
    try {
      byte[] salted = salted(salt, iterations);
      byte[] client = hmac(salted, utf8("Client Key"));
      byte[] proof = hmac(digest().digest(client), exchange);
      for (int i = 0; i < proof.length; i++) {
        proof[i] ^= client[i];
      }
      expected = hmac(hmac(salted, utf8("Server Key")), exchange);
      return utf8(last + ",p=" + Base64.getEncoder().encodeToString(proof));
    } catch (GeneralSecurityException e) {
      throw new SaslException("this Java cannot do " + mechanism, e);
    }
  }

  private void judge(String said) throws SaslException {
    Map<Character, String> fields = fields(said);
    if (fields.containsKey('e')) {
      throw new SaslException("the host says: " + fields.get('e'));
    }
    if (!MessageDigest.isEqual(expected, decoded(field(fields, 'v', said)))) {
      throw new Impostor("it took the password without knowing it");
    }
  }

  /** The host has not proved that it knows the password. */
  public static final class Impostor extends SaslException {
    private static final long serialVersionUID = 1L;

    Impostor(String message) {
      super(message);
    }
  }

  private byte[] salted(byte[] salt, int iterations) throws GeneralSecurityException {
    char[] prepared = prepared(password);
    PBEKeySpec spec =
        new PBEKeySpec(prepared, salt, iterations, digest().getDigestLength() * Byte.SIZE);
    java.util.Arrays.fill(prepared, '\0');
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash.replace("-", ""))
          .generateSecret(spec)
          .getEncoded();
    } finally {
      spec.clearPassword();
    }
  }

  private MessageDigest digest() throws GeneralSecurityException {
    return MessageDigest.getInstance(hash);
  }

  private byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
    String algorithm = "Hmac" + hash.replace("-", "");
    Mac mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec(key, algorithm));
    return mac.doFinal(data);
  }

  // The part of SASLprep (RFC 4013) that a keyboard can make necessary: one form for each accented
  // letter, and a plain space for every space.
  private static String prepared(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  private static char[] prepared(char[] text) {
    java.nio.CharBuffer in = java.nio.CharBuffer.wrap(text);
    return Normalizer.isNormalized(in, Normalizer.Form.NFKC)
        ? text.clone()
        : Normalizer.normalize(in, Normalizer.Form.NFKC).toCharArray();
  }

  private static Map<Character, String> fields(String said) {
    Map<Character, String> fields = new HashMap<>();
    for (String part : said.split(",", -1)) {
      if (part.length() >= 2 && part.charAt(1) == '=') {
        fields.putIfAbsent(part.charAt(0), part.substring(2));
      }
    }
    return fields;
  }

  private static String field(Map<Character, String> fields, char name, String said)
      throws SaslException {
    String value = fields.get(name);
    if (value == null) {
      throw new SaslException(
          "the host's answer has no field '" + name + "' (" + said.length() + " characters)");
    }
    return value;
  }

  private static int iterations(String text) throws SaslException {
    try {
      int count = Integer.parseInt(text);
      if (count >= LEAST_ITERATIONS && count <= MOST_ITERATIONS) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new SaslException(
        "the host wants '"
            + text
            + "' iterations; from "
            + LEAST_ITERATIONS
            + " to "
            + MOST_ITERATIONS
            + " are allowed");
  }

  private static byte[] decoded(String text) throws SaslException {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new SaslException("the host's answer is not Base64", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean isComplete() {
    return step == Step.DONE;
  }

  @Override
  public byte[] unwrap(byte[] incoming, int offset, int length) {
    throw new IllegalStateException("SCRAM has no security layer");
  }

  @Override
  public byte[] wrap(byte[] outgoing, int offset, int length) {
    throw new IllegalStateException("SCRAM has no security layer");
  }

  @Override
  public @Nullable Object getNegotiatedProperty(String propName) {
    return propName.equals(javax.security.sasl.Sasl.QOP) ? "auth" : null;
  }

  @Override
  public void dispose() {
    java.util.Arrays.fill(password, '\0');
    java.util.Arrays.fill(expected, (byte) 0);
  }
}
