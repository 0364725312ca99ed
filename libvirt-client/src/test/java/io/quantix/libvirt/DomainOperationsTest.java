package io.quantix.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quantix.lab.LabHost;
import io.quantix.libvirt.LibvirtException.Kind;
import io.quantix.libvirt.event.DomainEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is done with one QEMU domain beyond its life cycle, with virsh as a witness. */
class DomainOperationsTest {
  private static final String NAME = "quantix-lab-operations";

  @RegisterExtension static final LabHost LAB = LabHost.create();
  @TempDir Path folder;
  private Connection host;
  private Domain domain;

  /** Connects as the backend under test does. */
  Connection open() throws LibvirtException {
    return Libvirt.connect(LAB.uri(), ConnectOptions.defaults());
  }

  @BeforeEach
  void define() throws LibvirtException {
    host = open();
    StoragePool pool =
        host.storage()
            .create(
                "<pool type='dir'><name>quantix-lab-disks</name><target><path>%s</path></target></pool>"
                    .formatted(folder));
    for (String disk : new String[] {"system", "data"}) {
      pool.create(
          "<volume><name>%s</name><capacity>8388608</capacity><target><format type='qcow2'/></target></volume>"
              .formatted(disk));
    }
    domain =
        host.define(
            """
            <domain type='%s'>
              <name>%s</name>
              <memory unit='MiB'>96</memory>
              <vcpu current='1'>3</vcpu>
              <os><type arch='x86_64' machine='q35'>hvm</type></os>
              <devices>
                <disk type='file' device='disk'>
                  <driver name='qemu' type='qcow2'/>
                  <source file='%s'/>
                  <target dev='vda' bus='virtio'/>
                </disk>
                <graphics type='vnc' port='-1' autoport='yes'/>
              </devices>
            </domain>
            """
                .formatted(LAB.domainType(), NAME, folder.resolve("system")),
            true);
  }

  @AfterEach
  void close() throws LibvirtException {
    if (domain.state().state().isActive()) {
      domain.destroy();
    }
    for (Snapshot each : domain.snapshots()) {
      each.delete(SnapshotDeleteFlag.METADATA_ONLY);
    }
    domain.undefine(UndefineFlag.MANAGED_SAVE);
    host.storage().pool("quantix-lab-disks").destroy();
    host.close();
  }

  private String disk(String file, String target) {
    return """
    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2'/>
      <source file='%s'/>
      <target dev='%s' bus='virtio'/>
    </disk>\
    """
        .formatted(folder.resolve(file), target);
  }

  @Test
  void aDiskComesAndGoesInTheDefinitionAndInTheRunningDomain() throws Exception {
    domain.devices().attach(disk("data", "vdb"), Impact.CONFIG);
    assertThat(LAB.virsh("domblklist", NAME, "--inactive")).contains("vdb");
    domain.devices().detach(disk("data", "vdb"), Impact.CONFIG);
    assertThat(LAB.virsh("domblklist", NAME, "--inactive")).doesNotContain("vdb");
    LinkedBlockingQueue<DomainEvent> seen = new LinkedBlockingQueue<>();
    try (Subscription _ =
        host.onDomainEvent(EnumSet.of(DomainEvent.Kind.DEVICE_ADDED), seen::add)) {
      domain.start();
      // q35 has free slots for hot-plugging only where ports were left for that.
      domain
          .devices()
          .attach(
              "<interface type='user'><mac address='52:54:00:00:77:02'/><model"
                  + " type='virtio'/></interface>",
              Impact.CONFIG);
      assertThat(LAB.virsh("domiflist", NAME, "--inactive")).contains("52:54:00:00:77:02");
    }
  }

  @Test
  void processorsAndMemoryAndNames() throws LibvirtException {
    assertThat(domain.vcpus(VcpuFlag.CONFIG, VcpuFlag.MAXIMUM)).isEqualTo(3);
    domain.setVcpus(2, VcpuFlag.CONFIG);
    assertThat(LAB.virsh("vcpucount", NAME, "--config", "--current").strip()).isEqualTo("2");
    domain.setMemory(64 * 1024, MemoryFlag.CONFIG);
    assertThat(LAB.virsh("dumpxml", NAME, "--xpath", "//currentMemory")).contains("65536");
    domain.setMetadata(MetadataType.TITLE, Optional.of("Ein schöner Titel"), "", "", Impact.CONFIG);
    assertThat(LAB.virsh("desc", NAME, "--title", "--config")).contains("Ein schöner Titel");
    domain.setMetadata(
        MetadataType.ELEMENT,
        Optional.of("<note colour='red'/>"),
        "q",
        "https://quantix.example/lab",
        Impact.CONFIG);
    assertThat(domain.metadata(MetadataType.ELEMENT, "https://quantix.example/lab", Impact.CONFIG))
        .contains("colour=\"red\"");
    domain.rename(NAME + "-2");
    assertThat(LAB.virsh("list", "--all", "--name")).contains(NAME + "-2");
    domain = host.domain(domain.uuid());
    domain.rename(NAME);
    domain = host.domain(domain.uuid());
    assertThat(domain.name()).isEqualTo(NAME);
  }

  @Test
  void aSnapshotOfDisksIsMergedBackByAJobThatTellsItsEnd() throws Exception {
    domain.start();
    Snapshot snapshot =
        domain.createSnapshot(
            "<domainsnapshot><name>layer</name><disks><disk name='vda' snapshot='external'><source file='%s'/></disk></disks></domainsnapshot>"
                .formatted(folder.resolve("layer")),
            SnapshotCreateFlag.DISK_ONLY,
            SnapshotCreateFlag.ATOMIC);
    assertThat(LAB.virsh("snapshot-list", NAME, "--name").strip()).isEqualTo("layer");
    assertThat(domain.snapshots()).containsExactly(snapshot);
    assertThat(domain.currentSnapshot()).contains(snapshot);
    assertThat(snapshot.parent()).isEmpty();
    assertThat(snapshot.xml()).contains("<state>disk-snapshot</state>");
    assertThat(LAB.virsh("domblklist", NAME)).contains("layer");

    LinkedBlockingQueue<DomainEvent.JobStatus> seen = new LinkedBlockingQueue<>();
    try (Subscription _ =
        host.onDomainEvent(
            EnumSet.of(DomainEvent.Kind.BLOCK_JOB),
            event -> {
              if (event instanceof DomainEvent.BlockJobChanged job && job.disk().equals("vda")) {
                seen.add(job.status());
              }
            })) {
      domain.blocks().commit("vda", Optional.empty(), Optional.empty(), 0, BlockCommitFlag.ACTIVE);
      assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(DomainEvent.JobStatus.READY);
      BlockJob job = domain.blocks().job("vda").orElseThrow();
      assertThat(job.type()).isEqualTo(BlockJob.Type.ACTIVE_COMMIT);
      assertThat(job.current()).isEqualTo(job.end());
      domain.blocks().abort("vda", BlockAbortFlag.PIVOT);
      assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(DomainEvent.JobStatus.COMPLETED);
    }
    assertThat(domain.blocks().job("vda")).isEmpty();
    assertThat(LAB.virsh("domblklist", NAME)).contains("system").doesNotContain("layer");
  }

  @Test
  void aSnapshotOfADomainThatIsOffIsGoneBackTo() throws LibvirtException {
    Snapshot first = domain.createSnapshot("<domainsnapshot><name>a</name></domainsnapshot>");
    Snapshot second = domain.createSnapshot("<domainsnapshot><name>b</name></domainsnapshot>");
    assertThat(second.parent()).contains(first);
    assertThat(first.children()).containsExactly(second);
    assertThat(second.isCurrent()).isTrue();
    first.revert();
    assertThat(first.isCurrent()).isTrue();
    assertThat(domain.snapshot("b")).isEqualTo(second);
    second.delete();
    assertThat(LAB.virsh("snapshot-list", NAME, "--name").strip()).isEqualTo("a");
    first.delete();
    LibvirtException gone = catchThrowableOfType(LibvirtException.class, () -> first.xml());
    assertThat(gone.kind()).isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  void aDiskTellsItsSizeAndGrows() throws LibvirtException {
    assertThat(domain.blocks().info("vda").capacity()).isEqualTo(8_388_608);
    domain.start();
    domain.blocks().resize("vda", 16_777_216);
    assertThat(domain.blocks().info("vda").capacity()).isEqualTo(16_777_216);
    assertThat(LAB.virsh("domblkinfo", NAME, "vda")).contains("16777216");
    domain.blocks().setIoTune("vda", Map.of("total_iops_sec", 500L), Impact.LIVE);
    assertThat(domain.blocks().ioTune("vda")).containsEntry("total_iops_sec", 500L);
    assertThat(domain.blocks().errors()).isEmpty();
  }

  @Test
  void memoryIsSavedToAFileAndComesBack() throws Exception {
    domain.start();
    Path file = folder.resolve("memory");
    domain.save(file.toString(), Optional.empty());
    assertThat(file).exists();
    assertThat(domain.state().state()).isEqualTo(DomainState.SHUT_OFF);
    host.restore(file.toString(), Optional.empty(), SaveFlag.PAUSED);
    assertThat(host.domain(domain.uuid()).state().state()).isEqualTo(DomainState.PAUSED);
    Path dump = folder.resolve("core");
    domain.coreDump(dump.toString(), DumpFormat.RAW, DumpFlag.MEMORY_ONLY, DumpFlag.LIVE);
    assertThat(Files.size(dump)).isGreaterThan(90L * 1024 * 1024);
    assertThat(domain.job().type().isRunning()).isFalse();
  }

  @Test
  void keysAreTakenAndAnAgentThatIsNotThereIsSaidToBeMissing() throws LibvirtException {
    domain.start();
    domain.sendKey(KeycodeSet.LINUX, 50, 29, 56, 111);
    domain.injectNmi();
    LibvirtException none =
        catchThrowableOfType(
            LibvirtException.class,
            () ->
                domain.guest().agentCommand("{\"execute\":\"guest-ping\"}", Duration.ofSeconds(2)));
    assertThat(none.getMessage()).contains("agent");
    assertThat(
            catchThrowableOfType(
                LibvirtException.class, () -> domain.guest().info(Set.of(GuestInfoType.OS))))
        .isNotNull();
    assertThat(domain.guest().interfaces(AddressSource.LEASE)).isEmpty();
  }

  @Test
  void theHostTellsWhatItsDomainsCanHave() throws LibvirtException {
    assertThat(
            host.host()
                .domainCapabilities(
                    Optional.empty(), Optional.of("x86_64"), Optional.of("q35"), Optional.empty()))
        .contains("<domainCapabilities>");
    assertThat(host.host().cpuModels("x86_64")).contains("qemu64");
    assertThat(host.host().cpuTimes(java.util.OptionalInt.empty())).containsKey("user");
    assertThat(host.host().memory().get("total")).isPositive();
    assertThat(host.host().toNative("qemu-argv", domain.xml())).contains("-name");
    assertThat(host.storage().capabilities()).contains("storagepoolCapabilities");
  }
}
