package io.quantix.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A device of a domain: any of libvirt's, also those that this version knows nothing more of. Two
 * are equal if they are the same device, by what tells devices of their kind apart, whatever else
 * is set on them.
 */
public sealed class DeviceXml
    permits CharacterDeviceXml, DiskXml, GraphicsXml, InterfaceXml, VideoXml {
  /**
   * What tells a device apart.
   *
   * @param kind the element's name, {@code disk}
   * @param key a disk's target, an interface's address, a port, else the address on its bus or its
   *     alias, else all that it says
   */
  public record Identity(String kind, String key) {
    @Override
    public String toString() {
      return kind + " " + key;
    }
  }

  private final XmlElement element;

  DeviceXml(XmlElement element) {
    this.element = element;
  }

  static DeviceXml of(XmlElement element) {
    return switch (element.name()) {
      case "disk" -> new DiskXml(element);
      case "interface" -> new InterfaceXml(element);
      case "graphics" -> new GraphicsXml(element);
      case "video" -> new VideoXml(element);
      case "serial", "console", "channel", "parallel" -> new CharacterDeviceXml(element);
      default -> new DeviceXml(element);
    };
  }

  /** Its element, for what there is no method for. */
  public XmlElement element() {
    return element;
  }

  /** What it is: {@code disk}, {@code hostdev}, {@code tpm}, ... */
  public String kind() {
    return element.name();
  }

  /** Its type, {@code file}, {@code pci}, ... */
  public Optional<String> type() {
    return element.attribute("type");
  }

  /** Its model, which libvirt writes as an attribute or an element, by kind. */
  public Optional<String> model() {
    return element
        .attribute("model")
        .or(() -> element.child("model").flatMap(model -> model.attribute("type")));
  }

  /** The name that the user or libvirt gave it, {@code virtio-disk0}. */
  public Optional<String> alias() {
    return onChild("alias", "name");
  }

  /** Its place in the order of boot, from 1. */
  public OptionalInt bootOrder() {
    return XmlValues.integer(element, onChild("boot", "order"));
  }

  /** What tells it apart. */
  public Identity identity() {
    return new Identity(
        kind(),
        ownKey()
            .or(() -> element.child("address").map(each -> new TreeMap<>(each.attributes()) + ""))
            .or(this::alias)
            .orElseGet(element::toString));
  }

  /** What tells devices of its kind apart before their address. */
  Optional<String> ownKey() {
    return Optional.empty();
  }

  Optional<String> onChild(String child, String attribute) {
    return element.child(child).flatMap(each -> each.attribute(attribute));
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof DeviceXml device && identity().equals(device.identity());
  }

  @Override
  public final int hashCode() {
    return identity().hashCode();
  }

  /** Its XML. */
  @Override
  public String toString() {
    return element.toString();
  }
}
