package io.quantix.agent.network;

import java.util.Optional;

/** Addresses as they are written, checked without ever asking a name server. */
final class AddressText {
  private AddressText() {}

  static boolean isV4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (part.isEmpty()
          || part.length() > 3
          || !part.chars().allMatch(c -> c >= '0' && c <= '9')
          || (part.length() > 1 && part.charAt(0) == '0')
          || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  static boolean isV6(String text) {
    if (text.length() < 2 || text.length() > 39 || text.indexOf(':') < 0) {
      return false;
    }
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    int groups = 0;
    for (String part : text.split(":", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      if (part.length() > 4
          || !part.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
        return false;
      }
      groups++;
    }
    boolean loose =
        (text.startsWith(":") && !text.startsWith("::"))
            || (text.endsWith(":") && !text.endsWith("::"));
    return !loose && (gap >= 0 ? groups < 8 : groups == 8);
  }

  /** The length of a prefix, from {@code 24}, {@code /24} or {@code 255.255.255.0}. */
  static Optional<Integer> prefix(String text, boolean v6) {
    String plain = text.startsWith("/") ? text.substring(1) : text;
    if (!v6 && isV4(plain)) {
      long mask = 0;
      for (String part : plain.split("\\.", -1)) {
        mask = mask << 8 | Integer.parseInt(part);
      }
      int ones = Long.bitCount(mask);
      boolean whole = mask == (0xffff_ffffL << (32 - ones) & 0xffff_ffffL);
      return whole && ones > 0 ? Optional.of(ones) : Optional.empty();
    }
    if (plain.isEmpty()
        || plain.length() > 3
        || !plain.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    int length = Integer.parseInt(plain);
    return length >= 1 && length <= (v6 ? 128 : 32) ? Optional.of(length) : Optional.empty();
  }
}
