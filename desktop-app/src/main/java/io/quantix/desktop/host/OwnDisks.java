package io.quantix.desktop.host;

import io.quantix.desktop.model.HostModel;
import io.quantix.desktop.model.VmModel;
import io.quantix.desktop.text.Texts;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.xml.DomainDescription.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The disk images that belong to one VM alone. */
public final class OwnDisks {
  private OwnDisks() {}

  /**
   * Image files that the VM may write and that no other VM of its host names; never a medium of a
   * drive, a block device or a file that only reads.
   */
  public static List<String> of(VmModel vm) {
    HostModel host = vm.host();
    List<String> own = new ArrayList<>();
    for (Disk disk : vm.descriptionProperty().get().map(found -> found.disks()).orElse(List.of())) {
      boolean image =
          disk.device().equals("disk")
              && !disk.readOnly()
              && disk.source().startsWith("/")
              && !disk.source().startsWith("/dev/");
      if (image && !usedByAnother(host, vm, disk.source())) {
        own.add(disk.source());
      }
    }
    return own;
  }

  private static boolean usedByAnother(HostModel host, VmModel vm, String source) {
    return host.vms().stream()
        .filter(other -> !other.uuid().equals(vm.uuid()))
        .map(other -> other.descriptionProperty().get())
        .flatMap(Optional::stream)
        .flatMap(description -> description.disks().stream())
        .anyMatch(disk -> disk.source().equals(source));
  }

  /** The writable images of all other VMs of its host. */
  static List<String> ofOthers(VmModel vm) {
    return vm.host().vms().stream()
        .filter(other -> !other.uuid().equals(vm.uuid()))
        .map(other -> other.descriptionProperty().get())
        .flatMap(Optional::stream)
        .flatMap(description -> description.disks().stream())
        .map(Disk::source)
        .filter(source -> source.startsWith("/"))
        .distinct()
        .toList();
  }

  /**
   * Deletes them, but none that an image of another VM is a layer over; while one of those images
   * cannot be read, nobody knows, and nothing is deleted. What stays is named in the failure.
   */
  static void delete(List<String> files, List<String> others, String vm) throws LibvirtException {
    List<String> left = new ArrayList<>();
    Set<Path> needed = new HashSet<>();
    boolean known = files.isEmpty() || backing(others, needed);
    for (String file : files) {
      try {
        Path path = Path.of(file);
        if (!known || needed.contains(path.normalize())) {
          left.add(file);
        } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          Files.delete(path);
        } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
          left.add(file);
        }
      } catch (IOException e) {
        left.add(file);
      }
    }
    if (!left.isEmpty()) {
      throw new LibvirtException(
          LibvirtException.Kind.FAILED,
          0,
          0,
          Texts.text("host.disks-left", vm, String.join(", ", left)),
          Texts.text("host.disks-left.hint"));
    }
  }

  private static boolean backing(List<String> images, Set<Path> needed) {
    try {
      for (String image : images) {
        Optional<Path> below = Optional.of(Path.of(image));
        while (below.isPresent() && Files.isRegularFile(below.get())) {
          below = BackingFile.of(below.get()).filter(needed::add);
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
