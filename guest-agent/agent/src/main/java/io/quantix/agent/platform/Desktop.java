package io.quantix.agent.platform;

import io.quantix.agent.clipboard.Clipboard;
import io.quantix.agent.display.Displays;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;

/** The desktop of whoever uses the guest now: looked for each time, since people come and go. */
public interface Desktop {
  /**
   * Its screens.
   *
   * @throws AgentException {@link ErrorCode#NO_DISPLAY_SERVER} if nobody has a desktop
   */
  Displays displays() throws AgentException;

  /**
   * Its clipboard.
   *
   * @throws AgentException {@link ErrorCode#NO_DISPLAY_SERVER} if nobody has a desktop
   */
  Clipboard clipboard() throws AgentException;
}
