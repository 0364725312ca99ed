package io.quantix.agent.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.agent.audit.AuditLog;
import io.quantix.agent.channel.RequestContext;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the audit log has of a request: one line, however it ended. */
class AdmissionTest {
  private static final RequestContext CONTEXT =
      new RequestContext() {
        @Override
        public io.quantix.agent.channel.SessionEvents events() {
          throw new UnsupportedOperationException();
        }

        @Override
        public String messageId() {
          return "id-1";
        }

        @Override
        public String user() {
          return "ada@host";
        }

        @Override
        public AgentStream openStream(int streamId, long totalBytes, long pid) {
          throw new AssertionError("Nothing here has a stream");
        }

        @Override
        public void progress(long done, long total, String text) {}
      };

  @TempDir Path folder;

  private List<String> logged(Work work) throws Exception {
    Path file = folder.resolve("audit.log");
    try (AuditLog log = AuditLog.open(file, 1 << 20, 3)) {
      work.on(new Admission(Optional.of(log)));
    }
    return Files.readAllLines(file);
  }

  private interface Work {
    void on(Admission admission) throws Exception;
  }

  @Test
  void whatEndedWithAStatusIsOneLine() throws Exception {
    List<String> lines =
        logged(admission ->
            assertThat(
                    admission.audited(
                        "execute", "true", "root", CONTEXT, () -> 7, (e, n) -> e.ended(n, 150)))
                .isEqualTo(7));
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst())
        .contains("\"operation\":\"execute\"", "\"command\":\"true\"", "\"user\":\"root\"")
        .contains("\"exit_code\":7", "\"duration_ms\":150", "\"source\":\"ada@host\"")
        .contains("\"request_id\":\"id-1\"", "\"allowed\":true");
  }

  @Test
  void whatIsRefusedIsOneLineAndStaysRefused() throws Exception {
    AgentException refusal = new AgentException(ErrorCode.COMMAND_BLOCKED, "It is not allowed");
    List<String> lines =
        logged(admission ->
            assertThatThrownBy(() ->
                    admission.audited(
                        "execute",
                        "rm",
                        "",
                        CONTEXT,
                        () -> {
                          throw refusal;
                        }))
                .isSameAs(refusal));
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst())
        .contains("\"allowed\":false", "\"error\":\"" + ErrorCode.COMMAND_BLOCKED.code() + "\"");
  }
}
