package io.quantix.desktop.host;

import io.quantix.desktop.host.DiskImage.Kept;
import io.quantix.desktop.host.DiskImage.Reason;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.Connection;
import io.quantix.libvirt.Domain;
import io.quantix.libvirt.DomainSummary;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.XmlFlag;
import io.quantix.libvirt.xml.DiskSource;
import io.quantix.libvirt.xml.DiskXml;
import io.quantix.libvirt.xml.DomainXml;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds which disk images belong to one VM alone, by what its host's libvirt knows of all VMs and
 * volumes. Where that is not enough to know, an image is kept: a file that stays can be deleted
 * later, one that is gone cannot be brought back.
 */
final class DiskImages {
  private record Other(String vm, DiskXml disk) {}

  private final Connection connection;
  private final ImagePaths paths;

  private DiskImages(Connection connection, ImagePaths paths) {
    this.connection = connection;
    this.paths = paths;
  }

  /**
   * The images that a domain's guest may write to, and the layers below them. Reads all domains and
   * all volumes of the host.
   */
  static List<DiskImage> of(Connection connection, Domain domain) throws LibvirtException {
    return of(connection, domain, new ImagePaths(connection.remoteHost().isEmpty()));
  }

  /** The same by what is known of the host's paths. */
  static List<DiskImage> of(Connection connection, Domain domain, ImagePaths paths)
      throws LibvirtException {
    return new DiskImages(connection, paths).find(domain);
  }

  /**
   * Deletes images by the storage pools that have them.
   *
   * @param name the VM's, for the failure
   * @param judged what {@link #of} says now
   * @param chosen the paths of those that are to go
   * @throws LibvirtException if some of them stay: it names them and says why
   */
  static void delete(Connection connection, String name, List<DiskImage> judged, Set<String> chosen)
      throws LibvirtException {
    List<String> left = new ArrayList<>();
    for (String path : chosen) {
      Optional<DiskImage> image =
          judged.stream().filter(each -> each.path().equals(path)).findFirst();
      if (image.filter(DiskImage::canBeDeleted).isEmpty()) {
        left.add(path);
        continue;
      }
      try {
        connection.storage().volume(path).delete();
      } catch (LibvirtException e) {
        left.add(path + " (" + e.getMessage() + ")");
      }
    }
    if (!left.isEmpty()) {
      throw new LibvirtException(
          LibvirtException.Kind.FAILED,
          0,
          0,
          Texts.text("host.disks-left", name, String.join(", ", left)),
          Texts.text("host.disks-left.hint"));
    }
  }

  private List<DiskImage> find(Domain domain) throws LibvirtException {
    Map<String, DiskXml> own = new LinkedHashMap<>();
    List<Other> others = new ArrayList<>();
    for (DomainSummary each : connection.inventory()) {
      boolean mine = each.domain().uuid().equals(domain.uuid());
      for (DiskXml disk : disks(each)) {
        if (!mine) {
          others.add(new Other(each.domain().name(), disk));
        } else if (isImage(disk)) {
          own.putIfAbsent(disk.target().orElse(""), disk);
        }
      }
    }
    if (own.isEmpty()) {
      return List.of();
    }
    PoolVolumes volumes = new PoolVolumes(connection, paths, own.values());
    Map<String, String> users = new LinkedHashMap<>();
    Optional<Kept> unknown = Optional.empty();
    for (Other other : others) {
      Set<String> chain = new HashSet<>();
      if (!volumes.chain(other.disk(), chain)) {
        unknown = Optional.of(new Kept(Reason.UNKNOWN, other.vm()));
      }
      chain.forEach(path -> users.putIfAbsent(path, other.vm()));
    }
    List<DiskImage> found = new ArrayList<>();
    for (Map.Entry<String, DiskXml> disk : own.entrySet()) {
      found.addAll(judge(disk.getKey(), disk.getValue(), volumes, users, unknown));
    }
    return found;
  }

  private static List<DiskXml> disks(DomainSummary summary) throws LibvirtException {
    List<DiskXml> disks = new ArrayList<>(DomainXml.parse(summary.xml()).devices().disks());
    if (summary.state().state().isActive() && summary.persistent()) {
      try {
        String later = summary.domain().xml(XmlFlag.INACTIVE);
        disks.addAll(DomainXml.parse(later).devices().disks());
      } catch (LibvirtException e) {
        if (e.kind() != LibvirtException.Kind.NOT_FOUND) {
          throw e; // one that is gone meanwhile uses nothing any more
        }
      }
    }
    return disks;
  }

  // What only reads is most often a medium or a template of somebody else's.
  private static boolean isImage(DiskXml disk) {
    return (disk.device().equals("disk") || disk.device().equals("lun"))
        && !disk.readOnly()
        && disk.source().isPresent();
  }

  private List<DiskImage> judge(
      String target,
      DiskXml disk,
      PoolVolumes volumes,
      Map<String, String> users,
      Optional<Kept> unknown)
      throws LibvirtException {
    Optional<PoolVolumes.Volume> known = volumes.of(disk);
    if (known.isEmpty()) {
      boolean here =
          disk.source()
              .filter(each ->
                  each instanceof DiskSource.File
                      || each instanceof DiskSource.Block
                      || each instanceof DiskSource.Volume)
              .isPresent();
      Kept kept = new Kept(here ? Reason.NO_POOL : Reason.NETWORK, "");
      return List.of(new DiskImage(target, PoolVolumes.name(disk), 0, Optional.of(kept)));
    }
    PoolVolumes.Volume image = known.get();
    List<DiskImage> found = new ArrayList<>();
    Optional<String> user = Optional.ofNullable(users.get(paths.canonical(image.path())));
    Optional<String> layer = volumes.layerOver(image);
    Optional<Kept> kept =
        user.map(who -> new Kept(Reason.USED, who))
            .or(() -> layer.map(who -> new Kept(Reason.BASE, who)))
            .or(() ->
                disk.element().child("shareable").isPresent()
                    ? Optional.of(new Kept(Reason.SHAREABLE, ""))
                    : Optional.empty())
            .or(() -> unknown);
    found.add(new DiskImage(target, image.path(), image.bytes(), kept));
    image
        .backing()
        .ifPresent(base ->
            found.add(
                new DiskImage(
                    "", base, 0, Optional.of(new Kept(Reason.BASE, PoolVolumes.name(disk))))));
    return found;
  }
}
