package io.quantix.libvirt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DomainDescriptionTest {
  private static final String XML =
      """
      <domain type='kvm' id='3'>
        <name>web</name><title>Web &amp; mail</title><description>two
      lines</description>
        <metadata><libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/x">
          <libosinfo:os id="http://debian.org/debian/12"/></libosinfo:libosinfo></metadata>
        <memory unit='GiB'>4</memory><currentMemory unit='KiB'>2097152</currentMemory>
        <vcpu placement='static' current='2'>8</vcpu>
        <os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
          <loader readonly='yes' type='pflash'>/usr/share/OVMF/OVMF_CODE.fd</loader></os>
        <devices>
          <disk type='file' device='disk'><driver name='qemu' type='qcow2'/>
            <source file='/var/lib/web.qcow2' index='2'/>
            <backingStore type='file'><format type='qcow2'/><source file='/base.qcow2'/></backingStore>
            <target dev='vda' bus='virtio'/></disk>
          <disk type='volume' device='disk'><source pool='p' volume='v'/><target dev='vdb' bus='virtio'/></disk>
          <disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>
          <interface type='network'><mac address='52:54:00:00:00:01'/><source network='default'/>
            <target dev='vnet0'/><model type='virtio'/></interface>
          <graphics type='vnc' port='5901' autoport='yes' listen='127.0.0.1' passwd='geheim'>
            <listen type='address' address='127.0.0.1'/></graphics>
          <graphics type='vnc'><listen type='socket' socket='/run/x.sock'/></graphics>
          <video><model type='virtio' heads='1'/></video>
          <serial type='pty'/><console type='pty'/>
        </devices>
      </domain>
      """;

  @Test
  void readsWhatAListAndADetailPaneShow() {
    DomainDescription found = DomainDescription.parse(XML);
    assertThat(found.title()).isEqualTo("Web & mail");
    assertThat(found.osId()).isEqualTo("http://debian.org/debian/12");
    assertThat(found.memoryKib()).isEqualTo(2_097_152);
    assertThat(found.vcpus()).isEqualTo(2);
    assertThat(found.maxVcpus()).isEqualTo(8);
    assertThat(found.firmware()).isEqualTo("efi");
    assertThat(found.machine()).isEqualTo("pc-q35-7.2");
    assertThat(found.disks())
        .extracting(DomainDescription.Disk::source)
        .containsExactly("/var/lib/web.qcow2", "p/v", "");
    assertThat(found.disks().get(2).readOnly()).isTrue();
    assertThat(found.interfaces().getFirst().source()).isEqualTo("default");
    assertThat(found.graphics().getFirst().port()).isEqualTo(OptionalInt.of(5901));
    assertThat(found.graphics().getFirst().password()).contains("geheim");
    assertThat(found.graphics().get(1).socket()).contains("/run/x.sock");
    assertThat(found.videoModels()).containsExactly("virtio");
    assertThat(found.serials()).hasSize(2);
  }

  @Test
  void aRunningSerialPortHasTheNameByWhichItIsOpened() {
    String running =
        "<domain type='kvm' id='1'><devices>"
            + "<serial type='pty'><source path='/dev/pts/3'/><target type='isa-serial' port='0'>"
            + "<model name='isa-serial'/></target><alias name='serial0'/></serial>"
            + "<serial type='pty'><target type='isa-serial' port='1'/><alias name='serial1'/>"
            + "</serial><console type='pty' tty='/dev/pts/3'><target type='serial' port='0'/>"
            + "<alias name='serial0'/></console></devices></domain>";
    assertThat(DomainDescription.parse(running).serials())
        .containsExactly(
            new DomainDescription.Serial("serial", "pty", "isa-serial", 0, "serial0"),
            new DomainDescription.Serial("serial", "pty", "isa-serial", 1, "serial1"),
            new DomainDescription.Serial("console", "pty", "serial", 0, "serial0"));
  }

  @Test
  void aRunningInterfaceOnANetworkIsNamedByTheNetwork() {
    String running =
        "<domain type='kvm' id='1'><devices><interface type='network'><source network='default'"
            + " portid='d3e0ac5f-0c1c-4b0e-9d3a-1f2b5d1c7a10' bridge='virbr0'/>"
            + "<target dev='vnet0'/></interface></devices></domain>";
    assertThat(DomainDescription.parse(running).interfaces().getFirst().source())
        .isEqualTo("default");
  }

  @Test
  void onlyLibosinfosOwnElementNamesTheSystem() {
    String other =
        "<domain type='kvm'><metadata><my:app xmlns:my='urn:my'><my:os id='42'/></my:app>"
            + "<l:libosinfo xmlns:l='http://libosinfo.org/xmlns/libvirt/domain/1.0'>"
            + "<l:os id='http://debian.org/debian/12'/></l:libosinfo></metadata></domain>";
    assertThat(DomainDescription.parse(other).osId()).isEqualTo("http://debian.org/debian/12");
  }

  @Test
  void aSizeThatNoNumberHoldsIsRefused() {
    assertThatThrownBy(() ->
            DomainDescription.parse(
                "<domain type='kvm'><memory unit='TiB'>99999999999</memory></domain>"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no domain XML");
  }

  @Test
  void anEntityIsNeverFetched() {
    String hostile =
        "<!DOCTYPE domain [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
            + "<domain type='kvm'><title>&x;</title></domain>";
    assertThatThrownBy(() -> DomainDescription.parse(hostile))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void entitiesThatGrowAreNotExpanded() {
    String bomb =
        "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>"
            + "<domain type='kvm'><title>&b;</title></domain>";
    assertThatThrownBy(() -> DomainDescription.parse(bomb))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNoDomainIsRefused() {
    for (String text :
        new String[] {"", "x", "<network/>", "<domain>", "<domain><vcpu>x</vcpu></domain>"}) {
      assertThatThrownBy(() -> DomainDescription.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no domain XML");
    }
  }

  @Test
  void aDiskOverManyLayersIsADisk() {
    int layers = 190; // libvirt itself goes down 200
    String xml =
        "<domain type='kvm'><name>deep</name><devices><disk type='file' device='disk'>"
            + "<source file='/top'/><target dev='vda'/>"
            + "<backingStore type='file'><source file='/layer'/>".repeat(layers)
            + "</backingStore>".repeat(layers)
            + "</disk></devices></domain>";
    assertThat(DomainDescription.parse(xml).disks())
        .singleElement()
        .satisfies(disk -> assertThat(disk.source()).isEqualTo("/top"));
  }
}
