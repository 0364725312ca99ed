package io.quantix.libvirt.xml;

import java.util.Optional;

/** A serial or parallel port, a console, or a channel to a program in the guest. */
public final class CharacterDeviceXml extends DeviceXml {
  CharacterDeviceXml(XmlElement element) {
    super(element);
  }

  /** The file, device or socket on the host. */
  public Optional<String> source() {
    return onChild("source", "path");
  }

  /** A channel's name in the guest, {@code org.qemu.guest_agent.0}. */
  public Optional<String> channelName() {
    return onChild("target", "name");
  }

  /**
   * Whether a program in the guest has a channel open: {@code connected} or {@code disconnected};
   * empty if the domain is off, or nobody knows.
   */
  public Optional<String> channelState() {
    return onChild("target", "state");
  }

  /** What it is in the guest: {@code virtio}, {@code isa-serial}, ... */
  public Optional<String> targetType() {
    return onChild("target", "type");
  }

  /** A port's number, from 0. */
  public Optional<String> port() {
    return onChild("target", "port");
  }

  @Override
  Optional<String> ownKey() {
    return channelName().or(this::port);
  }
}
