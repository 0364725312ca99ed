package io.quantix.agent.metadata;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Names and values in a file, a line each: {@code name=value}, where a line break in a value is
 * written {@code \n} and a backslash twice. Whoever may, edits it in the guest; it is read anew for
 * each request, and replaced whole. What in it is no such line, or beyond the limits, is passed
 * over, and gone with the next change.
 */
public final class Metadata {
  /** Names at a time. */
  public static final int MAX_NAMES = 256;

  /** The longest value in bytes of UTF-8. */
  public static final int MAX_VALUE = 4_096;

  /** All names and values together, in bytes of UTF-8; so an answer is one frame. */
  public static final int MAX_TOTAL = 65_536;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final Path file;

  /** In a file, which need not be there. */
  public Metadata(Path file) {
    this.file = file;
  }

  /**
   * Changes values, and gives all as they are then.
   *
   * @param set names and their new values
   * @param remove names that are taken out; one that is not there is no failure
   */
  public synchronized NavigableMap<String, String> change(
      Map<String, String> set, Collection<String> remove) throws AgentException {
    for (String name : set.keySet()) {
      check(name);
    }
    for (String name : remove) {
      check(name);
    }
    NavigableMap<String, String> values = read();
    if (set.isEmpty() && remove.isEmpty()) {
      return values;
    }
    remove.forEach(values::remove);
    for (Map.Entry<String, String> entry : set.entrySet()) {
      if (size(entry.getValue()) > MAX_VALUE) {
        throw refused("A value has at most " + MAX_VALUE + " bytes", entry.getKey());
      }
      values.put(entry.getKey(), entry.getValue());
    }
    if (values.size() > MAX_NAMES) {
      throw refused("There are at most " + MAX_NAMES + " names", "set");
    }
    if (total(values) > MAX_TOTAL) {
      throw refused("All together have at most " + MAX_TOTAL + " bytes", "set");
    }
    write(values);
    return values;
  }

  private static void check(String name) throws AgentException {
    if (!NAME.matcher(name).matches()) {
      throw refused(
          "A name has 1 to 64 letters, digits, dots, underscores and hyphens",
          name.length() > 64 ? name.substring(0, 64) : name);
    }
  }

  private static AgentException refused(String why, String context) {
    return new AgentException(ErrorCode.INVALID_REQUEST, why, context);
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static long total(Map<String, String> values) {
    return values.entrySet().stream()
        .mapToLong(entry -> entry.getKey().length() + size(entry.getValue()))
        .sum();
  }

  private NavigableMap<String, String> read() throws AgentException {
    NavigableMap<String, String> values = new TreeMap<>();
    byte[] bytes;
    try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      // Escaped, a value may be twice as long.
      bytes = in.readNBytes(3 * MAX_TOTAL);
    } catch (NoSuchFileException e) {
      return values;
    } catch (IOException e) {
      throw failed("read", e);
    }
    long total = 0;
    for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
      int equals = line.indexOf('=');
      if (equals < 0 || !NAME.matcher(line.substring(0, equals)).matches()) {
        continue;
      }
      String value = plain(line.substring(equals + 1));
      total += equals + size(value);
      if (size(value) <= MAX_VALUE && total <= MAX_TOTAL && values.size() < MAX_NAMES) {
        values.put(line.substring(0, equals), value);
      }
    }
    return values;
  }

  private static String plain(String written) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '\\' && i + 1 < written.length()) {
        char next = written.charAt(++i);
        text.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static String written(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private void write(NavigableMap<String, String> values) throws AgentException {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) -> text.append(name).append('=').append(written(value)).append('\n'));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        Files.createDirectories(
            parent,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      }
      Files.deleteIfExists(fresh);
      try (FileChannel out =
          FileChannel.open(
              fresh,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")))) {
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed("written", e);
    }
  }

  private AgentException failed(String what, IOException e) {
    String reason = Objects.toString(e.getMessage(), e.getClass().getSimpleName());
    boolean full = reason.toLowerCase(Locale.ROOT).contains("no space left");
    ErrorCode code = full ? ErrorCode.DISK_FULL : ErrorCode.FILE_IO_FAILED;
    return new AgentException(
        code,
        "The guest's metadata could not be " + what + ": " + reason,
        file.toString(),
        code.resolution(),
        e);
  }
}
