package io.quantix.agent.clipboard;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What an X server wants to hear from those who may connect; see Xau(3). */
final class XAuthority {
  /** The one kind of it that is in use for a display of the same machine. */
  static final String SCHEME = "MIT-MAGIC-COOKIE-1";

  private static final int LARGEST = 1 << 20;

  private XAuthority() {}

  /** The cookie for a display's number; empty if there is none. */
  static byte[] cookie(Path file, String display) throws IOException {
    byte[] all;
    try {
      if (Files.size(file) > LARGEST) {
        throw new IOException(file + " is no file of X's authorities");
      }
      all = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(all));
    while (in.available() > 0) {
      in.readUnsignedShort(); // the family of the address, which is this machine's for all we read
      field(in);
      String number = new String(field(in), StandardCharsets.US_ASCII);
      String name = new String(field(in), StandardCharsets.US_ASCII);
      byte[] data = field(in);
      if (name.equals(SCHEME) && (number.isEmpty() || number.equals(display))) {
        return data;
      }
    }
    return new byte[0];
  }

  private static byte[] field(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readUnsignedShort()];
    in.readFully(bytes);
    return bytes;
  }
}
