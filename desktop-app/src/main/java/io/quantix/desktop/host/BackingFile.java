package io.quantix.desktop.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The image that a qcow2 image is a layer over, as its header names it (QEMU's docs/interop/qcow2:
 * magic, version, 64-bit offset and 32-bit size of the name).
 */
final class BackingFile {
  private static final int MAGIC = 0x514649fb;
  private static final int LONGEST_NAME = 1023;

  private BackingFile() {}

  /**
   * Reads it; empty if the image has none or is of another format.
   *
   * @throws IOException if the image cannot be read, so that nobody knows
   */
  static Optional<Path> of(Path image) throws IOException {
    try (FileChannel file = FileChannel.open(image, StandardOpenOption.READ)) {
      ByteBuffer header = read(file, 0, 20);
      if (header.remaining() < 20 || header.getInt() != MAGIC) {
        return Optional.empty();
      }
      header.getInt();
      long offset = header.getLong();
      int size = header.getInt();
      if (offset == 0 || size == 0) {
        return Optional.empty();
      }
      if (offset < 0 || size < 0 || size > LONGEST_NAME) {
        throw new IOException(image + " names its backing file in a way that cannot be right");
      }
      String name = StandardCharsets.UTF_8.decode(read(file, offset, size)).toString();
      if (name.startsWith("json:")) {
        throw new IOException(image + " names its backing file in a way that is not read here");
      }
      return Optional.of(image.resolveSibling(name.replaceFirst("^file:", "")).normalize());
    } catch (InvalidPathException e) {
      throw new IOException(image + " names a backing file that is no path", e);
    }
  }

  private static ByteBuffer read(FileChannel file, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) >= 0) {}
    return bytes.flip();
  }
}
