package io.quantix.agent.channel;

import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.AgentStream;
import io.quantix.agent.protocol.message.TerminalResize;
import java.util.function.Consumer;

/** What belongs to one request while it is done. */
public interface RequestContext {
  /** The request's id, as the audit log names it. */
  String messageId();

  /** On whose behalf the host says that it asks; nothing is allowed because of it. */
  String user();

  /**
   * Opens the stream that the request names; what the host sends on it can be read from now on.
   *
   * @param totalBytes that will be sent to the host; 0 if unknown
   * @param pid of the process at this end of the stream; 0 if there is none
   * @throws AgentException if the id is 0 or in use, or there are too many streams
   */
  AgentStream openStream(int streamId, long totalBytes, long pid) throws AgentException;

  /**
   * Has the host's changes of a terminal's size told until the request is answered; called on the
   * channel's reading thread, which must not wait.
   *
   * @param streamId the terminal's
   */
  default void onResize(int streamId, Consumer<TerminalResize> listener) {}

  /** The way to this request's host for what it subscribes to, as long as its session lasts. */
  SessionEvents events();

  /** Tells the host how far it is; may be called often, few are sent. */
  void progress(long done, long total, String text);
}
