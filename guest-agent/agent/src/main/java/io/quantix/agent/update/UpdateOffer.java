package io.quantix.agent.update;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a host says that it will send.
 *
 * @param version numbers and dots
 * @param platform {@code linux-x86_64}
 * @param bytes how large the package is
 * @param sha256 of all of it
 * @param signature Ed25519, of version, platform and checksum together, so that none can be put
 *     with another
 */
@SuppressWarnings("ArrayRecordComponent") // It is never compared.
record UpdateOffer(String version, String platform, long bytes, byte[] sha256, byte[] signature) {
  /** Several times what a package has today. */
  static final long MOST_BYTES = 256L * 1024 * 1024;

  private static final Pattern VERSION = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9}){1,3}");

  /**
   * Fails unless this may be put in the place of what runs.
   *
   * @param runs the version that runs
   */
  void check(String runs, String here, PublicKey key) throws AgentException {
    if (!VERSION.matcher(version).matches()) {
      throw failed("A version is numbers and dots");
    }
    if (!platform.equals(here)) {
      throw failed("The package is for another platform; this is " + here);
    }
    if (bytes < 1 || bytes > MOST_BYTES || sha256.length != 32) {
      throw failed("The package must be of 1 to %d bytes with a SHA-256".formatted(MOST_BYTES));
    }
    if (!signedBy(key)) {
      throw failed("The package is not signed by the key that this guest trusts");
    }
    if (compare(version, runs) <= 0) {
      throw failed("Version %s is not newer than %s, which runs".formatted(version, runs));
    }
  }

  private boolean signedBy(PublicKey key) throws AgentException {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(signed());
      return check.verify(signature);
    } catch (java.security.SignatureException e) {
      return false; // Not even of a signature's form.
    } catch (GeneralSecurityException e) {
      throw new AgentException(
          ErrorCode.UPDATE_FAILED, "The signature cannot be checked: " + e.getMessage(), e);
    }
  }

  private byte[] signed() {
    return "quantix-agent-update\n%s\n%s\n%s\n"
        .formatted(version, platform, HexFormat.of().formatHex(sha256))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * A public key as packages hold it: Base64 of its X.509 form.
   *
   * @throws AgentException if it is none
   */
  static PublicKey key(String text) throws AgentException {
    try {
      byte[] encoded = Base64.getDecoder().decode(text.strip());
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new AgentException(
          ErrorCode.UPDATE_FAILED, "The key for updates is no Ed25519 key in Base64", e);
    }
  }

  static int compare(String one, String other) {
    String[] left = one.split("\\.", -1);
    String[] right = other.split("\\.", -1);
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      int order = Long.compare(part(left, i), part(right, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static long part(String[] parts, int at) {
    return at < parts.length && parts[at].matches("[0-9]{1,9}") ? Long.parseLong(parts[at]) : 0;
  }

  static AgentException failed(String why) {
    return new AgentException(ErrorCode.UPDATE_FAILED, why);
  }
}
