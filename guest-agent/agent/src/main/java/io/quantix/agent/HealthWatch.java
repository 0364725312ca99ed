package io.quantix.agent;

import io.quantix.agent.config.AgentConfig;
import io.quantix.agent.log.AgentLog;
import io.quantix.agent.request.TelemetryFeed;
import java.time.Duration;

/** Says in the log when a host that wants telemetry gets none. */
final class HealthWatch {
  private final TelemetryFeed feed;
  private final AgentConfig.Health health;
  private final AgentLog log;
  private boolean said;

  HealthWatch(TelemetryFeed feed, AgentConfig.Health health, AgentLog log) {
    this.feed = feed;
    this.health = health;
    this.log = log;
  }

  void start() {
    Thread.ofPlatform().daemon().name("agent-health").start(this::run);
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(health.interval());
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says it once, and once when it is over. */
  void look() {
    Duration late = feed.overdue();
    boolean failing = late.compareTo(health.telemetryTimeout()) > 0;
    if (failing != said) {
      said = failing;
      log.warn(
          failing
              ? "No telemetry was sent for " + late.toSeconds() + " s"
              : "Telemetry is sent again");
    }
  }
}
