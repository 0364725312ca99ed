package io.quantix.agent.audit;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Set;

/**
 * JSON lines in a file that only its owner may read. Each line holds a number and the SHA-256 of
 * the line before, so that one that was taken out or changed shows, also from one rotated file to
 * the next.
 *
 * <p>While file systems are frozen nothing may be written: entries wait in memory, at most 1,000
 * and of a million characters, until {@link #resume}.
 */
public final class AuditLog implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int MAX_HELD = 1_000;
  private static final long MAX_HELD_CHARACTERS = 1 << 20;
  private static final String FIRST = "0".repeat(64);

  private final Path file;
  private final long maxSize;
  private final int maxFiles;
  private final Deque<AuditEntry> held = new ArrayDeque<>();
  private long heldCharacters;
  private long sequence;
  private String previous = FIRST;
  private boolean paused;
  private FileChannel channel;

  private AuditLog(Path file, long maxSize, int maxFiles, FileChannel channel) {
    this.file = file;
    this.maxSize = maxSize;
    this.maxFiles = maxFiles;
    this.channel = channel;
  }

  /**
   * Opens it, or makes it and its directory; what is there goes on.
   *
   * @param maxSize bytes from which a new file is begun
   * @param maxFiles that are kept: {@code audit.log}, {@code audit.log.1}, ...
   */
  public static AuditLog open(Path file, long maxSize, int maxFiles) throws AgentException {
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        Files.createDirectories(
            parent,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      AuditLog log = new AuditLog(file, maxSize, maxFiles, openFile(file));
      log.continueChain();
      return log;
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static FileChannel openFile(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND,
                LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Files.setPosixFilePermissions(file, OWNER_ONLY);
    return channel;
  }

  private static AgentException failed(Path file, IOException e) {
    return new AgentException(
        ErrorCode.AUDIT_LOG_FAILED,
        "The audit log cannot be written, so nothing is done that it should hold: "
            + e.getClass().getSimpleName(),
        file.toString(),
        ErrorCode.AUDIT_LOG_FAILED.resolution(),
        e);
  }

  /** Takes up the number and the digest of the last whole line. */
  private void continueChain() throws IOException {
    String last = lastLine(file);
    if (last.isEmpty()) {
      last = lastLine(rotated(1));
    }
    if (last.isEmpty()) {
      return;
    }
    previous = digest(last);
    int at = last.indexOf("\"sequence\":");
    int end = at < 0 ? -1 : last.indexOf(',', at);
    if (end > 0) {
      try {
        sequence = Long.parseLong(last.substring(at + 11, end));
      } catch (NumberFormatException e) {
        sequence = 0;
      }
    }
  }

  private static String lastLine(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return "";
    }
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer tail = ByteBuffer.allocate((int) Math.min(in.size(), 65_536));
      long from = in.size() - tail.capacity();
      int count = 0;
      while (tail.hasRemaining() && count >= 0) {
        count = in.read(tail, from + tail.position());
      }
      String text = new String(tail.array(), 0, tail.position(), StandardCharsets.US_ASCII);
      String stripped = text.stripTrailing();
      return stripped.substring(stripped.lastIndexOf('\n') + 1);
    }
  }

  /**
   * Writes an entry through to the disk.
   *
   * @throws AgentException {@link ErrorCode#AUDIT_LOG_FAILED}; what it is about must then not be
   *     done
   */
  public synchronized void write(AuditEntry entry) throws AgentException {
    if (paused) {
      if (held.size() >= MAX_HELD || heldCharacters + entry.characters() > MAX_HELD_CHARACTERS) {
        throw failed(file, new IOException("too many entries while file systems are frozen"));
      }
      held.addLast(entry);
      heldCharacters += entry.characters();
      return;
    }
    try {
      append(entry);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private void append(AuditEntry entry) throws IOException {
    if (channel.size() >= maxSize) {
      rotate();
    }
    String line = line(entry);
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(false);
    sequence++;
    previous = digest(line);
  }

  private String line(AuditEntry entry) {
    JsonLine line =
        new JsonLine()
            .add("timestamp", TIME.format(entry.timestamp()))
            .add("sequence", sequence + 1)
            .add("operation", entry.operation())
            .add("command", entry.command())
            .add("user", entry.user());
    entry.exitCode().ifPresent(status -> line.add("exit_code", status));
    entry.durationMs().ifPresent(ms -> line.add("duration_ms", ms));
    line.add("source", entry.source())
        .add("request_id", entry.requestId())
        .add("allowed", entry.allowed());
    if (entry.code() != 0) {
      line.add("error", "QXGA-" + entry.code());
    }
    return line.add("previous", previous).toString();
  }

  private void rotate() throws IOException {
    channel.close();
    for (int i = maxFiles - 1; i >= 1; i--) {
      Path from = i == 1 ? file : rotated(i - 1);
      if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(from, rotated(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (maxFiles == 1) {
      Files.deleteIfExists(file);
    }
    channel = openFile(file);
  }

  private Path rotated(int number) {
    return file.resolveSibling(file.getFileName() + "." + number);
  }

  private static String digest(String line) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(line.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The digest of the last line; who keeps it elsewhere notices when lines are taken off the end.
   */
  public synchronized String head() {
    return previous;
  }

  /** Before file systems are frozen: from now on entries are kept in memory. */
  public synchronized void pause() {
    paused = true;
  }

  /** After they are thawed: what was kept is written. */
  public synchronized void resume() throws AgentException {
    paused = false;
    try {
      while (!held.isEmpty()) {
        append(held.getFirst());
        heldCharacters -= held.removeFirst().characters();
      }
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  @Override
  public synchronized void close() throws AgentException {
    try {
      channel.close();
    } catch (IOException e) {
      throw failed(file, e);
    }
  }
}
