package io.quantix.agent.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.agent.os.SystemFiles;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TelemetryTest {
  @TempDir Path root;

  private void file(String path, String text) throws Exception {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void differencesAreOverTheIntervalAndACounterThatWentBackHasNone() throws Exception {
    AtomicLong clock = new AtomicLong(5);
    TelemetryCollector collector = new TelemetryCollector(new SystemFiles(root), clock::get);
    file("proc/stat", "cpu  100 0 100 700 100 0 0 0 50 0\ncpu0 100 0 100 700 100 0 0 0 0 0\n");
    file(
        "proc/meminfo",
        """
        MemTotal: 1000 kB
        MemFree: 100 kB
        MemAvailable: 400 kB
        Buffers: 50 kB
        Cached: 250 kB
        SwapTotal: 200 kB
        SwapFree: 150 kB
        """);
    file("proc/loadavg", "0.50 1.25 2.00 1/100 999\n");
    file("proc/uptime", "100.50 90.00\n");
    file("proc/42/stat", "");
    file("sys/block/vda/size", "10");
    file(
        "proc/diskstats",
        " 254 0 vda 10 0 100 0 20 0 200 0 0 0 0\n 254 1 vda1 1 1 1 1 1 1 1 1 1 1 1\n");
    file("sys/class/net/eth0/address", "52:54:00:aa:bb:cc\n");
    file("sys/class/net/eth0/operstate", "up\n");
    file("sys/class/net/eth0/flags", "0x1003\n");
    file("sys/class/net/lo/address", "00:00:00:00:00:00\n");
    file("proc/net/dev", "Inter-|\n face |bytes\n  eth0: 1000 1 0 0 0 0 0 0 500 1 0 0 0 0 0 0\n");
    Telemetry first = collector.collect();
    assertThat(first.interval()).isZero();
    assertThat(first.load5()).isEqualTo(1.25);
    assertThat(first.memory())
        .isEqualTo(new Telemetry.Memory(1_024_000, 614_400, 409_600, 307_200, 204_800, 51_200));
    assertThat(first.processes()).isEqualTo(1);
    assertThat(first.uptime()).isEqualTo(Duration.ofMillis(100_500));
    assertThat(first.diskActivity())
        .containsExactly(new Telemetry.DiskActivity("vda", 51_200, 102_400, 10, 20, 0, 0));
    assertThat(first.interfaces())
        .containsExactly(
            new Telemetry.Interface(
                "eth0", "52:54:00:aa:bb:cc", List.of(), 1_000, 500, 0, 0, true));

    clock.addAndGet(5_000_000_000L);
    file("proc/stat", "cpu  150 0 100 725 125 0 0 0 50 0\ncpu0 200 0 100 700 100 0 0 0 0 0\n");
    file("proc/diskstats", " 254 0 vda 11 0 108 0 20 0 100 0 0 0 0\n");
    file("proc/net/dev", "  eth0: 1600 1 0 0 0 0 0 0 400 1 0 0 0 0 0 0\n");
    Telemetry second = collector.collect();
    assertThat(second.interval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(second.cpuPercent()).isEqualTo(50.0);
    assertThat(second.corePercent()).containsExactly(100.0);
    assertThat(second.diskActivity())
        .containsExactly(new Telemetry.DiskActivity("vda", 55_296, 51_200, 11, 20, 4_096, 0));
    assertThat(second.interfaces().getFirst().receivedBytesDelta()).isEqualTo(600);
    assertThat(second.interfaces().getFirst().sentBytesDelta()).isZero();
  }

  @Test
  void aSystemWithNothingToReadIsMeasuredAllTheSame() throws Exception {
    Telemetry telemetry = new TelemetryCollector(new SystemFiles(root)).collect();
    assertThat(telemetry.cpuPercent()).isZero();
    assertThat(telemetry.memory().total()).isZero();
    assertThat(telemetry.disks()).isEmpty();
  }

  @Test
  void thisSystemIsMeasured() throws Exception {
    TelemetryCollector collector = new TelemetryCollector(SystemFiles.running());
    collector.collect();
    Telemetry telemetry = collector.collect();
    assertThat(telemetry.corePercent()).isNotEmpty();
    assertThat(telemetry.cpuPercent()).isBetween(0.0, 100.0);
    assertThat(telemetry.memory().total()).isGreaterThan(64L << 20);
    assertThat(telemetry.memory().used() + telemetry.memory().available())
        .isEqualTo(telemetry.memory().total());
    assertThat(telemetry.processes()).isGreaterThan(1);
    assertThat(telemetry.uptime()).isPositive();
    for (Telemetry.Disk disk : telemetry.disks()) {
      assertThat(disk.used()).isBetween(0L, disk.total());
    }
    for (Telemetry.Interface one : telemetry.interfaces()) {
      if (!one.addresses().isEmpty()) {
        assertThat(NetworkInterface.getByName(one.name())).as(one.name()).isNotNull();
      }
    }
    assertThat(telemetry.addresses()).noneMatch(address -> address.startsWith("127."));
  }

  @Test
  void containersAndLoopbackAreNotTheGuestsAddresses() {
    List<Telemetry.Interface> interfaces =
        List.of(
            link("eth0", true, "fe80::1/64", "192.168.122.4/24", "2001:db8::4/64"),
            link("docker0", true, "172.17.0.1/16"),
            link("br-0123456789ab", true, "172.18.0.1/16"),
            link("veth12", true, "169.254.3.4/16"),
            link("eth1", false, "10.0.0.1/8"));
    assertThat(NetworkInterfaces.own(interfaces))
        .containsExactly("192.168.122.4", "2001:db8::4", "fe80::1");
  }

  private static Telemetry.Interface link(String name, boolean up, String... addresses) {
    return new Telemetry.Interface(name, "", List.of(addresses), 0, 0, 0, 0, up);
  }

  @Test
  void mountsAreReadWithTheirSpacesAndEachDeviceOnce() throws Exception {
    file(
        "proc/self/mounts",
        """
        proc /proc proc rw 0 0
        /dev/vda1 / ext4 rw,relatime 0 0
        /dev/vda1 /var/lib/bind ext4 rw 0 0
        /dev/vdb1 /mnt/two\\040words xfs ro 0 0
        overlay /var/lib/docker/overlay overlay rw 0 0
        /dev/loop3 /snap/core squashfs ro 0 0
        server:/share /net nfs4 rw 0 0
        """);
    MountTable table = new MountTable(new SystemFiles(root));
    assertThat(table.onDisks())
        .containsExactly(
            new MountTable.Mount("/dev/vda1", "/", "ext4", false),
            new MountTable.Mount("/dev/vdb1", "/mnt/two words", "xfs", true));
    assertThat(table.mounts()).hasSize(7);
  }

  @Test
  void distributionsSayWhoTheyAre() throws Exception {
    file("proc/sys/kernel/hostname", "web1\n");
    file("proc/sys/kernel/osrelease", "6.12.0-1-amd64\n");
    file(
        "etc/os-release",
        """
        PRETTY_NAME="Debian GNU/Linux 13 (trixie)"
        NAME="Debian GNU/Linux"
        VERSION_ID="13"
        ID=debian
        """);
    GuestIdentity debian = new SystemInformation(new SystemFiles(root)).identity();
    assertThat(debian.osName()).isEqualTo("Debian GNU/Linux 13 (trixie)");
    assertThat(debian.osId()).isEqualTo("debian");
    assertThat(debian.osVersion()).isEqualTo("13");
    assertThat(debian.hostname()).isEqualTo("web1");
    assertThat(debian.kernel()).isEqualTo("6.12.0-1-amd64");
    Files.delete(root.resolve("etc/os-release"));
    file("usr/lib/os-release", "ID=arch\nPRETTY_NAME='Arch Linux'\n# no version\n");
    GuestIdentity arch = new SystemInformation(new SystemFiles(root)).identity();
    assertThat(arch.osName()).isEqualTo("Arch Linux");
    assertThat(arch.osVersion()).isEmpty();
  }

  @Test
  void whatConfinesProgramsIsTold() throws Exception {
    SystemInformation information = new SystemInformation(new SystemFiles(root));
    assertThat(information.securityState())
        .isEqualTo(new SystemInformation.SecurityState("", "disabled", 0));
    file("sys/module/apparmor/parameters/enabled", "Y\n");
    file("sys/kernel/security/apparmor/profiles", "a (enforce)\nb (complain)\n");
    assertThat(information.securityState())
        .isEqualTo(new SystemInformation.SecurityState("apparmor", "enabled", 2));
    file("sys/fs/selinux/enforce", "1");
    assertThat(information.securityState())
        .isEqualTo(new SystemInformation.SecurityState("selinux", "enforcing", 0));
  }
}
