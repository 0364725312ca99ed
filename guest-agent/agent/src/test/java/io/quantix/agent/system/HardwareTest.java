package io.quantix.agent.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.agent.os.SystemFiles;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HardwareTest {
  @TempDir Path root;

  private void file(String path, String text) throws Exception {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void aQemuGuestIsReadWhole() throws Exception {
    file(
        "proc/cpuinfo",
        """
        processor\t: 0
        vendor_id\t: AuthenticAMD
        model name\t: AMD EPYC Processor
        cpu MHz\t\t: 2445.404
        physical id\t: 0
        core id\t\t: 0
        flags\t\t: fpu vme sse2

        processor\t: 1
        vendor_id\t: AuthenticAMD
        model name\t: AMD EPYC Processor
        physical id\t: 0
        core id\t\t: 0

        processor\t: 2
        physical id\t: 1
        core id\t\t: 0
        """);
    file("proc/meminfo", "MemTotal: 2048 kB\nMemAvailable: 1024 kB\n");
    file("sys/block/vda/size", "41943040\n");
    file("sys/block/vda/queue/rotational", "1\n");
    file("sys/block/vda/serial", "QUANTIX1\n");
    file("sys/block/vda/vda1/partition", "1\n");
    file("sys/block/vda/vda1/size", "2048\n");
    file("sys/block/nvme0n1/size", "8\n");
    file("sys/block/nvme0n1/device/model", "QEMU NVMe Ctrl   \n");
    file("sys/block/loop0/size", "8\n");
    file("sys/block/sr0/size", "8\n");
    file("proc/self/mounts", "/dev/vda1 / ext4 rw 0 0\n");
    file("sys/class/net/enp1s0/address", "52:54:00:12:34:56\n");
    file("sys/class/net/enp1s0/speed", "-1\n");
    Files.createDirectories(root.resolve("sys/class/net/enp1s0/device"));
    Files.createSymbolicLink(
        root.resolve("sys/class/net/enp1s0/device/driver"), Path.of("../bus/virtio_net"));
    file("sys/class/net/lo/address", "00:00:00:00:00:00\n");
    file("sys/class/dmi/id/bios_vendor", "SeaBIOS\n");
    file("sys/class/dmi/id/bios_date", "04/01/2014\n");
    file("sys/class/dmi/id/product_name", "Standard PC (Q35 + ICH9, 2009)\n");
    file("sys/bus/pci/devices/0000:00:01.0/class", "0x030000\n");
    file("sys/bus/pci/devices/0000:00:01.0/vendor", "0x1af4\n");
    file("sys/bus/pci/devices/0000:00:01.0/device", "0x1050\n");
    file(
        "sys/bus/pci/devices/0000:00:01.0/resource",
        """
        0x00000000fc000000 0x00000000fc7fffff 0x0000000000042208
        0x0000000000000000 0x0000000000000000 0x0000000000000000
        0x00000000fea50000 0x00000000fea50fff 0x0000000000040200
        """);
    file("sys/bus/pci/devices/0000:00:02.0/class", "0x020000\n");
    file("proc/stat", "btime 1700000000\n");
    Files.createDirectories(root.resolve("sys/firmware/dmi/tables"));
    Files.write(root.resolve("sys/firmware/dmi/tables/DMI"), table());

    Hardware hardware = new HardwareInventory(new SystemFiles(root)).read();
    assertThat(hardware.cpu().model()).isEqualTo("AMD EPYC Processor");
    assertThat(hardware.cpu().threads()).isEqualTo(3);
    assertThat(hardware.cpu().cores()).isEqualTo(2);
    assertThat(hardware.cpu().sockets()).isEqualTo(2);
    assertThat(hardware.cpu().frequencyMhz()).isEqualTo(2_445.404);
    assertThat(hardware.cpu().flags()).containsExactly("fpu", "vme", "sse2");
    assertThat(hardware.memory())
        .isEqualTo(new Hardware.Memory(2_097_152, 1_048_576, "DDR4", 3_200, 2));
    assertThat(hardware.disks()).hasSize(2);
    assertThat(hardware.disks().getFirst().type()).isEqualTo("NVMe");
    assertThat(hardware.disks().getFirst().model()).isEqualTo("QEMU NVMe Ctrl");
    Hardware.Disk disk = hardware.disks().get(1);
    assertThat(disk.serial()).isEqualTo("QUANTIX1");
    assertThat(disk.type()).isEqualTo("HDD");
    assertThat(disk.size()).isEqualTo(20L << 30);
    assertThat(disk.partitions())
        .containsExactly(new Hardware.Partition("/dev/vda1", 1 << 20, "ext4", "/"));
    assertThat(hardware.network())
        .containsExactly(
            new Hardware.Network("enp1s0", "52:54:00:12:34:56", "Ethernet", 0, "virtio_net"));
    assertThat(hardware.bios().vendor()).isEqualTo("SeaBIOS");
    assertThat(hardware.gpus())
        .containsExactly(new Hardware.Gpu("Virtio GPU", "Red Hat", "", 8L << 20));
    assertThat(hardware.os().booted()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
  }

  /** Two memory devices, one of them without a module, and the end. */
  private static byte[] table() {
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    for (int size : new int[] {0, 8_192}) {
      byte[] device = new byte[0x28];
      device[0] = 17;
      device[1] = 0x28;
      device[0x0c] = (byte) size;
      device[0x0d] = (byte) (size >> 8);
      device[0x12] = 0x1a;
      device[0x15] = (byte) 3_200;
      device[0x16] = (byte) (3_200 >> 8);
      table.writeBytes(device);
      table.writeBytes("DIMM 0\0QEMU\0\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
    table.writeBytes(new byte[] {127, 4, 0, 0, 0, 0});
    return table.toByteArray();
  }

  @Test
  void aTableThatIsCutOffAnywhereIsReadAsFarAsItGoes() {
    byte[] whole = table();
    for (int length = 0; length < whole.length; length++) {
      assertThat(MemoryDevices.parse(java.util.Arrays.copyOf(whole, length)).slots())
          .isBetween(0, 2);
    }
    assertThat(MemoryDevices.parse(new byte[] {17, 0, 0, 0})).isEqualTo(MemoryDevices.EMPTY);
    assertThat(MemoryDevices.parse(new byte[] {17, (byte) 255, 0, 0}))
        .isEqualTo(MemoryDevices.EMPTY);
  }

  @Test
  void thisSystemIsRead() throws Exception {
    Hardware hardware = new HardwareInventory(SystemFiles.running()).read();
    assertThat(hardware.cpu().threads())
        .isGreaterThanOrEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(hardware.memory().total()).isPositive();
    assertThat(hardware.os().kernel()).isEqualTo(System.getProperty("os.version"));
    assertThat(hardware.os().booted()).isAfter(Instant.EPOCH);
  }
}
