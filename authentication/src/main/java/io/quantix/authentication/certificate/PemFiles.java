package io.quantix.authentication.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads PEM files (RFC 7468) as openssl and certtool write them: certificates, revocation lists and
 * private keys, among whatever text stands around them.
 */
public final class PemFiles {
  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final Pattern BLOCK =
      Pattern.compile("(?s)-----BEGIN ([A-Z0-9 ]{1,64})-----\\s(.*?)-----END \\1-----");
  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  // DER of what surrounds a key in PKCS#8 (RFC 5208): version 0, and the algorithm's identifier.
  private static final byte[] VERSION_0 = {2, 1, 0};
  private static final byte[] RSA = {
    0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
  };
  private static final byte[] EC = {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

  private PemFiles() {}

  private record Block(String label, String body) {
    byte[] bytes() throws IOException {
      try {
        return Base64.getMimeDecoder().decode(body);
      } catch (IllegalArgumentException e) {
        throw new IOException("its " + label + " is not Base64", e);
      }
    }
  }

  private static List<Block> blocks(Path file) throws IOException {
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("it has more than " + MOST_BYTES + " bytes");
      }
      text = new String(bytes, StandardCharsets.ISO_8859_1);
    }
    List<Block> blocks = new ArrayList<>();
    Matcher found = BLOCK.matcher(text);
    while (found.find()) {
      blocks.add(new Block(found.group(1), found.group(2)));
    }
    return blocks;
  }

  /**
   * All certificates of a file, in its order.
   *
   * @throws IOException if there is none, or one cannot be read
   */
  public static List<X509Certificate> certificates(Path file) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Block block : blocks(file)) {
        if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
          certificates.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("a certificate in it cannot be read: " + e.getMessage(), e);
    }
    if (certificates.isEmpty()) {
      throw new IOException("there is no certificate in it (no line -----BEGIN CERTIFICATE-----)");
    }
    return certificates;
  }

  /** All revocation lists of a file. */
  public static List<X509CRL> revocations(Path file) throws IOException {
    List<X509CRL> lists = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Block block : blocks(file)) {
        if (block.label().equals("X509 CRL")) {
          lists.add((X509CRL) factory.generateCRL(new ByteArrayInputStream(block.bytes())));
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("a revocation list in it cannot be read: " + e.getMessage(), e);
    }
    if (lists.isEmpty()) {
      throw new IOException("there is no revocation list in it (no line -----BEGIN X509 CRL-----)");
    }
    return lists;
  }

  /**
   * The first private key of a file: PKCS#8 of any kind, PKCS#1 (RSA) or SEC1 (EC, RFC 5915).
   *
   * @throws IOException if there is none, it is encrypted, or it cannot be read; says which
   */
  public static PrivateKey privateKey(Path file) throws IOException {
    for (Block block : blocks(file)) {
      if (block.label().equals("ENCRYPTED PRIVATE KEY") || block.body().contains("ENCRYPTED")) {
        throw new IOException(
            "the key is encrypted, which is not done here; decrypt it with: openssl pkey"
                + " -in FILE -out NEW_FILE");
      }
      switch (block.label()) {
        case "PRIVATE KEY" -> {
          return pkcs8(block.bytes());
        }
        case "RSA PRIVATE KEY" -> {
          byte[] key = block.bytes();
          return pkcs8(der(0x30, VERSION_0, RSA, der(4, key)));
        }
        case "EC PRIVATE KEY" -> {
          byte[] key = block.bytes();
          return pkcs8(der(0x30, VERSION_0, der(0x30, EC, curve(key)), der(4, key)));
        }
        default -> {
          // Certificates, curve parameters: a key may stand among them.
        }
      }
    }
    throw new IOException("there is no private key in it (no line -----BEGIN PRIVATE KEY-----)");
  }

  private static PrivateKey pkcs8(byte[] key) throws IOException {
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
      } catch (GeneralSecurityException e) {
        // Of another kind, then; if it is of none, that is said below.
      }
    }
    throw new IOException("its private key is damaged, or of no kind that is known here");
  }

  private static byte[] der(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] head =
        length < 128
            ? new byte[] {(byte) tag, (byte) length}
            : length < 256
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                : length < 65_536
                    ? new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length}
                    : new byte[] {
                      (byte) tag,
                      (byte) 0x83,
                      (byte) (length >> 16),
                      (byte) (length >> 8),
                      (byte) length
                    };
    byte[] whole = Arrays.copyOf(head, head.length + length);
    int at = head.length;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }

  // ECPrivateKey ::= SEQUENCE { version, privateKey OCTET STRING, [0] the curve OPTIONAL, ... }
  private static byte[] curve(byte[] key) throws IOException {
    try {
      int at = value(key, 0);
      at = end(key, at);
      at = end(key, at);
      if (at < key.length && (key[at] & 0xff) == 0xa0) {
        return Arrays.copyOfRange(key, value(key, at), end(key, at));
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new IOException("its EC private key is damaged", e);
    }
    throw new IOException("its EC private key does not say on which curve it is");
  }

  private static int value(byte[] der, int at) {
    return at + 2 + ((der[at + 1] & 0x80) == 0 ? 0 : der[at + 1] & 0x7f);
  }

  private static int end(byte[] der, int at) {
    int start = value(der, at);
    int length = der[at + 1] & 0xff;
    if (length >= 0x80) {
      length = 0;
      for (int i = at + 2; i < start; i++) {
        length = (length << 8) | (der[i] & 0xff);
      }
    }
    if (length < 0 || length > der.length - start) {
      throw new ArrayIndexOutOfBoundsException("a length of " + length);
    }
    return start + length;
  }
}
