package io.quantix.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a domain's XML says that a list or a detail pane shows; read only, the XML itself stays the
 * truth.
 *
 * @param title a short text of the user's, empty if none
 * @param description a long text of the user's, empty if none
 * @param domainType {@code kvm}, {@code qemu}, {@code test}, ...
 * @param architecture {@code x86_64}, ...
 * @param machine machine type, {@code pc-q35-7.2}; empty if not said
 * @param firmware {@code bios} or {@code efi}; empty if not said
 * @param osId libosinfo's id in the metadata, {@code http://debian.org/debian/12}; empty if none
 * @param vcpus current virtual processors
 * @param maxVcpus most virtual processors
 * @param memoryKib memory, KiB
 * @param disks in the order of the XML
 * @param interfaces in the order of the XML
 * @param graphics in the order of the XML
 * @param videoModels {@code virtio}, {@code vga}, ...
 * @param serials serial ports and consoles, in the order of the XML
 */
public record DomainDescription(
    String title,
    String description,
    String domainType,
    String architecture,
    String machine,
    String firmware,
    String osId,
    int vcpus,
    int maxVcpus,
    long memoryKib,
    List<Disk> disks,
    List<Interface> interfaces,
    List<Graphics> graphics,
    List<String> videoModels,
    List<Serial> serials) {

  /**
   * A disk.
   *
   * @param target {@code vda}
   * @param bus {@code virtio}
   * @param device {@code disk}, {@code cdrom}, {@code floppy}, {@code lun}
   * @param source path, or pool/volume, or protocol:name; empty for an empty drive
   * @param format {@code qcow2}, {@code raw}; empty if not said
   * @param readOnly whether the guest may not write
   */
  public record Disk(
      String target, String bus, String device, String source, String format, boolean readOnly) {}

  /**
   * A network interface.
   *
   * @param type {@code network}, {@code bridge}, {@code user}, ...
   * @param source the network's or bridge's name; empty if it has none
   * @param mac {@code 52:54:00:..}
   * @param model {@code virtio}
   * @param target the host's device, {@code vnet0}; empty if off
   */
  public record Interface(String type, String source, String mac, String model, String target) {}

  /**
   * A graphics server.
   *
   * @param type {@code vnc}, {@code spice}, ...
   * @param listen address it listens on; empty if it listens on none
   * @param port TCP port; empty if off or none
   * @param socket UNIX socket's path
   * @param passwordSet whether the XML says that there is a password (it is in the XML only with
   *     SECURE)
   * @param password the password, with SECURE
   */
  public record Graphics(
      String type,
      String listen,
      OptionalInt port,
      Optional<String> socket,
      boolean passwordSet,
      Optional<String> password) {}

  /**
   * A serial port or a console. libvirt shows the first serial port a second time, as a console.
   *
   * @param device {@code serial} or {@code console}
   * @param type what it is connected to on the host, {@code pty}, {@code unix}, {@code file}
   * @param target {@code isa-serial}, {@code serial}, {@code virtio}; empty if not said
   * @param port its number among those of its target, from 0
   * @param alias the name by which it can be opened, {@code serial0}; empty if off
   */
  public record Serial(String device, String type, String target, int port, String alias) {}

  /**
   * Reads domain XML, DTDs and external entities off.
   *
   * @throws IllegalArgumentException if it is no domain XML
   */
  public static DomainDescription parse(String xml) {
    return DomainXmlReader.read(xml);
  }
}
