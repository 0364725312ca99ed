package io.quantix.libvirt.xml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The order in which libvirt writes the elements of its documents. */
final class LibvirtOrder {
  private static final String DEVICE_END = " boot alias acpi rom address";

  private static final Map<String, List<String>> ORDER =
      Map.ofEntries(
          order(
              "domain",
              "name uuid genid title description metadata maxMemory memory currentMemory blkiotune"
                  + " memtune memoryBacking vcpu vcpus iothreads iothreadids defaultiothread"
                  + " cputune numatune resource sysinfo bootloader bootloader_args os idmap"
                  + " features cpu clock on_poweroff on_reboot on_crash on_lockfailure pm perf"
                  + " devices seclabel keywrap launchSecurity"),
          order(
              "os",
              "type firmware init initarg initenv initdir inituser initgroup loader nvram kernel"
                  + " initrd cmdline dtb acpi boot bootmenu smbios bios"),
          order("cpu", "model vendor topology cache maxphysaddr feature numa"),
          order(
              "devices",
              "emulator disk controller lease filesystem interface smartcard serial parallel"
                  + " console channel input tpm graphics sound audio video hostdev redirdev"
                  + " redirfilter hub watchdog memballoon rng nvram shmem memory crypto iommu vsock"
                  + " pstore panic"),
          order(
              "disk",
              "driver auth source backingStore geometry blockio mirror target iotune readonly"
                  + " shareable transient serial wwn vendor product encryption"
                  + DEVICE_END),
          order(
              "interface",
              "mac source virtualport ip route script downscript backenddomain target guest model"
                  + " driver backend filterref bandwidth vlan tune link mtu coalesce port teaming"
                  + DEVICE_END),
          order(
              "graphics",
              "listen channel image jpeg zlib playback streaming mouse clipboard filetransfer gl"
                  + " audio"),
          order("video", "driver model" + DEVICE_END),
          order("serial", "source protocol log target" + DEVICE_END),
          order("console", "source protocol log target" + DEVICE_END),
          order("channel", "source protocol log target" + DEVICE_END),
          order("parallel", "source protocol log target" + DEVICE_END),
          order("hostdev", "driver source teaming" + DEVICE_END),
          order(
              "filesystem",
              "driver binary source target readonly space_hard_limit space_soft_limit"
                  + DEVICE_END),
          order("controller", "driver model target" + DEVICE_END),
          order("rng", "rate backend driver" + DEVICE_END),
          order("tpm", "backend" + DEVICE_END),
          order(
              "network",
              "name uuid title description metadata forward bridge mtu mac domain dns vlan"
                  + " virtualport bandwidth portgroup ip route"),
          order("ip", "tftp dhcp"),
          order("dhcp", "range host bootp"),
          order("forward", "driver nat interface pf address"),
          order("pool", "name uuid capacity allocation available features source target refresh"),
          order("source", "host device dir adapter name auth format vendor product protocol"),
          order("volume", "name key source capacity allocation physical target backingStore"),
          order(
              "target",
              "path format permissions timestamps encryption compat clusterSize nocow features"),
          order("backingStore", "path format permissions timestamps source backingStore"),
          order(
              "domainsnapshot",
              "name description state parent creationTime memory disks domain inactiveDomain"
                  + " active cookie"));

  private LibvirtOrder() {}

  private static Map.Entry<String, List<String>> order(String parent, String children) {
    return Map.entry(parent, List.of(children.split(" ")));
  }

  /** Puts an element in where libvirt would write it. */
  static XmlElement add(XmlElement parent, XmlElement added) {
    List<String> order = ORDER.getOrDefault(parent.name(), List.of());
    int rank = order.indexOf(added.name());
    if (rank < 0) {
      return XmlLayout.append(parent, added);
    }
    Optional<XmlElement> last = Optional.empty();
    Optional<XmlElement> next = Optional.empty();
    for (XmlElement each : parent.children()) {
      int other = order.indexOf(each.name());
      if (other >= 0 && other <= rank) {
        last = Optional.of(each);
      } else if (other > rank && next.isEmpty()) {
        next = Optional.of(each);
      }
    }
    if (last.isPresent()) {
      return XmlLayout.after(parent, last.get(), added);
    }
    return next.isPresent()
        ? XmlLayout.before(parent, next.get(), added)
        : XmlLayout.append(parent, added);
  }
}
