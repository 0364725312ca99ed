package io.quantix.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** A server of the guest's screen. */
public final class GraphicsXml extends DeviceXml {
  private static final Pattern TYPE = Pattern.compile("[a-z-]+");

  GraphicsXml(XmlElement element) {
    super(element);
  }

  /**
   * Changes the protocol, {@code vnc}, {@code spice}; what only the old one has has to be removed.
   */
  public void setType(String type) {
    element().setAttribute("type", XmlValues.matching(TYPE, type, "type of graphics"));
  }

  /** The address that it listens on; empty if it is not said, or it listens on none. */
  public Optional<String> listen() {
    return element()
        .child("listen")
        .flatMap(each -> each.attribute("address"))
        .or(() -> element().attribute("listen"));
  }

  /** Listens on an address of the host; {@code 0.0.0.0} is open to the world. */
  public void setListen(String address) {
    XmlText.encodeAttribute(XmlValues.filled(address, "an address to listen on"));
    if (listen().filter(address::equals).isPresent()) {
      return;
    }
    XmlElement listen = element().orCreate("listen");
    listen.setAttribute("type", "address").setAttribute("address", address);
    listen.removeAttribute("network").removeAttribute("socket");
    // libvirt refuses the two when they differ.
    if (element().attribute("listen").isPresent()) {
      element().setAttribute("listen", address);
    }
  }

  /** The TCP port; empty if the host chooses one at each start. */
  public OptionalInt port() {
    OptionalInt port = XmlValues.integer(element(), element().attribute("port"));
    return port.isPresent() && port.getAsInt() > 0 ? port : OptionalInt.empty();
  }

  /** Sets the TCP port, or lets the host choose one at each start. */
  public void setPort(OptionalInt port) {
    if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65535)) {
      throw new XmlException(0, port.getAsInt() + " is no port: it is 1 to 65535");
    }
    String number = port.isPresent() ? Integer.toString(port.getAsInt()) : "-1";
    element()
        .setAttribute("port", number)
        .setAttribute("autoport", port.isPresent() ? "no" : "yes");
  }

  /** The password, if the XML was asked for with it. */
  public Optional<String> password() {
    return element().attribute("passwd");
  }

  /** Sets the password, or removes it with what it was valid for. */
  public void setPassword(Optional<String> password) {
    element().setAttribute("passwd", password);
    if (password.isEmpty()) {
      element().removeAttribute("passwdValidTo").removeAttribute("connected");
    }
  }

  @Override
  Optional<String> ownKey() {
    return type();
  }
}
