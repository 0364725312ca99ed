package io.quantix.vnc.security;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a person compares a certificate or a key by. */
final class Fingerprint {
  private Fingerprint() {}

  /** SHA-256 of the bytes, as colon-separated hexadecimal digits. */
  static String of(byte[] bytes) {
    try {
      return HexFormat.ofDelimiter(":")
          .withUpperCase()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
