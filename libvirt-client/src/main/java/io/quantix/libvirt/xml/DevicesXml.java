package io.quantix.libvirt.xml;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A domain's devices, in the order of the document. */
public final class DevicesXml {
  private final XmlElement domain;

  DevicesXml(XmlElement domain) {
    this.domain = domain;
  }

  /** All of them; the emulator's path is none. */
  public List<DeviceXml> all() {
    return domain.child("devices").stream()
        .flatMap(devices -> devices.children().stream())
        .filter(each -> !each.name().equals("emulator"))
        .map(DeviceXml::of)
        .toList();
  }

  /** Those of a kind: {@code controller}, {@code hostdev}, {@code tpm}, {@code watchdog}, ... */
  public List<DeviceXml> of(String kind) {
    return all().stream().filter(each -> each.kind().equals(kind)).toList();
  }

  private <T extends DeviceXml> List<T> of(Class<T> type) {
    return all().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Disks, CD drives and floppy drives. */
  public List<DiskXml> disks() {
    return of(DiskXml.class);
  }

  /** The disk of that target, {@code vda}. */
  public Optional<DiskXml> disk(String target) {
    return disks().stream().filter(each -> each.target().equals(Optional.of(target))).findFirst();
  }

  /** Network interfaces. */
  public List<InterfaceXml> interfaces() {
    return of(InterfaceXml.class);
  }

  /** The network interface of that hardware address, in either case. */
  public Optional<InterfaceXml> networkInterface(String mac) {
    Optional<String> wanted = Optional.of(mac.toLowerCase(Locale.ROOT));
    return interfaces().stream().filter(each -> each.mac().equals(wanted)).findFirst();
  }

  /** Servers of the screen. */
  public List<GraphicsXml> graphics() {
    return of(GraphicsXml.class);
  }

  /** Graphics cards. */
  public List<VideoXml> videos() {
    return of(VideoXml.class);
  }

  /** Serial and parallel ports, consoles, channels. */
  public List<CharacterDeviceXml> characterDevices() {
    return of(CharacterDeviceXml.class);
  }

  /** The program that runs the domain. */
  public Optional<String> emulator() {
    return XmlValues.text(domain.find("devices/emulator"));
  }

  /**
   * Puts a device in behind those of its kind.
   *
   * @param xml the device's element
   * @throws XmlException if there is a disk of its target or an interface of its address already
   */
  public DeviceXml add(String xml) {
    DeviceXml wanted = DeviceXml.of(XmlDocument.parse(xml).root());
    boolean known = wanted instanceof DiskXml || wanted instanceof InterfaceXml;
    if (known && wanted.ownKey().isPresent() && all().contains(wanted)) {
      throw new XmlException(0, "there is a " + wanted.identity() + " already");
    }
    return DeviceXml.of(domain.orCreate("devices").add(xml));
  }

  /**
   * Puts a disk in.
   *
   * @param format its content's format, {@code qcow2}
   * @param target its name in the domain, {@code vdb}
   * @param bus {@code virtio}
   */
  public DiskXml addDisk(DiskSource source, String format, String target, String bus) {
    XmlValues.matching(DiskXml.TARGET, target, "name of a disk like vda");
    if (disk(target).isPresent()) {
      throw new XmlException(0, "there is a disk " + target + " already");
    }
    // Made whole before it is put in, so that a refusal leaves nothing behind.
    XmlElement made = XmlDocument.parse("<disk type='file' device='disk'/>").root();
    made.setAttribute("type", source.type());
    made.orCreate("target").setAttribute("dev", target).setAttribute("bus", bus);
    DiskXml disk = new DiskXml(made);
    disk.setSource(Optional.of(source));
    disk.setFormat(format);
    return new DiskXml(domain.orCreate("devices").add(made.toString()));
  }

  /**
   * Puts a network interface in.
   *
   * @param mac its hardware address; none lets libvirt choose one
   * @param model the card that the guest sees, {@code virtio}
   */
  public InterfaceXml addInterface(InterfaceSource source, Optional<String> mac, String model) {
    if (mac.flatMap(this::networkInterface).isPresent()) {
      throw new XmlException(0, "there is an interface " + mac.orElse("") + " already");
    }
    XmlElement made = XmlDocument.parse("<interface type='none'/>").root();
    InterfaceXml added = new InterfaceXml(made);
    mac.ifPresent(added::setMac);
    added.setSource(source);
    added.setModel(model);
    return new InterfaceXml(domain.orCreate("devices").add(made.toString()));
  }

  /** Takes the disk of that target out; whether there was one. Its content stays on the host. */
  public boolean removeDisk(String target) {
    return remove(disk(target).stream());
  }

  /** Takes the interface of that hardware address out; whether there was one. */
  public boolean removeInterface(String mac) {
    return remove(networkInterface(mac).stream());
  }

  /** Takes a device out, also if it was found in another copy of the document; whether it was. */
  public boolean remove(DeviceXml device) {
    return remove(all().stream().filter(device::equals).limit(1));
  }

  private static boolean remove(Stream<? extends DeviceXml> devices) {
    List<? extends DeviceXml> found = devices.toList();
    found.forEach(each -> each.element().remove());
    return !found.isEmpty();
  }
}
