package io.quantix.agent.audit;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One thing that the host asked for.
 *
 * @param operation the capability's name: {@code execute}, {@code file_write}
 * @param command what it was about: a command line, a path, a name; secrets are never put here
 * @param user whom it was done as
 * @param source who asked, as the host says
 * @param code the refusal's or failure's, 0 if it was done
 */
public record AuditEntry(
    Instant timestamp,
    String operation,
    String command,
    String user,
    OptionalInt exitCode,
    OptionalLong durationMs,
    String source,
    String requestId,
    boolean allowed,
    int code) {
  // A host chooses how long they are, and entries are held in memory while file systems are frozen.
  private static final int MOST_CHARACTERS = 4096;

  /** Keeps the beginning of texts that are longer than 4,096 characters. */
  public AuditEntry {
    command = shortened(command);
    user = shortened(user);
    source = shortened(source);
    requestId = shortened(requestId);
  }

  private static String shortened(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
  }

  /** How long its texts are together. */
  long characters() {
    return (long) operation.length()
        + command.length()
        + user.length()
        + source.length()
        + requestId.length();
  }

  /** Something that was done, or was tried. */
  public static AuditEntry of(
      String operation, String command, String user, String source, String requestId) {
    return new AuditEntry(
        Instant.now(),
        operation,
        command,
        user,
        OptionalInt.empty(),
        OptionalLong.empty(),
        source,
        requestId,
        true,
        0);
  }

  /** The same, refused or failed. */
  public AuditEntry failed(int code, boolean refused) {
    return new AuditEntry(
        timestamp,
        operation,
        command,
        user,
        exitCode,
        durationMs,
        source,
        requestId,
        !refused,
        code);
  }

  /** The same, ended. */
  public AuditEntry ended(int status, long milliseconds) {
    return new AuditEntry(
        timestamp,
        operation,
        command,
        user,
        OptionalInt.of(status),
        OptionalLong.of(milliseconds),
        source,
        requestId,
        allowed,
        code);
  }
}
