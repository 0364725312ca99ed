package io.quantix.libvirt.xml;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a domain boots from, in which order, and by which firmware. */
public final class BootXml {
  /**
   * The firmware as the document names it; libvirt fills in more when it defines the domain.
   *
   * @param automatic {@code bios} or {@code efi} where libvirt chooses the files
   * @param loader the firmware's file
   * @param loaderType {@code rom} or {@code pflash}
   * @param secure whether the loader is for secure boot
   * @param nvram the file of the guest's own firmware variables
   */
  public record Firmware(
      Optional<String> automatic,
      Optional<String> loader,
      Optional<String> loaderType,
      boolean secure,
      Optional<String> nvram) {
    /** Whether it is UEFI, as far as the document says. */
    public boolean efi() {
      return automatic.equals(Optional.of("efi")) || loaderType.equals(Optional.of("pflash"));
    }
  }

  private static final List<String> KINDS = List.of("hd", "cdrom", "network", "fd");

  private final XmlElement domain;

  BootXml(XmlElement domain) {
    this.domain = domain;
  }

  /** The firmware. */
  public Firmware firmware() {
    Optional<XmlElement> loader = domain.find("os/loader");
    return new Firmware(
        domain.child("os").flatMap(os -> os.attribute("firmware")),
        XmlValues.text(loader),
        loader.flatMap(each -> each.attribute("type")),
        loader.flatMap(each -> each.attribute("secure")).equals(Optional.of("yes")),
        XmlValues.text(domain.find("os/nvram")));
  }

  /** The kinds of devices to boot from, first one first: {@code hd}, {@code cdrom}, ... */
  public List<String> kinds() {
    return domain.findAll("os/boot").stream()
        .map(boot -> boot.attribute("dev").orElse(""))
        .filter(dev -> !dev.isEmpty())
        .toList();
  }

  /**
   * Boots by kind of device; the order of single devices goes, since libvirt takes one or the
   * other.
   *
   * @param kinds {@code hd}, {@code cdrom}, {@code network}, {@code fd}, first one first
   */
  public void setKinds(List<String> kinds) {
    for (String kind : kinds) {
      if (!KINDS.contains(kind)) {
        throw new XmlException(0, "'" + kind + "' is none of " + String.join(", ", KINDS));
      }
    }
    new DevicesXml(domain).all().forEach(device -> removeOrder(device.element()));
    if (kinds.equals(kinds())) {
      return;
    }
    List<XmlElement> there = domain.findAll("os/boot");
    for (int i = 0; i < Math.max(kinds.size(), there.size()); i++) {
      if (i >= kinds.size()) {
        there.get(i).remove();
      } else if (i < there.size()) {
        there.get(i).setAttribute("dev", kinds.get(i));
      } else {
        domain.orCreate("os").add("<boot dev='" + kinds.get(i) + "'/>");
      }
    }
  }

  /** The devices to boot from, first one first. */
  public List<DeviceXml> devices() {
    return new DevicesXml(domain)
        .all().stream()
            .filter(device -> device.bootOrder().isPresent())
            .sorted(Comparator.comparingInt(device -> device.bootOrder().orElse(0)))
            .toList();
  }

  /**
   * Boots from these devices, first one first, and no other; the kinds go, since libvirt takes one
   * or the other.
   */
  public void setDevices(List<? extends DeviceXml> devices) {
    List<DeviceXml> all = new DevicesXml(domain).all();
    for (DeviceXml each : devices) {
      if (!all.contains(each)) {
        throw new XmlException(0, "there is no device " + each.identity() + " in this domain");
      }
    }
    domain.findAll("os/boot").forEach(XmlElement::remove);
    for (DeviceXml each : all) {
      int place = devices.indexOf(each);
      if (place < 0) {
        removeOrder(each.element());
      } else {
        each.element().orCreate("boot").setAttribute("order", Integer.toString(place + 1));
      }
    }
  }

  private static void removeOrder(XmlElement device) {
    device.children("boot").forEach(XmlElement::remove);
  }
}
