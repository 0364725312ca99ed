package io.quantix.desktop.console.x11;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The cookies that X servers know their clients by, as xauth keeps them (Xau's file format). */
final class X11Authority {
  static final String COOKIE = "MIT-MAGIC-COOKIE-1";

  private static final int LOCAL = 256;
  private static final int WILD = 65535;
  private static final long MOST_BYTES = 1 << 20;

  private X11Authority() {}

  /** The file that the environment names, or the usual one. */
  static Path file() {
    String named = System.getenv("XAUTHORITY");
    return named != null && !named.isEmpty()
        ? Path.of(named)
        : Path.of(System.getProperty("user.home"), ".Xauthority");
  }

  /**
   * The cookie for a display, one of this machine before one that is for no machine in particular;
   * empty if the file has none or cannot be read, since many servers ask for none.
   */
  static Optional<byte[]> cookie(Path file, String host, int display) {
    ByteBuffer entries;
    try {
      if (Files.size(file) > MOST_BYTES) {
        return Optional.empty();
      }
      entries = ByteBuffer.wrap(Files.readAllBytes(file));
    } catch (IOException | SecurityException e) {
      return Optional.empty();
    }
    Optional<byte[]> best = Optional.empty();
    int bestRank = 0;
    try {
      while (entries.hasRemaining()) {
        int family = entries.getShort() & 0xffff;
        String address = text(entries);
        String number = text(entries);
        String name = text(entries);
        byte[] data = counted(entries);
        boolean mine = number.isEmpty() || number.equals(Integer.toString(display));
        int rank = family == LOCAL && address.equals(host) ? 3 : family == WILD ? 2 : 1;
        if (mine && name.equals(COOKIE) && rank > bestRank) {
          best = Optional.of(data);
          bestRank = rank;
        }
      }
    } catch (BufferUnderflowException e) {
      return best; // the rest of the file is cut off
    }
    return best;
  }

  private static String text(ByteBuffer entries) {
    return new String(counted(entries), StandardCharsets.ISO_8859_1);
  }

  private static byte[] counted(ByteBuffer entries) {
    int length = entries.getShort() & 0xffff;
    if (length > entries.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    entries.get(bytes);
    return bytes;
  }
}
