package io.quantix.libvirt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The editors of networks, pools, volumes and snapshots. */
class DefinitionXmlTest {
  private static List<String> changes(Definition definition) {
    return definition.changes().changed().stream()
        .map(line -> (line.kind() == XmlDiff.Kind.ADDED ? "+" : "-") + line.text().strip())
        .toList();
  }

  @Test
  void aNetwork() {
    NetworkXml network = NetworkXml.parse(Corpus.tricky("network-tricky"));
    assertThat(network.uuid().orElseThrow()).hasToString("c7a5fdbd-cdaf-9455-926a-d65c16db1809");
    assertThat(network.forwardMode()).contains("nat");
    NetworkXml.Host nine = new NetworkXml.Host("52:54:00:00:00:09", "nine", "192.168.7.9");
    assertThat(network.ips().getFirst().hosts()).containsExactly(nine);
    assertThat(network.ips().get(1).prefix()).isEqualTo("64");
    network.setDomain(Optional.of("lan.example"));
    network.setBridge("virbr8");
    network.addRange("fd00::1", new NetworkXml.Range("fd00::100", "fd00::1ff"));
    network.addHost("192.168.7.1", new NetworkXml.Host("52:54:00:00:00:0A", "", "192.168.7.10"));
    assertThat(network.removeHost("192.168.7.1", nine)).isTrue();
    assertThat(changes(network))
        .containsExactly(
            "-<bridge name='virbr7' stp='on' delay='0'/>",
            "+<bridge name='virbr8' stp='on' delay='0'/>",
            "+<domain name='lan.example'/>",
            "-<host mac='52:54:00:00:00:09' name='nine' ip='192.168.7.9'/>",
            "+<host mac='52:54:00:00:00:0a' ip='192.168.7.10'/>",
            "-<ip family='ipv6' address='fd00::1' prefix='64'/>",
            "+<ip family='ipv6' address='fd00::1' prefix='64'>",
            "+<dhcp>",
            "+<range start='fd00::100' end='fd00::1ff'/>",
            "+</dhcp>",
            "+</ip>");
    network.setForwardMode(Optional.empty());
    assertThat(network.forwardMode()).isEmpty();
    assertThatThrownBy(() -> network.addRange("10.0.0.1", new NetworkXml.Range("a", "b")))
        .hasMessageContaining("no address '10.0.0.1'");
  }

  @Test
  void aPool() {
    PoolXml pool = PoolXml.parse(Corpus.tricky("pool-tricky"));
    assertThat(pool.type()).contains("netfs");
    assertThat(pool.capacity()).hasValue(10L << 30);
    assertThat(pool.sourceHost()).contains("nas.example.org");
    pool.setSourceDirectory("/export/new");
    pool.setTargetPath("/srv/a&b");
    pool.setName("nfs2");
    assertThat(changes(pool))
        .containsExactly(
            "-<name>nfs</name>",
            "+<name>nfs2</name>",
            "-<host name=\"nas.example.org\"/><dir path=\"/export/vm\"/>",
            "+<host name=\"nas.example.org\"/><dir path=\"/export/new\"/>",
            "-<target><path>/var/lib/libvirt/nfs</path></target>",
            "+<target><path>/srv/a&amp;b</path></target>");
    PoolXml made = PoolXml.parse("<pool type='logical'/>");
    made.setSourceDevice("/dev/sdb");
    made.setName("vg");
    made.setSourceName("vg0");
    assertThat(made)
        .hasToString(
            """
            <pool type='logical'>
              <name>vg</name>
              <source>
                <device path='/dev/sdb'/>
                <name>vg0</name>
              </source>
            </pool>\
            """);
  }

  @Test
  void aVolume() {
    VolumeXml volume = VolumeXml.parse(Corpus.tricky("volume-tricky"));
    assertThat(volume.capacity()).hasValue(20_000_000_000L);
    assertThat(volume.format()).contains("qcow2");
    assertThat(volume.backing()).contains(new VolumeXml.Backing("/base.img", "raw"));
    volume.setCapacity(30_000_000_000L);
    volume.setAllocation(1 << 20);
    volume.setBacking(Optional.of(new VolumeXml.Backing("/new.img", "qcow2")));
    assertThat(changes(volume))
        .containsExactly(
            "-<capacity unit='GB'>20</capacity>",
            "-<allocation unit=\"bytes\">0</allocation>",
            "+<capacity unit='GB'>30</capacity>",
            "+<allocation unit=\"bytes\">1048576</allocation>",
            "-<backingStore><path>/base.img</path><format type='raw'/></backingStore>",
            "+<backingStore><path>/new.img</path><format type='qcow2'/></backingStore>");
    volume.setCapacity(1);
    assertThat(volume.toString()).contains("<capacity unit='bytes'>1</capacity>");
    assertThatThrownBy(() -> volume.setCapacity(-1)).isInstanceOf(XmlException.class);
  }

  @Test
  void aSnapshot() {
    SnapshotXml snapshot = SnapshotXml.parse(Corpus.tricky("snapshot-tricky"));
    assertThat(snapshot.name()).contains("before \"update\"");
    assertThat(snapshot.parent()).contains("clean");
    assertThat(snapshot.state()).contains("shutoff");
    assertThat(snapshot.created()).contains(Instant.ofEpochSecond(1_700_000_000));
    assertThat(snapshot.domain()).isPresent();
    assertThat(snapshot.disks().get(1))
        .isEqualTo(new SnapshotXml.Disk("vdb", "external", "/snap/vdb.1"));
    snapshot.setDescription("a <b>");
    snapshot.setMemory(false);
    snapshot.setDisk(new SnapshotXml.Disk("vda", "no", ""));
    snapshot.setDisk(new SnapshotXml.Disk("vdc", "external", "/snap/vdc.1"));
    assertThat(changes(snapshot))
        .containsExactly(
            "+<description>a &lt;b&gt;</description>",
            "+<memory snapshot='no'/>",
            "-<disk name='vda' snapshot='internal'/>",
            "+<disk name='vda' snapshot='no'/>",
            "+<disk name='vdc' snapshot='external'>",
            "+<source file='/snap/vdc.1'/>",
            "+</disk>");
    assertThat(snapshot.memory()).contains("no");
  }
}
