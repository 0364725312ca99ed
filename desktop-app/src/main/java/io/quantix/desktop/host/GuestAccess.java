package io.quantix.desktop.host;

import io.quantix.agent.client.AgentEvents;
import io.quantix.agent.client.Guest;
import io.quantix.desktop.model.VmModel;
import java.util.concurrent.CompletableFuture;

/**
 * The guests of one host, through their agents. Futures complete on the JavaFX thread; what they
 * give blocks, and is used elsewhere.
 */
public interface GuestAccess {
  /**
   * Opens a session with the agent in a VM that is on: Quantix's, else QEMU's. It ends when it is
   * closed; until then it comes back by itself when it was lost. Fails with a {@link
   * NoAgentException} if no agent answers, and with DEVICE_BUSY if another program talks to it: one
   * at a time can.
   *
   * @param events who is told what the guest says unasked; on a thread that must not wait
   */
  CompletableFuture<Guest> open(VmModel vm, AgentEvents events);

  /** The same, but whoever talks to the agent now loses it, with all that it is doing. */
  CompletableFuture<Guest> takeOver(VmModel vm, AgentEvents events);

  /**
   * Gives a VM the channel that an agent needs: at once if it is on and takes it, and from its next
   * start on.
   *
   * @return whether it has it now
   */
  CompletableFuture<ChannelAdded> addChannel(VmModel vm);

  /** What adding a channel came to. */
  enum ChannelAdded {
    /** It had one. */
    THERE,
    /** An agent in the guest can use it now. */
    NOW,
    /** The guest has it once it was started again. */
    AT_NEXT_START
  }
}
