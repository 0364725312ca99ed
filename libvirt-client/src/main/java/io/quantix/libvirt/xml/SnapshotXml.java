package io.quantix.libvirt.xml;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A snapshot's document, edited in place. */
public final class SnapshotXml extends Definition {
  /**
   * What becomes of one disk.
   *
   * @param name its target, {@code vda}, or path
   * @param snapshot {@code no}, {@code internal}, {@code external}; empty if not said
   * @param file the new file of an external snapshot; empty if none is said
   */
  public record Disk(String name, String snapshot, String file) {}

  private SnapshotXml(String xml) {
    super(xml, "domainsnapshot");
  }

  /**
   * Reads snapshot XML.
   *
   * @throws XmlException if it is none
   */
  public static SnapshotXml parse(String xml) {
    return new SnapshotXml(xml);
  }

  /** A text of the user's. */
  public Optional<String> description() {
    return root().child("description").map(XmlElement::text);
  }

  /** Sets the description, or removes it if it is empty. */
  public void setDescription(String description) {
    XmlValues.setText(root(), "description", Optional.of(description));
  }

  /** The name of the snapshot that it was taken on top of. */
  public Optional<String> parent() {
    return XmlValues.text(root().find("parent/name"));
  }

  /** What the domain did: {@code running}, {@code shutoff}, {@code disk-snapshot}, ... */
  public Optional<String> state() {
    return XmlValues.text(root().child("state"));
  }

  /** When it was taken. */
  public Optional<Instant> created() {
    Optional<XmlElement> element = root().child("creationTime");
    try {
      return XmlValues.text(element).map(each -> Instant.ofEpochSecond(Long.parseLong(each)));
    } catch (NumberFormatException | java.time.DateTimeException e) {
      throw element.orElse(root()).refused("its text is no time in seconds");
    }
  }

  /** Where the guest's memory is: {@code no}, {@code internal}, {@code external}. */
  public Optional<String> memory() {
    return root().child("memory").flatMap(each -> each.attribute("snapshot"));
  }

  /** Leaves the guest's memory out, or keeps it inside of the image. */
  public void setMemory(boolean kept) {
    XmlElement memory =
        root().orCreate("memory").setAttribute("snapshot", kept ? "internal" : "no");
    memory.removeAttribute("file");
  }

  /** What becomes of the disks that are named. */
  public List<Disk> disks() {
    return root().findAll("disks/disk").stream()
        .map(each ->
            new Disk(
                each.attribute("name").orElse(""),
                each.attribute("snapshot").orElse(""),
                each.child("source").flatMap(source -> source.attribute("file")).orElse("")))
        .toList();
  }

  /** Says what becomes of a disk, named before or not. */
  public void setDisk(Disk disk) {
    XmlText.encodeAttribute(XmlValues.filled(disk.name(), "a disk's name"));
    XmlText.encodeAttribute(disk.snapshot() + disk.file());
    XmlElement disks = root().orCreate("disks");
    XmlElement element =
        disks.children("disk").stream()
            .filter(each -> each.attribute("name").equals(Optional.of(disk.name())))
            .findFirst()
            .orElseGet(() -> disks.append("<disk/>").setAttribute("name", disk.name()));
    element.setAttribute("snapshot", Optional.of(disk.snapshot()).filter(each -> !each.isEmpty()));
    if (disk.file().isEmpty()) {
      element.children("source").forEach(XmlElement::remove);
    } else {
      element.orCreate("source").setAttribute("file", disk.file());
    }
  }

  /** The domain as it was then, if the host tells it. */
  public Optional<XmlElement> domain() {
    return root().child("domain");
  }
}
