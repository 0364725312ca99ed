package io.quantix.desktop.guest;

import io.quantix.agent.client.Guest;
import io.quantix.agent.protocol.AgentException;
import java.io.IOException;

/** Something that a guest is asked, on a thread that may wait. */
@FunctionalInterface
interface Question<T> {
  T ask(Guest guest) throws AgentException, InterruptedException, IOException;
}
