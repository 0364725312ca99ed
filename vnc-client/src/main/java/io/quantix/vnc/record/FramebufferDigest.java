package io.quantix.vnc.record;

import io.quantix.vnc.Framebuffer;
import java.nio.IntBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A picture's SHA-256: of its pixels row by row, red, green and blue a byte each, as ImageMagick's
 * {@code rgb:} writes them.
 */
public final class FramebufferDigest {
  private FramebufferDigest() {}

  /** The digest in hexadecimal. Nothing may write to the framebuffer meanwhile. */
  public static String sha256(Framebuffer framebuffer) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      IntBuffer pixels = framebuffer.pixels();
      int[] row = new int[framebuffer.width()];
      byte[] rgb = new byte[row.length * 3];
      for (int y = 0; y < framebuffer.height(); y++) {
        pixels.get(y * row.length, row);
        for (int x = 0, at = 0; x < row.length; x++) {
          rgb[at++] = (byte) (row[x] >> 16);
          rgb[at++] = (byte) (row[x] >> 8);
          rgb[at++] = (byte) row[x];
        }
        digest.update(rgb);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
