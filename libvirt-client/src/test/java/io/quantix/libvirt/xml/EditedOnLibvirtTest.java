package io.quantix.libvirt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.lab.GuestSpec;
import io.quantix.lab.LabGuest;
import io.quantix.lab.LabHost;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.Libvirt;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.XmlFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real libvirt as the witness: what it gives back after an edited document was defined is the
 * edited text, but for what it chooses itself.
 */
class EditedOnLibvirtTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();

  private static final List<Consumer<DomainXml>> EDITS =
      List.of(
          domain -> domain.setTitle("Mail & \"web\" <1>"),
          domain -> domain.setDescription("two\nlines, it's true"),
          domain -> domain.setMemoryKib(196_608),
          domain -> domain.setCurrentMemoryKib(65_536),
          domain -> domain.setVcpus(2, 4),
          domain ->
              domain.metadata().set("<q:vm xmlns:q=\"urn:quantix\"><q:group>a</q:group></q:vm>"),
          domain -> domain.metadata().set("<o:x xmlns:o=\"urn:other\" o:y=\"1\"/>"),
          domain -> domain.metadata().remove("urn:quantix"),
          domain -> domain.setDescription(""),
          domain -> domain.setVcpus(4, 4));

  @Test
  void theTestDriverGivesTheEditedTextBack() throws LibvirtException {
    try (Connection host = Libvirt.connect(LAB.testDriverUri(), ConnectOptions.defaults())) {
      Domain domain =
          host.define(
              "<domain type='test'><name>quantix-lab-edited</name><memory unit='MiB'>64</memory>"
                  + "<currentMemory unit='MiB'>32</currentMemory>"
                  + "<vcpu>1</vcpu><os><type>hvm</type></os></domain>",
              true);
      try {
        for (Consumer<DomainXml> edit : EDITS) {
          DomainXml edited = DomainXml.parse(domain.xml(XmlFlag.INACTIVE, XmlFlag.SECURE));
          edit.accept(edited);
          host.define(edited.toString(), true);
          String now = domain.xml(XmlFlag.INACTIVE, XmlFlag.SECURE);
          assertThat(now).isEqualTo(edited.toString());
        }
      } finally {
        domain.undefine();
      }
    }
  }

  @Test
  void qemuGivesTheEditedTextBack(@TempDir Path folder) throws IOException {
    LabGuest guest =
        LAB.createGuest("quantix-lab-edited", GuestSpec.tiny().withVncPassword("s3cret"));
    EDITS.forEach(edit -> same(guest, folder, edit));
    same(guest, folder, domain -> domain.boot().setKinds(List.of("hd", "network")));
    same(guest, folder, domain -> domain.boot().setKinds(List.of("cdrom")));
    same(guest, folder, domain -> screen(domain).setPort(OptionalInt.of(5999)));
    same(guest, folder, domain -> screen(domain).setListen("127.0.0.2"));
    same(guest, folder, domain -> screen(domain).setPassword(Optional.of("a'<b")));
    given(
        guest,
        folder,
        domain -> domain.cpu().setTopology(Optional.of(new CpuXml.Topology(1, 1, 2, 2))));
    Path image = Files.writeString(folder.resolve("it's & <here>.img"), "x");
    given(
        guest,
        folder,
        domain ->
            domain
                .devices()
                .addDisk(new DiskSource.File(image.toString()), "raw", "vda", "virtio"));
    given(
        guest,
        folder,
        domain ->
            domain
                .devices()
                .add(
                    "<disk type='file' device='cdrom'><driver name='qemu' type='raw'/>"
                        + "<target dev='hda' bus='ide'/><readonly/></disk>"));
    given(
        guest,
        folder,
        domain ->
            domain
                .devices()
                .addInterface(
                    new InterfaceSource.User(), Optional.of("52:54:00:00:00:11"), "e1000"));
    same(guest, folder, domain -> disk(domain, "vda").setCache(Optional.of("none")));
    same(guest, folder, domain -> disk(domain, "vda").setReadOnly(true));
    same(
        guest,
        folder,
        domain ->
            disk(domain, "hda").setSource(Optional.of(new DiskSource.File(image.toString()))));
    same(guest, folder, domain -> disk(domain, "hda").setSource(Optional.empty()));
    same(
        guest,
        folder,
        domain ->
            domain
                .devices()
                .interfaces()
                .getFirst()
                .setSource(new InterfaceSource.Network("quantix-lab-none")));
    same(guest, folder, domain -> domain.devices().interfaces().getFirst().setModel("virtio"));
    same(guest, folder, domain -> domain.devices().interfaces().getFirst().setLinkUp(false));
    same(
        guest,
        folder,
        domain ->
            domain
                .boot()
                .setDevices(
                    List.of(domain.devices().interfaces().getFirst(), disk(domain, "vda"))));
    same(guest, folder, domain -> domain.devices().removeInterface("52:54:00:00:00:11"));
    given(
        guest,
        folder,
        domain ->
            domain
                .root()
                .append(
                    "<q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'>"
                        + "<q:arg value='-name'/></q:commandline>"));
    assertThat(DomainXml.parse(dump(guest)).root().find("name")).isPresent();
    same(guest, folder, domain -> domain.setTitle("still with its arguments"));
    assertThat(dump(guest)).contains("value='-name'");
  }

  @Test
  void networksPoolsAndVolumesComeBackAsTheyWereEdited(@TempDir Path folder) throws IOException {
    String network =
        "<network><name>quantix-lab-net</name><ip address='10.99.7.1' netmask='255.255.255.0'/>"
            + "</network>";
    LAB.virsh("net-define", Files.writeString(folder.resolve("n.xml"), network).toString());
    try {
      NetworkXml edited =
          NetworkXml.parse(LAB.virsh("net-dumpxml", "quantix-lab-net", "--inactive"));
      edited.setDomain(Optional.of("lab.example"));
      edited.addRange("10.99.7.1", new NetworkXml.Range("10.99.7.10", "10.99.7.20"));
      edited.addHost("10.99.7.1", new NetworkXml.Host("52:54:00:00:00:12", "a", "10.99.7.30"));
      edited.metadata().set("<q:net xmlns:q=\"urn:quantix\"/>");
      LAB.virsh(
          "net-define",
          "--validate",
          Files.writeString(folder.resolve("n.xml"), edited.toString()).toString());
      assertThat(LAB.virsh("net-dumpxml", "quantix-lab-net", "--inactive").strip())
          .isEqualTo(edited.toString().strip());
    } finally {
      LAB.virsh("net-undefine", "quantix-lab-net");
    }
    String pool =
        "<pool type='dir'><name>quantix-lab-pool</name><target><path>"
            + folder
            + "</path></target></pool>";
    LAB.virsh("pool-define", Files.writeString(folder.resolve("p.xml"), pool).toString());
    try {
      PoolXml edited = PoolXml.parse(LAB.virsh("pool-dumpxml", "quantix-lab-pool"));
      edited.setTargetPath("/tmp/it's & <there>");
      LAB.virsh(
          "pool-define", Files.writeString(folder.resolve("p.xml"), edited.toString()).toString());
      assertThat(LAB.virsh("pool-dumpxml", "quantix-lab-pool").strip())
          .isEqualTo(edited.toString().strip());
    } finally {
      LAB.virsh("pool-undefine", "quantix-lab-pool");
    }
  }

  private static GraphicsXml screen(DomainXml domain) {
    return domain.devices().graphics().getFirst();
  }

  private static DiskXml disk(DomainXml domain, String target) {
    return domain.devices().disk(target).orElseThrow();
  }

  private static String dump(LabGuest guest) {
    return LAB.virsh("dumpxml", "--inactive", "--security-info", guest.name());
  }

  private static DomainXml define(LabGuest guest, Path folder, Consumer<DomainXml> edit) {
    DomainXml edited = DomainXml.parse(dump(guest));
    edit.accept(edited);
    assertThat(edited.changes().isEmpty()).isFalse();
    try {
      Path file = Files.writeString(folder.resolve("domain.xml"), edited.toString());
      LAB.virsh("define", "--validate", file.toString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return edited;
  }

  /** What libvirt gives back is the edited text. */
  private static void same(LabGuest guest, Path folder, Consumer<DomainXml> edit) {
    DomainXml edited = define(guest, folder, edit);
    assertThat(dump(guest).strip()).isEqualTo(edited.toString().strip());
  }

  /** What libvirt gives back is the edited text and what it chose itself beside it. */
  private static void given(LabGuest guest, Path folder, Consumer<DomainXml> edit) {
    DomainXml edited = define(guest, folder, edit);
    assertThat(XmlDiff.between(edited.toString().strip(), dump(guest).strip()).changed())
        .allMatch(line ->
            line.text().matches("\\s*(<address .*/>|</?controller.*>|<topology .*/>)")
                || line.text().contains(":commandline")
                || line.text().contains(":arg")
                || line.text().startsWith("<domain "));
  }
}
