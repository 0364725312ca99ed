package io.quantix.agent.request;

import io.quantix.agent.audit.AuditEntry;
import io.quantix.agent.audit.AuditLog;
import io.quantix.agent.channel.RequestContext;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import java.util.Optional;
import java.util.function.BiFunction;

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
    return audited(operation, subject, user, context, task, (entry, _) -> entry);
  }

  /**
   * The same.
   *
   * @param outcome puts how it ended into the entry, where there is more to say than that it did
   */
  <T> T audited(
      String operation,
      String subject,
      String user,
      RequestContext context,
      Task<T> task,
      BiFunction<AuditEntry, T, AuditEntry> outcome)
      throws AgentException, InterruptedException {
    AuditEntry entry = AuditEntry.of(operation, subject, user, context.user(), context.messageId());
    T result;
    try {
      result = task.run();
    } catch (AgentException e) {
      write(entry.failed(e.code().number(), refused(e)));
      throw e;
    } catch (InterruptedException e) {
      write(entry.failed(ErrorCode.CANCELLED.number(), false));
      throw e;
    }
    write(outcome.apply(entry, result));
    return result;
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
