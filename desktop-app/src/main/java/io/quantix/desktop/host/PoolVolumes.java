package io.quantix.desktop.host;

import io.quantix.libvirt.Connection;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.StoragePool;
import io.quantix.libvirt.StorageVolume;
import io.quantix.libvirt.xml.DiskSource;
import io.quantix.libvirt.xml.DiskXml;
import io.quantix.libvirt.xml.PoolXml;
import io.quantix.libvirt.xml.VolumeXml;
import io.quantix.libvirt.xml.XmlElement;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a host's active storage pools hold, read once. */
final class PoolVolumes {
  /**
   * A volume.
   *
   * @param bytes what it takes on the host
   * @param backing the path of what it is a layer over
   */
  record Volume(String path, long bytes, Optional<String> backing) {}

  // Those whose content others change beside libvirt, and that are read again at little cost.
  private static final Set<String> FOLDERS = Set.of("dir", "fs", "netfs");

  private final ImagePaths paths;
  private final Map<String, Volume> byPath = new LinkedHashMap<>();
  private final Map<DiskSource.Volume, Volume> byName = new LinkedHashMap<>();

  /**
   * Reads them.
   *
   * @param sought disks whose pools are read anew by the host first, since a layer over them may
   *     have been made beside libvirt
   */
  PoolVolumes(Connection connection, ImagePaths paths, Collection<DiskXml> sought)
      throws LibvirtException {
    this.paths = paths;
    for (StoragePool pool : connection.storage().pools()) {
      if (pool.isActive()) {
        if (holdsOneOf(pool, sought)) {
          pool.refresh();
        }
        for (StorageVolume volume : pool.volumes()) {
          read(pool.name(), volume);
        }
      }
    }
  }

  private static boolean holdsOneOf(StoragePool pool, Collection<DiskXml> disks)
      throws LibvirtException {
    PoolXml xml = PoolXml.parse(pool.xml(false));
    String folder = xml.targetPath().orElse("") + "/";
    return FOLDERS.contains(xml.type().orElse(""))
        && disks.stream()
            .anyMatch(disk ->
                disk.source()
                    .filter(source ->
                        source instanceof DiskSource.Volume volume
                            ? volume.pool().equals(pool.name())
                            : name(disk).startsWith(folder))
                    .isPresent());
  }

  private void read(String pool, StorageVolume volume) throws LibvirtException {
    try {
      VolumeXml xml = VolumeXml.parse(volume.xml());
      String path = xml.path().orElse(volume.key());
      Volume known =
          new Volume(path, xml.allocation().orElse(0), xml.backing().map(VolumeXml.Backing::path));
      byPath.put(paths.canonical(path), known);
      byName.put(new DiskSource.Volume(pool, volume.name()), known);
    } catch (LibvirtException e) {
      if (e.kind() != LibvirtException.Kind.NOT_FOUND) {
        throw e; // one that was just deleted is nobody's
      }
    }
  }

  /** The volume that a disk is; empty if no pool has it. */
  Optional<Volume> of(DiskXml disk) {
    return disk.source()
        .flatMap(source ->
            source instanceof DiskSource.Volume volume
                ? Optional.ofNullable(byName.get(volume))
                : Optional.ofNullable(byPath.get(paths.canonical(name(disk)))));
  }

  /** A disk's path, or what stands for one. */
  static String name(DiskXml disk) {
    return switch (disk.source().orElse(new DiskSource.Other(""))) {
      case DiskSource.File file -> file.path();
      case DiskSource.Block block -> block.device();
      case DiskSource.Volume volume -> volume.pool() + "/" + volume.volume();
      case DiskSource.Network network -> network.protocol() + ":" + network.name();
      case DiskSource.Other other -> other.type();
    };
  }

  /** Another volume that is a layer over this one. */
  Optional<String> layerOver(Volume base) {
    String path = paths.canonical(base.path());
    return byPath.values().stream()
        .filter(each -> each.backing().map(paths::canonical).filter(path::equals).isPresent())
        .map(Volume::path)
        .findFirst();
  }

  /**
   * Collects all the files that a disk is made of.
   *
   * @return whether these are all: false if that cannot be found out
   */
  boolean chain(DiskXml disk, Set<String> files) {
    Optional<DiskSource> source = disk.source();
    if (source.isEmpty() || source.get() instanceof DiskSource.Network) {
      return true;
    }
    // What runs, libvirt has followed, and says so in the XML.
    layers(disk.element(), files);
    Optional<Volume> known = of(disk);
    String path = known.map(Volume::path).orElse(name(disk));
    files.add(paths.canonical(path));
    if (known.isPresent()) {
      return follow(known.get(), files);
    }
    if (disk.device().equals("cdrom") || disk.device().equals("floppy")) {
      return true; // a medium is nobody's image that is written to
    }
    // By another name it could be any image, where links cannot be followed.
    return !(source.get() instanceof DiskSource.Volume)
        && paths.isOnlyName(path)
        && (disk.format().filter("raw"::equals).isPresent() || paths.follow(path, files));
  }

  private static Optional<String> place(XmlElement layer) {
    return layer
        .child("source")
        .flatMap(source -> source.attribute("file").or(() -> source.attribute("dev")));
  }

  private void layers(XmlElement disk, Set<String> files) {
    Optional<XmlElement> layer = disk.child("backingStore");
    while (layer.isPresent()) {
      place(layer.get()).ifPresent(path -> files.add(paths.canonical(path)));
      layer = layer.get().child("backingStore");
    }
  }

  private boolean follow(Volume top, Set<String> files) {
    Optional<String> below = top.backing();
    while (below.isPresent()) {
      String path = paths.canonical(below.get());
      files.add(path);
      Volume next = byPath.get(path);
      if (next == null) {
        return paths.follow(below.get(), files);
      }
      below = next.backing();
    }
    return true;
  }
}
