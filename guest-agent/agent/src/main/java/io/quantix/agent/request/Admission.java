package io.quantix.agent.request;

import io.quantix.agent.audit.AuditEntry;
import io.quantix.agent.audit.AuditLog;
import io.quantix.agent.channel.RequestContext;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.util.Optional;

/** What a request passes before and after it is done: its rate, and the audit log. */
public final class Admission {
  /** Something that is done for the host. */
  @FunctionalInterface
  interface Task<T> {
    T run() throws AgentException, InterruptedException;
  }

  private final Optional<AuditLog> log;

  /** With a log, if the guest's owner wants one. */
  public Admission(Optional<AuditLog> log) {
    this.log = log;
  }

  /**
   * Does it, and logs that and how it ended.
   *
   * @param operation the capability's name
   * @param subject what it is about, without secrets
   * @param user whom it is done as; empty: the agent's own
   */
  <T> T audited(String operation, String subject, String user, RequestContext context, Task<T> task)
      throws AgentException, InterruptedException {
    AuditEntry entry = AuditEntry.of(operation, subject, user, context.user(), context.messageId());
    try {
      T result = task.run();
      write(entry);
      return result;
    } catch (AgentException e) {
      write(entry.failed(e.code().number(), refused(e)));
      throw e;
    } catch (InterruptedException e) {
      write(entry.failed(ErrorCode.CANCELLED.number(), false));
      throw e;
    }
  }

  /** Logs something that has ended with a status. */
  void ended(
      String operation,
      String subject,
      String user,
      RequestContext context,
      int status,
      long millis)
      throws AgentException {
    write(
        AuditEntry.of(operation, subject, user, context.user(), context.messageId())
            .ended(status, millis));
  }

  private void write(AuditEntry entry) throws AgentException {
    if (log.isPresent()) {
      log.get().write(entry);
    }
  }

  private static boolean refused(AgentException e) {
    return e.code().category() == ErrorCode.Category.SECURITY
        || e.code() == ErrorCode.COMMAND_BLOCKED
        || e.code() == ErrorCode.PATH_TRAVERSAL_BLOCKED
        || e.code() == ErrorCode.WRITE_PATH_BLOCKED
        || e.code() == ErrorCode.READ_PATH_BLOCKED;
  }
}
