package io.quantix.agent.system;

import io.quantix.agent.os.SystemFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Graphics adapters on the PCI bus, by what {@code /sys} says about them. */
final class GraphicsAdapters {
  private static final Map<String, String> VENDORS =
      Map.ofEntries(
          Map.entry("0x1af4", "Red Hat"),
          Map.entry("0x1b36", "Red Hat"),
          Map.entry("0x1234", "QEMU"),
          Map.entry("0x1013", "Cirrus Logic"),
          Map.entry("0x15ad", "VMware"),
          Map.entry("0x10de", "NVIDIA"),
          Map.entry("0x8086", "Intel"),
          Map.entry("0x1002", "AMD"),
          Map.entry("0x1414", "Microsoft"));
  private static final Map<String, String> NAMES =
      Map.of(
          "0x1af4:0x1050", "Virtio GPU",
          "0x1b36:0x0100", "QXL",
          "0x1234:0x1111", "Standard VGA (bochs)",
          "0x1013:0x00b8", "Cirrus GD 5446",
          "0x15ad:0x0405", "SVGA II");
  private static final long PREFETCHABLE = 0x2000;

  private final SystemFiles files;

  GraphicsAdapters(SystemFiles files) {
    this.files = files;
  }

  List<Hardware.Gpu> read() {
    List<Hardware.Gpu> found = new ArrayList<>();
    for (String device : files.names("sys/bus/pci/devices")) {
      String folder = "sys/bus/pci/devices/" + device;
      if (!files.word(folder + "/class").startsWith("0x03")) {
        continue;
      }
      String vendor = files.word(folder + "/vendor");
      String id = vendor + ":" + files.word(folder + "/device");
      found.add(
          new Hardware.Gpu(
              NAMES.getOrDefault(id, id.replace("0x", "")),
              VENDORS.getOrDefault(vendor, vendor),
              files.linkName(folder + "/driver").orElse(""),
              memory(folder)));
    }
    return found;
  }

  /** What its driver says, or the largest region that may be read ahead of. */
  private long memory(String folder) {
    long told = files.number(folder + "/mem_info_vram_total", 0);
    if (told > 0) {
      return told;
    }
    long largest = 0;
    try {
      for (String line : files.lines(folder + "/resource")) {
        String[] words = line.trim().split(" ", -1);
        if (words.length == 3 && (Long.decode(words[2]) & PREFETCHABLE) != 0) {
          long size = Long.decode(words[1]) - Long.decode(words[0]) + 1;
          largest = Math.max(largest, size);
        }
      }
    } catch (IOException | NumberFormatException e) {
      return largest;
    }
    return largest;
  }
}
