package io.quantix.desktop.host;

import io.quantix.agent.client.AgentOptions;
import io.quantix.agent.client.Guest;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.ShutdownType;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.LibvirtException;
import java.time.Duration;

/**
 * Shuts a guest down from inside where Quantix's agent is there to do it: that needs no system that
 * listens to a power button. Where it is not, or does not want to, libvirt does it in its own ways.
 */
final class GracefulShutdown {
  private static final System.Logger LOG = System.getLogger(GracefulShutdown.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private GracefulShutdown() {}

  /** Asks for it; returns once the guest was asked, not once it is off. */
  static void shutDown(DomainGuests.Finder finder) throws LibvirtException {
    Domain domain = finder.find();
    boolean hasAgent = DomainGuests.isAgentConnected(domain);
    if (hasAgent && byAgent(finder, domain)) {
      return;
    }
    try {
      domain.shutdown();
    } catch (LibvirtException e) {
      // The guest may have been quicker than its agent's answer.
      if (!hasAgent || !isOff(domain)) {
        throw e;
      }
    }
  }

  private static boolean isOff(Domain domain) throws LibvirtException {
    try {
      return !domain.state().state().isActive();
    } catch (LibvirtException e) {
      if (e.kind() == LibvirtException.Kind.NOT_FOUND) {
        return true; // one that is not kept when it ends
      }
      throw e;
    }
  }

  /** Whether the agent has agreed, as far as its answer came before its end. */
  private static boolean byAgent(DomainGuests.Finder finder, Domain domain)
      throws LibvirtException {
    AgentOptions options = AgentOptions.of("Quantix").withHandshake(PATIENCE).withoutReconnecting();
    // Whoever talks to the agent would lose it to the shutdown in any case.
    try (Guest guest = DomainGuests.open(finder, options, true)) {
      guest.control().shutdown(ShutdownType.POWEROFF, Duration.ZERO, "");
      return true;
    } catch (AgentException e) {
      LOG.log(
          System.Logger.Level.DEBUG, "the agent of " + domain.name() + " does not shut it down", e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LibvirtException(
          LibvirtException.Kind.INTERRUPTED, 0, 0, "Shutting down was interrupted", "", e);
    }
  }
}
