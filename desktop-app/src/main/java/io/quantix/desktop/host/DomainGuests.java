package io.quantix.desktop.host;

import io.quantix.agent.client.AgentOptions;
import io.quantix.agent.client.AgentSession;
import io.quantix.agent.client.ChannelOpener;
import io.quantix.agent.client.Guest;
import io.quantix.agent.client.qemu.QemuGuestLink;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.ErrorCode;
import io.quantix.desktop.host.GuestAccess.ChannelAdded;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.Impact;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.XmlFlag;
import io.quantix.libvirt.xml.CharacterDeviceXml;
import io.quantix.libvirt.xml.DomainXml;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The agent of a domain: finds it, opens it, and makes the channel that it needs. */
public final class DomainGuests {
  // virErrorNumber, VIR_ERR_OPERATION_FAILED: of a channel it says that another client has it.
  private static final int OPERATION_FAILED = 9;
  private static final Duration BUSY = Duration.ofSeconds(5);
  private static final Duration BUSY_PAUSE = Duration.ofMillis(100);
  private static final String QEMU_CHANNEL = "org.qemu.guest_agent.0";
  private static final String CONNECTED = "connected";
  private static final String CHANNEL =
      "<channel type='unix'><target type='virtio' name='%s'/></channel>"
          .formatted(ChannelOpener.CHANNEL_NAME);

  private DomainGuests() {}

  /** Finds the domain again, whatever became of the connection that it was found by. */
  @FunctionalInterface
  public interface Finder {
    /** The domain, through a connection that lives. */
    Domain find() throws LibvirtException;
  }

  /**
   * Opens a session with the agent of a domain: Quantix's if one has the channel open, else QEMU's.
   * One program at a time has the channel. A session that loses it waits until it is free.
   *
   * @param finder asked again whenever the session was lost
   * @param takeOver take it from whoever has it open now, and end what that is doing
   * @throws NoAgentException if none is there
   * @throws AgentException DEVICE_BUSY if another program has it, and goes on having it for some
   *     seconds
   */
  public static Guest open(Finder finder, AgentOptions options, boolean takeOver)
      throws AgentException, LibvirtException, InterruptedException {
    Domain domain = finder.find();
    String name = domain.name();
    if (!domain.state().state().isActive()) {
      throw new NoAgentException(
          NoAgentException.Missing.RUNNING,
          Texts.text("host.guest.off", name),
          Texts.text("host.guest.off.hint"));
    }
    DomainXml xml = DomainXml.parse(domain.xml());
    Optional<CharacterDeviceXml> ours = channel(xml, ChannelOpener.CHANNEL_NAME);
    if (connected(ours)) {
      return new Guest(session(finder, options, takeOver, name));
    }
    if (connected(channel(xml, QEMU_CHANNEL))) {
      return new Guest(QemuGuestLink.open(commands(finder), options));
    }
    throw ours.isPresent()
        ? new NoAgentException(
            NoAgentException.Missing.AGENT,
            Texts.text("host.guest.no-agent", name),
            Texts.text("host.guest.no-agent.hint"))
        : new NoAgentException(
            NoAgentException.Missing.CHANNEL,
            Texts.text("host.guest.no-channel", name),
            Texts.text("host.guest.no-channel.hint"));
  }

  /** Whether Quantix's agent has its channel open in a domain that is on. */
  static boolean isAgentConnected(Domain domain) throws LibvirtException {
    return connected(channel(DomainXml.parse(domain.xml()), ChannelOpener.CHANNEL_NAME));
  }

  private static boolean connected(Optional<CharacterDeviceXml> channel) {
    return channel.flatMap(CharacterDeviceXml::channelState).filter(CONNECTED::equals).isPresent();
  }

  private static Optional<CharacterDeviceXml> channel(DomainXml xml, String name) {
    return xml.devices().characterDevices().stream()
        .filter(device -> device.kind().equals("channel"))
        .filter(device -> device.channelName().filter(name::equals).isPresent())
        .findFirst();
  }

  private static AgentSession session(
      Finder finder, AgentOptions options, boolean takeOver, String name)
      throws AgentException, InterruptedException {
    long until = System.nanoTime() + BUSY.toNanos();
    while (true) {
      try {
        return AgentSession.open(opener(finder, takeOver), options);
      } catch (AgentException e) {
        if (!(e.getCause() instanceof ChannelBusyException)) {
          throw e;
        }
        // Whoever had it may be about to go: a daemon takes its time to see that.
        if (System.nanoTime() - until > 0) {
          throw new AgentException(
              ErrorCode.DEVICE_BUSY,
              Texts.text("host.guest.busy", name),
              "",
              Texts.text("host.guest.busy.hint"),
              e);
        }
        Thread.sleep(BUSY_PAUSE);
      }
    }
  }

  /** Another program has the channel open. */
  private static final class ChannelBusyException extends IOException {
    private static final long serialVersionUID = 1L;

    ChannelBusyException(LibvirtException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private static ChannelOpener opener(Finder finder, boolean takeOver) {
    // Taken over once: two that do it again and again would both have nothing.
    AtomicBoolean force = new AtomicBoolean(takeOver);
    return () -> {
      try {
        return finder
            .find()
            .openChannel(Optional.of(ChannelOpener.CHANNEL_NAME), force.getAndSet(false));
      } catch (LibvirtException e) {
        throw e.code() == OPERATION_FAILED
            ? new ChannelBusyException(e)
            : new IOException(e.getMessage(), e);
      }
    };
  }

  private static QemuGuestLink.Commands commands(Finder finder) {
    return (json, timeout) -> {
      try {
        return finder.find().guest().agentCommand(json, timeout);
      } catch (LibvirtException e) {
        if (e.kind() == LibvirtException.Kind.INTERRUPTED) {
          throw (InterruptedException) new InterruptedException().initCause(e);
        }
        throw refused(e);
      }
    };
  }

  private static AgentException refused(LibvirtException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.kind()) {
      case CONNECTION_LOST, NOT_FOUND ->
          new AgentException(ErrorCode.CONNECTION_LOST, message, "", e.hint(), e);
      case TIMEOUT -> new AgentException(ErrorCode.NO_ANSWER, message, "", e.hint(), e);
      default -> QemuGuestLink.refusal(message, e);
    };
  }

  /** Gives a domain the channel that an agent needs, where it lacks it. */
  public static ChannelAdded addChannel(Domain domain) throws LibvirtException {
    boolean active = domain.state().state().isActive();
    boolean now =
        active && channel(DomainXml.parse(domain.xml()), ChannelOpener.CHANNEL_NAME).isPresent();
    boolean persistent = domain.isPersistent();
    boolean later =
        persistent
            && channel(DomainXml.parse(domain.xml(XmlFlag.INACTIVE)), ChannelOpener.CHANNEL_NAME)
                .isPresent();
    if (now || (!active && later)) {
      return ChannelAdded.THERE;
    }
    if (persistent && !later) {
      domain.devices().attach(CHANNEL, Impact.CONFIG);
    }
    if (!active) {
      return ChannelAdded.AT_NEXT_START;
    }
    try {
      domain.devices().attach(CHANNEL, Impact.LIVE);
      return ChannelAdded.NOW;
    } catch (LibvirtException e) {
      if (persistent) {
        return ChannelAdded.AT_NEXT_START;
      }
      throw e;
    }
  }
}
