package io.quantix.libvirt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantix.libvirt.xml.XmlDiff.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The domain's editor on a document that is hard to edit: each change and its lines alone. */
class DomainXmlTest {
  private final DomainXml domain = DomainXml.parse(Corpus.tricky("domain-tricky"));
  private final DevicesXml devices = domain.devices();

  /** What was removed and added, a sign before each line, the space around lines left out. */
  private List<String> changes() {
    return domain.changes().changed().stream()
        .map(line -> (line.kind() == Kind.ADDED ? "+" : "-") + line.text().strip())
        .toList();
  }

  @Test
  void readsAndChangesNothingByReading() {
    assertThat(domain.name()).contains("web & mail");
    assertThat(domain.type()).contains("kvm");
    assertThat(domain.uuid()).contains(UUID.fromString("c7a5fdbd-cdaf-9455-926a-d65c16db1809"));
    assertThat(domain.title()).contains("Tabs\tand AB<>'\"");
    assertThat(domain.description().orElseThrow()).startsWith("Say <b>&amp;</b> ]] > and ]]> too");
    assertThat(domain.memoryKib()).hasValue(4L << 20);
    assertThat(domain.currentMemoryKib()).hasValue(2L << 20);
    assertThat(domain.vcpus()).hasValue(2);
    assertThat(domain.maxVcpus()).hasValue(8);
    assertThat(domain.cpu().mode()).isEmpty();
    assertThat(domain.cpu().topology()).isEmpty();
    assertThat(domain.boot().kinds()).containsExactly("hd", "cdrom");
    assertThat(domain.boot().firmware().efi()).isTrue();
    assertThat(domain.boot().firmware().nvram()).isEmpty();
    assertThat(devices.emulator()).contains("/usr/bin/qemu-system-x86_64");
    assertThat(devices.all()).hasSize(12);
    assertThat(devices.disk("vda").orElseThrow().source())
        .contains(new DiskSource.File("/var/lib/it's \"here\".qcow2"));
    assertThat(devices.disk("sda").orElseThrow().source()).isEmpty();
    assertThat(devices.interfaces().getFirst().source())
        .isEqualTo(new InterfaceSource.Network("default"));
    assertThat(devices.graphics().getFirst().password()).contains("g<heim");
    assertThat(devices.videos().getFirst().heads()).hasValue(1);
    assertThat(devices.characterDevices().getFirst().channelName())
        .contains("org.qemu.guest_agent.0");
    assertThat(devices.of("tpm").getFirst().model()).contains("tpm-crb");
    assertThat(domain.changes().isEmpty()).isTrue();
  }

  @Test
  void textsAndNumbersChangeWhereTheyStand() {
    domain.setTitle("a & b");
    domain.setMemoryKib(8L << 20);
    domain.setCurrentMemoryKib(3_000_001);
    domain.setVcpus(8, 8);
    assertThat(changes())
        .containsExactly(
            "-<title >Tabs\tand &#x41;&#66;&lt;&gt;&apos;&quot;</title >",
            "+<title >a &amp; b</title >",
            "-<memory unit = \"GiB\" dumpCore='off' >",
            "-4",
            "-</memory>",
            "-<currentMemory>2097152</currentMemory>",
            "-<vcpu placement='static' current=\"2\">8</vcpu>",
            "+<memory unit = \"GiB\" dumpCore='off' >8</memory>",
            "+<currentMemory>3000001</currentMemory>",
            "+<vcpu placement='static'>8</vcpu>");
    assertThat(domain.memoryKib()).hasValue(8L << 20);
    domain.setMemoryKib(1000);
    assertThat(domain.toString()).contains("<memory unit = \"KiB\" dumpCore='off' >1000</memory>");
  }

  @Test
  void aProcessorIsPutInWhereLibvirtWritesIt() {
    domain.cpu().setModel("Haswell");
    domain.cpu().setTopology(Optional.of(new CpuXml.Topology(1, 1, 4, 2)));
    assertThat(domain.toString())
        .contains(
            """
              </os>
              <cpu mode='custom' match='exact'>
                <model>Haswell</model>
                <topology sockets='1' cores='4' threads='2'/>
              </cpu>
              <devices>
            """);
    domain.cpu().setMode("host-passthrough");
    assertThat(domain.cpu().model()).isEmpty();
    assertThat(domain.cpu().topology()).contains(new CpuXml.Topology(1, 1, 4, 2));
  }

  @Test
  void bootIsByKindOrByDeviceNeverBoth() {
    DeviceXml disk = devices.disk("vda").orElseThrow();
    DeviceXml card = devices.interfaces().getFirst();
    domain.boot().setDevices(List.of(card, disk));
    assertThat(domain.boot().kinds()).isEmpty();
    assertThat(domain.boot().devices()).containsExactly(card, disk);
    domain.boot().setKinds(List.of("network"));
    assertThat(domain.boot().devices()).isEmpty();
    assertThat(domain.boot().kinds()).containsExactly("network");
  }

  @Test
  void aMediumIsChangedAndEjected() {
    DiskXml drive = devices.disk("sda").orElseThrow();
    drive.setSource(Optional.of(new DiskSource.File("/iso/a&b.iso")));
    assertThat(drive.toString())
        .isEqualTo(
            "<disk type=\"file\" device=\"cdrom\"><source file='/iso/a&amp;b.iso'/>"
                + "<target dev=\"sda\" bus=\"sata\"/><readonly></readonly></disk>");
    drive.setSource(Optional.empty());
    assertThat(domain.changes().isEmpty()).isTrue();
  }

  @Test
  void aDiskKeepsWhatItsNewSourceLeavesAlone() {
    DiskXml disk = devices.disk("vda").orElseThrow();
    disk.setSource(Optional.of(new DiskSource.Volume("default", "web")));
    disk.setFormat("raw");
    disk.setCache(Optional.of("writeback"));
    disk.setReadOnly(true);
    disk.setBus("sata");
    assertThat(disk.toString())
        .isEqualTo(
            """
            <disk type='volume' device='disk'>
                  <driver name='qemu' type='raw'
                          cache="writeback"
                          future-attribute='a "quoted" &amp; kept &#10;value'/>
                  <source pool='default' volume='web'><!-- moved in May --></source>
                  <target dev='vda' bus='sata'/>
                  <readonly/>
                  <unknown-element xmlns:f="urn:future" f:x='1'/>
                </disk>\
            """);
  }

  @Test
  void devicesComeAndGo() {
    devices.addDisk(new DiskSource.Block("/dev/vg/data"), "raw", "vdb", "virtio");
    devices.addInterface(
        new InterfaceSource.Bridge("br0"), Optional.of("52:54:00:00:00:02"), "virtio");
    assertThat(changes())
        .containsExactly(
            "+<disk type='block' device='disk'>",
            "+<driver name='qemu' type='raw'/>",
            "+<source dev='/dev/vg/data'/>",
            "+<target dev='vdb' bus='virtio'/>",
            "+</disk>",
            "+<interface type='bridge'>",
            "+<mac address='52:54:00:00:00:02'/>",
            "+<source bridge='br0'/>",
            "+<model type='virtio'/>",
            "+</interface>");
    assertThatThrownBy(() -> devices.add("<disk><target dev='vdb'/></disk>"))
        .hasMessage("there is a disk vdb already");
    DeviceXml sameElsewhere =
        DomainXml.parse(domain.toString()).devices().disk("vdb").orElseThrow();
    assertThat(devices.remove(sameElsewhere)).isTrue();
    assertThat(devices.removeDisk("vdb")).isFalse();
    assertThat(devices.removeInterface("52:54:00:00:00:02")).isTrue();
    assertThat(domain.changes().isEmpty()).isTrue();
    assertThat(devices.removeInterface("52:54:00:aa:BB:01")).isTrue();
    assertThat(devices.interfaces()).isEmpty();
  }

  @Test
  void anInterfaceIsPluggedElsewhere() {
    InterfaceXml card = devices.interfaces().getFirst();
    card.setSource(new InterfaceSource.Bridge("br0"));
    card.setModel("e1000e");
    card.setLinkUp(false);
    assertThat(changes())
        .containsExactly(
            "-<interface type='network'>",
            "-<mac address='52:54:00:AA:bb:01'/><source network='default' portid='8e7a'/>",
            "-<virtualport type='openvswitch'/> <model type='virtio'/>",
            "+<interface type='bridge'>",
            "+<mac address='52:54:00:AA:bb:01'/><source bridge='br0'/>",
            "+<model type='e1000e'/><link state='down'/>");
  }

  @Test
  void aScreenIsServedElsewhere() {
    GraphicsXml screen = devices.graphics().getFirst();
    screen.setListen("0.0.0.0");
    screen.setPort(OptionalInt.of(5999));
    screen.setPassword(Optional.of("it's <new>"));
    assertThat(changes())
        .containsExactly(
            "-<graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1' passwd='g&lt;heim'>",
            "-<listen type='address' address='127.0.0.1'/>",
            "+<graphics type='vnc' port='5999' autoport='no' listen='0.0.0.0'"
                + " passwd='it&apos;s &lt;new&gt;'>",
            "+<listen type='address' address='0.0.0.0'/>");
  }

  @Test
  void metadataOfOthersIsNeverTouched() {
    String ours = "urn:quantix";
    domain.metadata().set("<q:vm xmlns:q='urn:quantix'><q:group>mail</q:group></q:vm>");
    domain.metadata().set("<q:vm xmlns:q='urn:quantix'><q:group>web</q:group></q:vm>");
    assertThat(changes())
        .containsExactly("+<q:vm xmlns:q='urn:quantix'>", "+<q:group>web</q:group>", "+</q:vm>");
    assertThat(domain.metadata().get(ours).orElseThrow().child("q:group").orElseThrow().text())
        .isEqualTo("web");
    domain.metadata().remove(ours);
    assertThat(domain.changes().isEmpty()).isTrue();
    assertThatThrownBy(() -> domain.metadata().set("<vm/>")).hasMessageContaining("namespace");
  }

  @Test
  void valuesThatCannotBeAreRefusedAndLeaveNothing() {
    DiskXml disk = devices.disk("vda").orElseThrow();
    InterfaceXml card = devices.interfaces().getFirst();
    for (Runnable wrong :
        List.<Runnable>of(
            () -> domain.setName(""),
            () -> domain.setName("a/b"),
            () -> domain.setTitle("two\nlines"),
            () -> domain.setTitle("\u0007"),
            () -> domain.setMemoryKib(0),
            () -> domain.setMemoryKib(Long.MAX_VALUE),
            () -> domain.setVcpus(3, 2),
            () -> domain.setVcpus(0, 2),
            () -> domain.cpu().setMode("fast"),
            () -> domain.cpu().setModel("\0"),
            () -> domain.boot().setKinds(List.of("usb")),
            () -> disk.setSource(Optional.empty()),
            () -> disk.setSource(Optional.of(new DiskSource.Other("nvme"))),
            () -> disk.setSource(Optional.of(new DiskSource.File("\0"))),
            () -> disk.setBus("a b"),
            () -> card.setMac("52:54:00"),
            () -> card.setMac("01:00:5e:00:00:01"),
            () -> card.setSource(new InterfaceSource.Other("vdpa")),
            () -> devices.graphics().getFirst().setPort(OptionalInt.of(70_000)),
            () -> devices.addDisk(new DiskSource.File("/x"), "raw", "vda", "virtio"),
            () -> devices.addDisk(new DiskSource.File("/x"), "raw", "../x", "virtio"),
            () -> devices.add("<disk>"))) {
      assertThatThrownBy(wrong::run).isInstanceOf(XmlException.class);
    }
    assertThat(domain.changes().isEmpty()).isTrue();
    assertThatThrownBy(
            () -> DomainXml.parse("<domain>\n<memory unit='XB'>1</memory></domain>").memoryKib())
        .hasMessage("line 2: <memory>: 'XB' is no unit of a size");
    assertThatThrownBy(() -> DomainXml.parse("<domain><vcpu>x</vcpu></domain>").vcpus())
        .hasMessage("line 1: <vcpu>: 'x' is no whole number");
  }
}
