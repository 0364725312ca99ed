package io.quantix.agent.client;

import io.quantix.agent.protocol.message.ClipboardChangedEvent;
import io.quantix.agent.protocol.message.TelemetryReport;

/** What a guest tells unasked. Called on the session's reading thread: must not wait. */
public interface AgentEvents {
  /** Nobody listens. */
  AgentEvents NONE = new AgentEvents() {};

  /** Its metrics, once telemetry was subscribed to. */
  default void telemetry(TelemetryReport report) {}

  /** Something was copied in the guest, once that was subscribed to. */
  default void clipboardChanged(ClipboardChangedEvent event) {}

  /** The session is over and no other began; nothing follows. */
  default void ended(String reason) {}
}
