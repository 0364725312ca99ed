package io.quantix.desktop.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.quantix.desktop.host.DiskImage.Kept;
import io.quantix.desktop.host.DiskImage.Reason;
import io.quantix.lab.LabHost;
import io.quantix.libvirt.ConnectOptions;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.Libvirt;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.StoragePool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Which images may go with a VM, by a real daemon's pools and domains. */
class DiskImagesTest {
  @RegisterExtension static final LabHost LAB = LabHost.create();

  @TempDir Path place;
  private final List<Domain> defined = new ArrayList<>();
  private Connection host;
  private StoragePool pool;
  private Path folder;

  @BeforeEach
  void open() throws Exception {
    host = Libvirt.connect(LAB.uri(), ConnectOptions.defaults());
    folder = Files.createDirectories(place.resolve("quantix-lab-images"));
    pool =
        host.storage()
            .create(
                "<pool type='dir'><name>quantix-lab-images</name><target><path>%s</path></target></pool>"
                    .formatted(folder));
  }

  @AfterEach
  void close() throws Exception {
    for (Domain domain : defined) {
      try {
        domain.undefine();
      } catch (LibvirtException e) {
        assertThat(e.kind()).isEqualTo(LibvirtException.Kind.NOT_FOUND);
      }
    }
    for (var volume : pool.volumes()) {
      volume.delete();
    }
    pool.destroy();
    host.close();
  }

  private String volume(String name, String... backing) throws LibvirtException {
    String below =
        backing.length == 0
            ? ""
            : "<backingStore><path>%s</path><format type='qcow2'/></backingStore>"
                .formatted(backing[0]);
    return pool.create(
            "<volume><name>%s</name><capacity>1048576</capacity><target><format type='qcow2'/></target>%s</volume>"
                .formatted(name, below))
        .path();
  }

  private Domain vm(String name, String... disks) throws LibvirtException {
    Domain domain =
        host.define(
            "<domain type='qemu'><name>%s</name><memory unit='MiB'>16</memory><os><type>hvm</type></os><devices>%s</devices></domain>"
                .formatted(name, String.join("", disks)),
            true);
    defined.add(domain);
    return domain;
  }

  private static String disk(String target, String path, String... more) {
    return "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='%s'/><target dev='%s' bus='virtio'/>%s</disk>"
        .formatted(path, target, String.join("", more));
  }

  private List<DiskImage> of(Domain domain) throws LibvirtException {
    return DiskImages.of(host, domain);
  }

  private static Optional<Kept> kept(Reason reason, String who) {
    return Optional.of(new Kept(reason, who));
  }

  @Test
  void anImageOfOnesOwnCanGoAndGoes() throws Exception {
    String path = volume("own.qcow2");
    Domain domain = vm("quantix-lab-own", disk("vda", path));
    List<DiskImage> images = of(domain);
    assertThat(images)
        .singleElement()
        .satisfies(image -> {
          assertThat(image.target()).isEqualTo("vda");
          assertThat(image.path()).isEqualTo(path);
          assertThat(image.bytes()).isPositive();
          assertThat(image.canBeDeleted()).isTrue();
        });
    domain.undefine();
    DiskImages.delete(host, "quantix-lab-own", images, Set.of(path));
    assertThat(Path.of(path)).doesNotExist();
    assertThat(LAB.virsh("vol-list", pool.name())).doesNotContain("own.qcow2");
  }

  @Test
  void aDiskNamedByItsPoolAndVolumeIsTheSame() throws Exception {
    String path = volume("named.qcow2");
    Domain domain =
        vm(
            "quantix-lab-named",
            "<disk type='volume' device='disk'><driver name='qemu' type='qcow2'/><source"
                + " pool='quantix-lab-images' volume='named.qcow2'/><target dev='vda'"
                + " bus='virtio'/></disk>");
    assertThat(of(domain)).extracting(DiskImage::path).containsExactly(path);
    Domain other = vm("quantix-lab-other", disk("vda", path));
    assertThat(of(domain).getFirst().kept()).isEqualTo(kept(Reason.USED, other.name()));
    assertThat(of(other).getFirst().kept()).isEqualTo(kept(Reason.USED, domain.name()));
  }

  @Test
  void anImageThatAnotherIsALayerOverStays() throws Exception {
    String base = volume("base.qcow2");
    String top = volume("top.qcow2", base);
    Domain template = vm("quantix-lab-template", disk("vda", base));
    assertThat(of(template).getFirst().kept()).isEqualTo(kept(Reason.BASE, top));
    Domain clone = vm("quantix-lab-clone", disk("vda", top));
    assertThat(of(template).getFirst().kept()).isEqualTo(kept(Reason.USED, clone.name()));
    assertThat(of(clone))
        .extracting(DiskImage::path, DiskImage::canBeDeleted)
        .containsExactly(tuple(top, true), tuple(base, false));
    LibvirtException refused =
        catchThrowableOfType(
            LibvirtException.class,
            () -> DiskImages.delete(host, "quantix-lab-template", of(template), Set.of(base)));
    assertThat(refused).hasMessageContaining(base);
    assertThat(Path.of(base)).exists();
  }

  @Test
  void aLayerThatWasMadeBesideLibvirtIsSeen() throws Exception {
    String base = volume("beside.qcow2");
    Domain domain = vm("quantix-lab-beside", disk("vda", base));
    Path layer = folder.resolve("layer.qcow2");
    qemuImg("create", "-q", "-f", "qcow2", "-b", base, "-F", "qcow2", layer.toString());
    assertThat(of(domain).getFirst().kept()).isEqualTo(kept(Reason.BASE, layer.toString()));
  }

  @Test
  void aLayerOutsideOfAllPoolsIsSeenToo() throws Exception {
    String base = volume("inside.qcow2");
    Domain domain = vm("quantix-lab-inside", disk("vda", base));
    Path layer = place.resolve("outside.qcow2");
    qemuImg("create", "-q", "-f", "qcow2", "-b", base, "-F", "qcow2", layer.toString());
    vm("quantix-lab-outside", disk("vda", layer.toString()));
    assertThat(of(domain).getFirst().kept()).isEqualTo(kept(Reason.USED, "quantix-lab-outside"));
    // With its header unreadable nobody knows what it is built on, and nothing may go.
    Files.writeString(layer, "QFI\u00fb");
    Files.delete(layer);
    assertThat(of(domain).getFirst().kept()).isEqualTo(kept(Reason.UNKNOWN, "quantix-lab-outside"));
  }

  @Test
  void aLinkToAnImageIsTheImage() throws Exception {
    String path = volume("linked.qcow2");
    Domain domain = vm("quantix-lab-linked", disk("vda", path));
    Path link = place.resolve("link.qcow2");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(path));
    vm("quantix-lab-linking", disk("vda", link.toString()));
    assertThat(of(domain).getFirst().kept()).isEqualTo(kept(Reason.USED, "quantix-lab-linking"));
  }

  @Test
  void onAnotherMachineAnImageInNoPoolCouldBeAnyByAnotherName() throws Exception {
    String path = volume("far.qcow2");
    Domain domain = vm("quantix-lab-far", disk("vda", path));
    ImagePaths far = new ImagePaths(false);
    assertThat(DiskImages.of(host, domain, far).getFirst().canBeDeleted()).isTrue();
    vm(
        "quantix-lab-medium",
        "<disk type='file' device='cdrom'><driver name='qemu' type='raw'/><source"
            + " file='/quantix-lab/a.iso'/><target dev='sda' bus='sata'/><readonly/></disk>");
    assertThat(DiskImages.of(host, domain, far).getFirst().canBeDeleted()).isTrue();
    Path link = place.resolve("far-link");
    Files.createSymbolicLink(link, Path.of(path));
    vm(
        "quantix-lab-linking-far",
        disk("vda", link.toString()).replace("type='qcow2'", "type='raw'"));
    assertThat(DiskImages.of(host, domain, far).getFirst().kept())
        .isEqualTo(kept(Reason.UNKNOWN, "quantix-lab-linking-far"));
    assertThat(of(domain).getFirst().kept())
        .isEqualTo(kept(Reason.USED, "quantix-lab-linking-far"));
  }

  @Test
  void aVolumeThatNoActivePoolHasCouldBeAnyImage() throws Exception {
    Domain domain = vm("quantix-lab-known", disk("vda", volume("known.qcow2")));
    vm(
        "quantix-lab-asleep",
        "<disk type='volume' device='disk'><driver name='qemu' type='raw'/><source"
            + " pool='quantix-lab-asleep' volume='x'/><target dev='vda' bus='virtio'/></disk>");
    assertThat(of(domain).getFirst().kept()).isEqualTo(kept(Reason.UNKNOWN, "quantix-lab-asleep"));
  }

  @Test
  void whatIsSharedOrInNoPoolOrFarAwayStaysAndMediaAreNotSpokenOf() throws Exception {
    String shared = volume("shared.raw");
    Path loose = place.resolve("loose.img");
    Files.writeString(loose, "x");
    Domain domain =
        vm(
            "quantix-lab-mixed",
            disk("vda", shared, "<shareable/>").replace("type='qcow2'", "type='raw'"),
            disk("vdb", loose.toString()).replace("type='qcow2'", "type='raw'"),
            "<disk type='network' device='disk'><driver name='qemu' type='raw'/><source"
                + " protocol='nbd' name='x'><host name='quantix-lab.invalid'/></source><target"
                + " dev='vdc' bus='virtio'/></disk>",
            disk("vdd", volume("read.qcow2"), "<readonly/>"),
            "<disk type='file' device='cdrom'><target dev='sda' bus='sata'/></disk>");
    assertThat(of(domain))
        .extracting(DiskImage::target, image -> image.kept().orElseThrow().reason())
        .containsExactly(
            tuple("vda", Reason.SHAREABLE),
            tuple("vdb", Reason.NO_POOL),
            tuple("vdc", Reason.NETWORK));
    Files.delete(loose);
  }

  private static void qemuImg(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("qemu-img"));
    command.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
