package io.quantix.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A disk, CD drive or floppy drive. */
public final class DiskXml extends DeviceXml {
  static final Pattern TARGET = Pattern.compile("[a-z]{2,4}[a-z0-9]+");
  private static final Pattern WORD = Pattern.compile("[a-z0-9_-]+");
  private static final List<String> PLACE =
      List.of("file", "dev", "dir", "pool", "volume", "mode", "protocol", "name", "query", "index");

  DiskXml(XmlElement element) {
    super(element);
  }

  /** Its name in the domain, {@code vda}. */
  public Optional<String> target() {
    return onChild("target", "dev");
  }

  /** {@code disk}, {@code cdrom}, {@code floppy} or {@code lun}. */
  public String device() {
    return element().attribute("device").orElse("disk");
  }

  /** {@code virtio}, {@code sata}, {@code scsi}, ... */
  public Optional<String> bus() {
    return onChild("target", "bus");
  }

  /**
   * Moves it to another bus; its place on the old one goes, so that libvirt finds a new one. The
   * target's name stays, since that is what it is known by.
   */
  public void setBus(String bus) {
    XmlValues.matching(WORD, bus, "bus of a disk");
    if (bus().filter(bus::equals).isPresent()) {
      return;
    }
    XmlValues.setOn(element(), "target", "bus", bus);
    element().children("address").forEach(XmlElement::remove);
  }

  /** Where its content is; empty for an empty drive. */
  public Optional<DiskSource> source() {
    return element()
        .child("source")
        .filter(source -> PLACE.stream().anyMatch(each -> source.attribute(each).isPresent()))
        .map(source ->
            switch (type().orElse("file")) {
              case "file" -> source.attribute("file").map(DiskSource.File::new);
              case "block" -> source.attribute("dev").map(DiskSource.Block::new);
              case "volume" ->
                  source
                      .attribute("pool")
                      .flatMap(pool ->
                          source
                              .attribute("volume")
                              .map(volume -> new DiskSource.Volume(pool, volume)));
              case "network" ->
                  source
                      .attribute("protocol")
                      .map(protocol ->
                          new DiskSource.Network(protocol, source.attribute("name").orElse("")));
              default -> Optional.<DiskSource>empty();
            })
        .map(found -> found.isPresent() ? found.get() : new DiskSource.Other(type().orElse("")));
  }

  /**
   * Changes where its content is, or empties the drive. What the XML said of the old content's
   * backing files goes; other settings stay.
   *
   * @throws XmlException if a disk that is no CD or floppy drive is to be emptied, or the source is
   *     of a type that this version only shows
   */
  public void setSource(Optional<DiskSource> source) {
    if (source.equals(source())) {
      return;
    }
    if (source.isEmpty()) {
      if (!device().equals("cdrom") && !device().equals("floppy")) {
        throw element().refused("only a CD or floppy drive can be empty");
      }
      element().children("source").forEach(XmlElement::remove);
    } else {
      place(source.get());
    }
    element().children("backingStore").forEach(XmlElement::remove);
  }

  private void place(DiskSource wanted) {
    if (wanted instanceof DiskSource.Other) {
      throw element().refused("a source of type '" + wanted.type() + "' cannot be set");
    }
    String[] values =
        switch (wanted) {
          case DiskSource.File file -> new String[] {"file", file.path()};
          case DiskSource.Block block -> new String[] {"dev", block.device()};
          case DiskSource.Volume volume ->
              new String[] {"pool", volume.pool(), "volume", volume.volume()};
          case DiskSource.Network network ->
              network.name().isEmpty()
                  ? new String[] {"protocol", network.protocol()}
                  : new String[] {"protocol", network.protocol(), "name", network.name()};
          case DiskSource.Other other -> new String[] {};
        };
    for (String value : values) {
      XmlText.encodeAttribute(value);
    }
    List<String> names = List.of(values[0], values.length > 2 ? values[2] : values[0]);
    boolean sameType = type().orElse("file").equals(wanted.type());
    XmlElement source = element().orCreate("source");
    if (!sameType) {
      element().setAttribute("type", wanted.type());
      for (String old :
          List.of("host", "auth", "snapshot", "config", "initiator", "reservations")) {
        source.children(old).forEach(XmlElement::remove);
      }
      element().children("auth").forEach(XmlElement::remove);
    }
    for (String place : PLACE) {
      if (!names.contains(place)) {
        source.removeAttribute(place);
      }
    }
    for (int i = 0; i < values.length; i += 2) {
      source.setAttribute(values[i], values[i + 1]);
    }
  }

  /** Its content's format, {@code qcow2}, {@code raw}. */
  public Optional<String> format() {
    return onChild("driver", "type");
  }

  /** Says what format its content has. */
  public void setFormat(String format) {
    setOnDriver("type", Optional.of(XmlValues.matching(WORD, format, "format of a disk")));
  }

  /** {@code none}, {@code writeback}, ...; empty for the hypervisor's own choice. */
  public Optional<String> cache() {
    return onChild("driver", "cache");
  }

  /** Sets the cache mode, or leaves it to the hypervisor. */
  public void setCache(Optional<String> cache) {
    setOnDriver("cache", cache.map(each -> XmlValues.matching(WORD, each, "cache mode")));
  }

  /** What becomes of blocks that the guest frees: {@code unmap}, {@code ignore}. */
  public Optional<String> discard() {
    return onChild("driver", "discard");
  }

  /** Sets what becomes of blocks that the guest frees, or leaves it to the hypervisor. */
  public void setDiscard(Optional<String> discard) {
    setOnDriver("discard", discard.map(each -> XmlValues.matching(WORD, each, "discard mode")));
  }

  private void setOnDriver(String attribute, Optional<String> value) {
    if (value.isPresent() && element().child("driver").isEmpty()) {
      element().add("<driver name='qemu'/>");
    }
    element().child("driver").ifPresent(driver -> driver.setAttribute(attribute, value));
  }

  /** Whether the guest may not write to it. */
  public boolean readOnly() {
    return element().child("readonly").isPresent();
  }

  /** Lets the guest write to it, or not. */
  public void setReadOnly(boolean readOnly) {
    XmlValues.setFlag(element(), "readonly", readOnly);
  }

  /** The serial number that the guest sees. */
  public Optional<String> serial() {
    return XmlValues.text(element().child("serial"));
  }

  @Override
  Optional<String> ownKey() {
    return target();
  }
}
