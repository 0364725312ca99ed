package io.quantix.libvirt.xml;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A network interface of the guest. */
public final class InterfaceXml extends DeviceXml {
  private static final Pattern MAC = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");
  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9_-]+");
  private static final List<String> PLACE =
      List.of("network", "bridge", "dev", "mode", "portid", "portgroup");

  InterfaceXml(XmlElement element) {
    super(element);
  }

  /** Its hardware address, in lower case. */
  public Optional<String> mac() {
    return onChild("mac", "address").map(each -> each.toLowerCase(Locale.ROOT));
  }

  /** Gives it another hardware address, {@code 52:54:00:12:34:56}. */
  public void setMac(String mac) {
    String wanted = checkMac(mac);
    if (!mac().equals(Optional.of(wanted))) {
      element().orCreate("mac").setAttribute("address", wanted);
    }
  }

  static String checkMac(String mac) {
    XmlValues.matching(MAC, mac, "hardware address like 52:54:00:12:34:56");
    if ((Integer.parseInt(mac.substring(0, 2), 16) & 1) != 0) {
      throw new XmlException(0, "'" + mac + "' is the address of many, not of one interface");
    }
    return mac.toLowerCase(Locale.ROOT);
  }

  /** What it is plugged into. */
  public InterfaceSource source() {
    String type = type().orElse("");
    InterfaceSource other = new InterfaceSource.Other(type);
    return switch (type) {
      case "network" ->
          onChild("source", "network")
              .<InterfaceSource>map(InterfaceSource.Network::new)
              .orElse(other);
      case "bridge" ->
          onChild("source", "bridge")
              .<InterfaceSource>map(InterfaceSource.Bridge::new)
              .orElse(other);
      case "direct" ->
          onChild("source", "dev")
              .<InterfaceSource>map(
                  dev -> new InterfaceSource.Direct(dev, onChild("source", "mode").orElse("vepa")))
              .orElse(other);
      case "user" -> new InterfaceSource.User();
      default -> other;
    };
  }

  /**
   * Plugs it into something else; what belonged to the old port (virtual port, port group) goes.
   *
   * @throws XmlException if the source is of a type that this version only shows
   */
  public void setSource(InterfaceSource source) {
    if (source.equals(source())) {
      return;
    }
    String[] values =
        switch (source) {
          case InterfaceSource.Network network -> new String[] {"network", network.name()};
          case InterfaceSource.Bridge bridge -> new String[] {"bridge", bridge.name()};
          case InterfaceSource.Direct direct ->
              new String[] {"dev", direct.device(), "mode", direct.mode()};
          case InterfaceSource.User user -> new String[] {};
          case InterfaceSource.Other other ->
              throw element().refused("a source of type '" + other.type() + "' cannot be set");
        };
    for (String value : values) {
      XmlText.encodeAttribute(value);
    }
    element().setAttribute("type", source.type());
    element().children("virtualport").forEach(XmlElement::remove);
    if (values.length == 0) {
      element().children("source").forEach(XmlElement::remove);
      return;
    }
    XmlElement place = element().orCreate("source");
    place.children().forEach(XmlElement::remove);
    List<String> kept = List.of(values[0], values.length > 2 ? values[2] : values[0]);
    for (String old : PLACE) {
      if (!kept.contains(old)) {
        place.removeAttribute(old);
      }
    }
    for (int i = 0; i < values.length; i += 2) {
      place.setAttribute(values[i], values[i + 1]);
    }
  }

  /** Changes the card that the guest sees, {@code virtio}, {@code e1000e}. */
  public void setModel(String model) {
    XmlValues.matching(MODEL, model, "model of a network card");
    element().orCreate("model").setAttribute("type", model);
  }

  /** Whether the guest sees a cable in it. */
  public boolean linkUp() {
    return !onChild("link", "state").equals(Optional.of("down"));
  }

  /** Plugs the cable in or out. */
  public void setLinkUp(boolean up) {
    if (up != linkUp()) {
      element().orCreate("link").setAttribute("state", up ? "up" : "down");
    }
  }

  /** The host's device behind it, {@code vnet0}. */
  public Optional<String> target() {
    return onChild("target", "dev");
  }

  @Override
  Optional<String> ownKey() {
    return mac();
  }
}
