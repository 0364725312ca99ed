package io.quantix.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A network's document, edited in place. Whether it starts with its host is not in it. */
public final class NetworkXml extends Definition {
  /**
   * Addresses that are handed out.
   *
   * @param start first one
   * @param end last one
   */
  public record Range(String start, String end) {}

  /**
   * A guest that always gets the same address.
   *
   * @param mac its hardware address; empty for one known by name alone
   * @param name its host name; empty if none
   * @param ip its address
   */
  public record Host(String mac, String name, String ip) {}

  /**
   * An address of the host on the network.
   *
   * @param address {@code 192.168.122.1}
   * @param family {@code ipv4} or {@code ipv6}
   * @param netmask {@code 255.255.255.0}; empty if a prefix is said
   * @param prefix bits, {@code 24}; empty if a mask is said
   */
  public record Ip(
      String address,
      String family,
      String netmask,
      String prefix,
      List<Range> ranges,
      List<Host> hosts) {}

  private NetworkXml(String xml) {
    super(xml, "network");
  }

  /**
   * Reads network XML.
   *
   * @throws XmlException if it is none
   */
  public static NetworkXml parse(String xml) {
    return new NetworkXml(xml);
  }

  /** What it is known by. */
  public Optional<UUID> uuid() {
    return uuidOfRoot();
  }

  /** The host's bridge, {@code virbr0}. */
  public Optional<String> bridge() {
    return root().child("bridge").flatMap(each -> each.attribute("name"));
  }

  /** Sets the host's bridge. */
  public void setBridge(String name) {
    XmlValues.setOn(root(), "bridge", "name", XmlValues.filled(name, "a bridge's name"));
  }

  /** How it reaches the world: {@code nat}, {@code route}, ...; empty if it does not. */
  public Optional<String> forwardMode() {
    return root().child("forward").map(each -> each.attribute("mode").orElse("nat"));
  }

  /** Sets how it reaches the world; none isolates it. */
  public void setForwardMode(Optional<String> mode) {
    if (mode.equals(forwardMode())) {
      return;
    }
    if (mode.isEmpty()) {
      root().children("forward").forEach(XmlElement::remove);
    } else {
      XmlValues.setOn(root(), "forward", "mode", XmlValues.filled(mode.get(), "a mode"));
    }
  }

  /** The name of the guests' DNS domain. */
  public Optional<String> domain() {
    return root().child("domain").flatMap(each -> each.attribute("name"));
  }

  /** Sets the name of the guests' DNS domain, or removes it. */
  public void setDomain(Optional<String> name) {
    if (name.isEmpty()) {
      root().children("domain").forEach(XmlElement::remove);
    } else {
      XmlValues.setOn(root(), "domain", "name", XmlValues.filled(name.get(), "a DNS domain"));
    }
  }

  /** The host's addresses on it, with what is handed out to guests. */
  public List<Ip> ips() {
    return root().children("ip").stream()
        .map(ip ->
            new Ip(
                value(ip, "address"),
                ip.attribute("family").orElse("ipv4"),
                value(ip, "netmask"),
                value(ip, "prefix"),
                ip.findAll("dhcp/range").stream()
                    .map(each -> new Range(value(each, "start"), value(each, "end")))
                    .toList(),
                ip.findAll("dhcp/host").stream()
                    .map(each ->
                        new Host(value(each, "mac"), value(each, "name"), value(each, "ip")))
                    .toList()))
        .toList();
  }

  private static String value(XmlElement element, String attribute) {
    return element.attribute(attribute).orElse("");
  }

  /**
   * Hands out a range of addresses beside those that are.
   *
   * @param address the host's address whose network it is in
   */
  public void addRange(String address, Range range) {
    XmlElement made = XmlDocument.parse("<range/>").root();
    made.setAttribute("start", XmlValues.filled(range.start(), "a range's start"));
    made.setAttribute("end", XmlValues.filled(range.end(), "a range's end"));
    ip(address).orCreate("dhcp").add(made.toString());
  }

  /** No longer hands out a range; whether it was. */
  public boolean removeRange(String address, Range range) {
    return remove(ip(address), "dhcp/range", "start", range.start(), "end", range.end());
  }

  /** Always gives a guest the same address. */
  public void addHost(String address, Host host) {
    XmlElement made = XmlDocument.parse("<host/>").root();
    if (!host.mac().isEmpty()) {
      made.setAttribute("mac", InterfaceXml.checkMac(host.mac()));
    }
    if (!host.name().isEmpty()) {
      made.setAttribute("name", host.name());
    }
    made.setAttribute("ip", XmlValues.filled(host.ip(), "a guest's address"));
    ip(address).orCreate("dhcp").add(made.toString());
  }

  /** No longer keeps an address for a guest; whether it was kept. */
  public boolean removeHost(String address, Host host) {
    return remove(ip(address), "dhcp/host", "mac", host.mac(), "ip", host.ip());
  }

  private static boolean remove(
      XmlElement ip, String path, String first, String firstValue, String second, String value) {
    Optional<XmlElement> found =
        ip.findAll(path).stream()
            .filter(each -> value(each, first).equals(firstValue))
            .filter(each -> value(each, second).equals(value))
            .findFirst();
    found.ifPresent(XmlElement::remove);
    return found.isPresent();
  }

  private XmlElement ip(String address) {
    return root().children("ip").stream()
        .filter(each -> value(each, "address").equals(address))
        .findFirst()
        .orElseThrow(() -> root().refused("the host has no address '" + address + "' on it"));
  }

  /** What programs keep in it. */
  public MetadataXml metadata() {
    return new MetadataXml(root());
  }
}
