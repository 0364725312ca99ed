package io.quantix.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  @TempDir Path folder;

  private static AuditEntry entry(String command) {
    return new AuditEntry(
        Instant.parse("2026-01-25T10:30:00Z"),
        "execute",
        command,
        "root",
        OptionalInt.of(0),
        OptionalLong.of(150),
        "control_plane",
        "550e8400-e29b-41d4-a716-446655440000",
        true,
        0);
  }

  @Test
  void aLineHasTheDocumentedFields() throws Exception {
    Path file = folder.resolve("log/audit.log");
    try (AuditLog log = AuditLog.open(file, 1 << 20, 3)) {
      log.write(entry("systemctl restart nginx"));
      log.write(AuditEntry.of("file_read", "/etc/shadow", "", "host", "id").failed(4009, true));
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.getFirst())
        .isEqualTo(
            "{\"timestamp\":\"2026-01-25T10:30:00.000Z\",\"sequence\":1,\"operation\":\"execute\","
                + "\"command\":\"systemctl restart nginx\",\"user\":\"root\",\"exit_code\":0,"
                + "\"duration_ms\":150,\"source\":\"control_plane\","
                + "\"request_id\":\"550e8400-e29b-41d4-a716-446655440000\",\"allowed\":true,"
                + "\"previous\":\""
                + "0".repeat(64)
                + "\"}");
    assertThat(lines.get(1)).contains("\"allowed\":false,\"error\":\"QXGA-4009\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void nothingThatAHostSendsMakesASecondLineOrReachesATerminal() throws Exception {
    Path file = folder.resolve("audit.log");
    try (AuditLog log = AuditLog.open(file, 1 << 20, 3)) {
      log.write(entry("a\n{\"allowed\":true}\u001b[2J\u202e\"\\\ud800"));
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst())
        .contains("a\\u000a{\\\"allowed\\\":true}\\u001b[2J\\u202e\\\"\\\\\\ud800");
  }

  @Test
  void theChainGoesOnOverRotationsAndRestarts() throws Exception {
    Path file = folder.resolve("audit.log");
    try (AuditLog log = AuditLog.open(file, 900, 3)) {
      for (int i = 0; i < 6; i++) {
        log.write(entry("command " + i));
      }
    }
    String head;
    try (AuditLog log = AuditLog.open(file, 900, 3)) {
      log.write(entry("command 6"));
      head = log.head();
    }
    assertThat(folder.resolve("audit.log.3")).doesNotExist();
    List<String> lines = new ArrayList<>();
    for (String name : new String[] {"audit.log.2", "audit.log.1", "audit.log"}) {
      lines.addAll(Files.readAllLines(folder.resolve(name)));
    }
    for (int i = 1; i < lines.size(); i++) {
      assertThat(lines.get(i))
          .contains("\"previous\":\"" + digest(lines.get(i - 1)) + "\"")
          .contains("\"sequence\":" + (i + 1) + ",");
    }
    assertThat(head).isEqualTo(digest(lines.getLast()));
  }

  private static String digest(String line) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void onlySoManyFilesAreKept() throws Exception {
    Path file = folder.resolve("audit.log");
    try (AuditLog log = AuditLog.open(file, 300, 2)) {
      for (int i = 0; i < 10; i++) {
        log.write(entry("command " + i));
      }
    }
    try (var all = Files.list(folder)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("audit.log", "audit.log.1");
    }
    assertThat(Files.readString(file)).contains("command 9");
  }

  @Test
  void whileFileSystemsAreFrozenNothingIsWrittenAndNothingIsLost() throws Exception {
    Path file = folder.resolve("audit.log");
    try (AuditLog log = AuditLog.open(file, 1 << 20, 3)) {
      log.pause();
      for (int i = 0; i < 1_000; i++) {
        log.write(entry("frozen " + i));
      }
      assertThat(file).isEmptyFile();
      assertThat(
              catchThrowableOfType(AgentException.class, () -> log.write(entry("one more"))).code())
          .isEqualTo(ErrorCode.AUDIT_LOG_FAILED);
      log.resume();
      assertThat(Files.readAllLines(file)).hasSize(1_000);
    }
  }

  @Test
  void whatCannotBeWrittenSaysSo() throws Exception {
    Files.writeString(folder.resolve("plain"), "");
    Path below = folder.resolve("plain/audit.log");
    assertThat(
            catchThrowableOfType(AgentException.class, () -> AuditLog.open(below, 1_000, 1)).code())
        .isEqualTo(ErrorCode.AUDIT_LOG_FAILED);
    Path link = folder.resolve("link.log");
    Files.createSymbolicLink(link, folder.resolve("plain"));
    assertThat(
            catchThrowableOfType(AgentException.class, () -> AuditLog.open(link, 1_000, 1)).code())
        .isEqualTo(ErrorCode.AUDIT_LOG_FAILED);
    AuditLog log = AuditLog.open(folder.resolve("closed.log"), 1_000, 1);
    log.close();
    assertThat(catchThrowableOfType(AgentException.class, () -> log.write(entry("x"))).code())
        .isEqualTo(ErrorCode.AUDIT_LOG_FAILED);
  }

  /** Else what is held while file systems are frozen would be as large as the host likes. */
  @Test
  void nothingOfAnEntryIsLongerThanItsLimit() {
    String endless = "x".repeat(200_000);
    AuditEntry entry = AuditEntry.of("file_read", endless, endless, endless, endless);
    assertThat(List.of(entry.command(), entry.user(), entry.source(), entry.requestId()))
        .containsOnly("x".repeat(4096) + "...");
  }
}
