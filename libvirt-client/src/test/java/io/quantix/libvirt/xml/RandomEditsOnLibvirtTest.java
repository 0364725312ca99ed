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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is changed, with whatever values: what libvirt gives back after its own normalisation is
 * the edited text to the byte. A failure names its seed.
 */
class RandomEditsOnLibvirtTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();

  private static final String[] PIECES = {
    "a", "web", " ", "&", "<", ">", "]]>", "'", "\"", "é", "🐧", "&amp;", "<!--", "0", "–", "\\",
    "%s"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aDomainComesBackAsItWasEdited(long seed) throws LibvirtException {
    LabGuest guest = LAB.createGuest("quantix-lab-random", GuestSpec.tiny().withVncPassword("x"));
    LAB.virsh(
        "attach-disk",
        guest.name(),
        "",
        "hda",
        "--type",
        "cdrom",
        "--mode",
        "readonly",
        "--config");
    LAB.virsh("attach-interface", guest.name(), "network", "quantix-lab-none", "--config");
    Random random = new Random(seed);
    try (Connection host = Libvirt.connect(LAB.uri(), ConnectOptions.defaults())) {
      Domain domain = host.domain(guest.name());
      for (int edit = 0; edit < 40; edit++) {
        DomainXml edited = DomainXml.parse(domain.xml(XmlFlag.INACTIVE, XmlFlag.SECURE));
        for (int i = random.nextInt(3); i >= 0; i--) {
          edit(edited, random);
        }
        host.define(edited.toString(), true);
        assertThat(domain.xml(XmlFlag.INACTIVE, XmlFlag.SECURE))
            .as("seed " + seed + ", edit " + edit)
            .isEqualTo(edited.toString());
      }
    }
  }

  private static void edit(DomainXml domain, Random random) {
    DevicesXml devices = domain.devices();
    DiskXml drive = devices.disk("hda").orElseThrow();
    InterfaceXml card = devices.interfaces().getFirst();
    GraphicsXml screen = devices.graphics().getFirst();
    boolean coin = random.nextBoolean();
    switch (random.nextInt(14)) {
      case 0 -> domain.setTitle("t" + text(random));
      case 1 -> domain.setDescription(coin ? "" : "d" + text(random) + "\n\t" + text(random) + ".");
      case 2 -> {
        long mib = 64L + random.nextInt(64);
        domain.setCurrentMemoryKib(mib * 1024);
        domain.setMemoryKib((mib + random.nextInt(64)) * 1024);
      }
      case 3 -> {
        int current = 1 + random.nextInt(4);
        domain.setVcpus(current, current + random.nextInt(4));
      }
      case 4 ->
          domain
              .metadata()
              .set("<q:vm xmlns:q=\"urn:q\"><q:n>" + random.nextInt() + "</q:n></q:vm>");
      case 5 -> domain.metadata().set("<o xmlns=\"urn:o\" n=\"" + random.nextInt() + "\"/>");
      case 6 ->
          drive.setSource(
              coin
                  ? Optional.empty()
                  : Optional.of(new DiskSource.File("/quantix" + text(random) + ".iso")));
      case 7 -> card.setMac("52:54:00:00:00:%02x".formatted(random.nextInt(256)));
      case 8 -> card.setModel(coin ? "virtio" : "e1000");
      case 9 ->
          card.setSource(
              coin
                  ? new InterfaceSource.Network("n" + text(random))
                  : new InterfaceSource.Bridge("br" + random.nextInt(9)));
      case 10 -> screen.setListen("127.0.0." + (1 + random.nextInt(9)));
      case 11 ->
          screen.setPort(coin ? OptionalInt.empty() : OptionalInt.of(5900 + random.nextInt(1000)));
      case 12 -> screen.setPassword(Optional.of("p'<\"&" + random.nextInt(999)));
      default -> domain.boot().setDevices(coin ? List.of(drive, card) : List.of(card));
    }
  }

  private static String text(Random random) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      out.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return out.toString().replace("  ", " ");
  }

  @Test
  void whatTheHostTellsCanBeEdited(@TempDir Path folder) throws IOException {
    LabGuest guest = LAB.createGuest("quantix-lab-told", GuestSpec.tiny());
    LAB.virsh("pool-create-as", "quantix-lab-pool", "dir", "--target", folder.toString());
    try {
      LAB.virsh("vol-create-as", "quantix-lab-pool", "a.qcow2", "1M", "--format", "qcow2");
      String volume = LAB.virsh("vol-dumpxml", "a.qcow2", "quantix-lab-pool");
      assertThat(VolumeXml.parse(volume).capacity()).hasValue(1 << 20);
      VolumeXml second = VolumeXml.parse(volume);
      second.setName("b.qcow2");
      second.setCapacity(3 << 20);
      second.root().child("key").orElseThrow().remove();
      second.setBacking(
          Optional.of(new VolumeXml.Backing(folder.resolve("a.qcow2").toString(), "qcow2")));
      Path file = Files.writeString(folder.resolve("v.xml"), second.toString());
      LAB.virsh("vol-create", "quantix-lab-pool", file.toString());
      VolumeXml made = VolumeXml.parse(LAB.virsh("vol-dumpxml", "b.qcow2", "quantix-lab-pool"));
      assertThat(made.capacity()).hasValue(3 << 20);
      assertThat(made.backing()).isEqualTo(second.backing());
      LAB.virsh("vol-delete", "b.qcow2", "quantix-lab-pool");
      LAB.virsh(
          "attach-disk",
          guest.name(),
          folder.resolve("a.qcow2").toString(),
          "hda",
          "--subdriver",
          "qcow2",
          "--config");
      SnapshotXml wanted = SnapshotXml.parse("<domainsnapshot/>");
      wanted.setName("it's <first>");
      wanted.setDescription("a & b");
      wanted.setMemory(false);
      wanted.setDisk(new SnapshotXml.Disk("hda", "internal", ""));
      file = Files.writeString(folder.resolve("s.xml"), wanted.toString());
      LAB.virsh("snapshot-create", guest.name(), file.toString(), "--validate");
      String snapshot = LAB.virsh("snapshot-dumpxml", guest.name(), "it's <first>");
      SnapshotXml edited = SnapshotXml.parse(snapshot);
      assertThat(edited.state()).contains("shutoff");
      edited.setDescription("changed \"afterwards\"");
      file = Files.writeString(folder.resolve("s.xml"), edited.toString());
      LAB.virsh("snapshot-create", guest.name(), file.toString(), "--redefine");
      assertThat(LAB.virsh("snapshot-dumpxml", guest.name(), "it's <first>").strip())
          .isEqualTo(edited.toString().strip());
      for (String told :
          List.of(
              LAB.virsh("dumpxml", guest.name()),
              LAB.virsh("pool-dumpxml", "quantix-lab-pool"),
              volume,
              snapshot,
              LAB.virsh("domcapabilities"),
              LAB.virsh("capabilities"))) {
        XmlEditPropertyTest.editAtRandom(
            new Corpus.Sample(told.lines().findFirst().orElse(""), told));
      }
    } finally {
      LAB.virsh("pool-destroy", "quantix-lab-pool");
    }
  }
}
