package io.quantix.libvirt.transport.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** known_hosts files (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT), hashed names too. */
final class KnownHosts {
  private static final long MAX_BYTES = 16 << 20;

  /**
   * One line.
   *
   * @param marker {@code @revoked}, {@code @cert-authority} or empty
   * @param names the patterns of the names, or one hashed name
   * @param key in Base64
   */
  record Entry(Path file, int line, String marker, String names, String type, String key) {
    boolean isFor(String host) {
      return names.startsWith("|1|")
          ? hashed(names, host)
          : SshConfigFile.matches(Arrays.asList(names.split(",", -1)), host);
    }

    boolean isOf(byte[] other) {
      return Arrays.equals(bytes(), other);
    }

    byte[] bytes() {
      return Base64.getDecoder().decode(key);
    }

    boolean isPlain() {
      return marker.isEmpty();
    }

    boolean isRevoked() {
      return marker.equals("@revoked");
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  /** Reads the files that there are; a line that is not understood is passed over. */
  static KnownHosts read(List<Path> files) throws IOException {
    KnownHosts known = new KnownHosts();
    for (Path file : files) {
      if (Files.isRegularFile(file)) {
        if (Files.size(file) > MAX_BYTES) {
          throw new IOException(file + " is too large for a known_hosts file");
        }
        int number = 0;
        for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1)) {
          number++;
          parse(file, number, line).ifPresent(known.entries::add);
        }
      }
    }
    return known;
  }

  private static Optional<Entry> parse(Path file, int number, String line) {
    List<String> words = new ArrayList<>(Arrays.asList(line.strip().split("\\s+", -1)));
    if (words.getFirst().isEmpty() || words.getFirst().startsWith("#")) {
      return Optional.empty();
    }
    String marker = words.getFirst().startsWith("@") ? words.removeFirst() : "";
    if (words.size() < 3) {
      return Optional.empty();
    }
    try {
      byte[] key = Base64.getDecoder().decode(words.get(2));
      return Optional.of(
          new Entry(
              file,
              number,
              marker,
              words.get(0),
              words.get(1),
              Base64.getEncoder().encodeToString(key)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The lines of a host. */
  List<Entry> of(String host) {
    return entries.stream().filter(entry -> entry.isFor(host)).toList();
  }

  /** Appends a host's key, in one write, to a file that is made if it is not there. */
  static void remember(Path file, String host, byte[] key, boolean hash) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      if (posix) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    }
    if (!Files.exists(file)) {
      Files.createFile(file);
      if (posix) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    }
    byte[] before = Files.readAllBytes(file);
    String begin = before.length > 0 && before[before.length - 1] != '\n' ? "\n" : "";
    String line =
        begin
            + (hash ? hashedName(host) : host)
            + " "
            + type(key)
            + " "
            + Base64.getEncoder().encodeToString(key)
            + "\n";
    Files.write(file, line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
  }

  private static String hashedName(String host) {
    byte[] salt = new byte[20];
    new SecureRandom().nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder();
    return "|1|" + base64.encodeToString(salt) + "|" + base64.encodeToString(hmac(salt, host));
  }

  private static boolean hashed(String names, String host) {
    String[] parts = names.split("\\|", -1);
    if (parts.length != 4) {
      return false;
    }
    try {
      byte[] salt = Base64.getDecoder().decode(parts[2]);
      byte[] hash = Base64.getDecoder().decode(parts[3]);
      return salt.length > 0 && MessageDigest.isEqual(hash, hmac(salt, host));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  // SHA-1 is what the file's format has; it hides names and proves nothing.
  private static byte[] hmac(byte[] salt, String host) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(salt, "HmacSHA1"));
      return mac.doFinal(host.toLowerCase(java.util.Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA1", e);
    }
  }

  /** A key's type, which it begins with itself. */
  static String type(byte[] key) {
    if (key.length < 4) {
      return "";
    }
    int length = java.nio.ByteBuffer.wrap(key).getInt();
    return length < 0 || length > Math.min(64, key.length - 4)
        ? ""
        : new String(key, 4, length, StandardCharsets.US_ASCII);
  }

  /** {@code SHA256:} and its Base64, as OpenSSH shows it. */
  static String fingerprint(byte[] key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
