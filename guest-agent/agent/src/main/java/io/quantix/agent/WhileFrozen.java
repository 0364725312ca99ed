package io.quantix.agent;

import io.quantix.agent.audit.AuditLog;
import io.quantix.agent.freeze.FileSystemFreezer;
import io.quantix.agent.log.AgentLog;
import io.quantix.agent.protocol.AgentException;
import java.util.Optional;

/** Keeps the agent itself from writing to a file system that is frozen. */
final class WhileFrozen implements FileSystemFreezer.Listener {
  private final AgentLog log;
  private final Optional<AuditLog> audit;

  WhileFrozen(AgentLog log, Optional<AuditLog> audit) {
    this.log = log;
    this.audit = audit;
  }

  @Override
  public void freezing() {
    log.info("File systems are frozen");
    log.pause();
    audit.ifPresent(AuditLog::pause);
  }

  @Override
  public void thawed() {
    log.resume();
    log.info("File systems are thawed");
    if (audit.isPresent()) {
      try {
        audit.get().resume();
      } catch (AgentException e) {
        log.error(e.code().code() + " " + e.reason());
      }
    }
  }
}
