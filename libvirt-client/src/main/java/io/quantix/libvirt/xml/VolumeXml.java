package io.quantix.libvirt.xml;

import java.util.Optional;
import java.util.OptionalLong;

/** A storage volume's document, edited in place. */
public final class VolumeXml extends Definition {
  /**
   * The volume that holds what this one has not written yet.
   *
   * @param path its file on the host
   * @param format {@code qcow2}; empty if not said
   */
  public record Backing(String path, String format) {}

  private VolumeXml(String xml) {
    super(xml, "volume");
  }

  /**
   * Reads volume XML.
   *
   * @throws XmlException if it is none
   */
  public static VolumeXml parse(String xml) {
    return new VolumeXml(xml);
  }

  /** What the host knows it by, often its path. */
  public Optional<String> key() {
    return XmlValues.text(root().child("key"));
  }

  /** How much a guest sees, bytes. */
  public OptionalLong capacity() {
    return XmlValues.bytes(root().child("capacity"), 1);
  }

  /** Sets how much a guest sees, bytes; the unit that is there stays if it can say it. */
  public void setCapacity(long bytes) {
    XmlValues.atLeast(0, bytes, "a capacity");
    XmlValues.setBytes(root().orCreate("capacity"), bytes, 1);
  }

  /** How much it takes on the host, bytes. */
  public OptionalLong allocation() {
    return XmlValues.bytes(root().child("allocation"), 1);
  }

  /** Sets how much is set aside for it at once, bytes. */
  public void setAllocation(long bytes) {
    XmlValues.atLeast(0, bytes, "an allocation");
    XmlValues.setBytes(root().orCreate("allocation"), bytes, 1);
  }

  /** Its file or device on the host. */
  public Optional<String> path() {
    return XmlValues.text(root().find("target/path"));
  }

  /** {@code qcow2}, {@code raw}. */
  public Optional<String> format() {
    return root().find("target/format").flatMap(each -> each.attribute("type"));
  }

  /** Sets the format of its content. */
  public void setFormat(String format) {
    XmlText.encodeAttribute(XmlValues.filled(format, "a format"));
    root().orCreate("target/format").setAttribute("type", format);
  }

  /** The volume behind it. */
  public Optional<Backing> backing() {
    return XmlValues.text(root().find("backingStore/path"))
        .map(path ->
            new Backing(
                path,
                root()
                    .find("backingStore/format")
                    .flatMap(each -> each.attribute("type"))
                    .orElse("")));
  }

  /** Sets the volume behind it, or removes it. */
  public void setBacking(Optional<Backing> backing) {
    if (backing.equals(backing())) {
      return;
    }
    if (backing.isEmpty()) {
      root().children("backingStore").forEach(XmlElement::remove);
      return;
    }
    XmlText.encodeText(XmlValues.filled(backing.get().path(), "a backing volume's path"));
    XmlText.encodeText(backing.get().format());
    root().orCreate("backingStore/path").setText(backing.get().path());
    if (backing.get().format().isEmpty()) {
      root().find("backingStore/format").ifPresent(XmlElement::remove);
    } else {
      root().orCreate("backingStore/format").setAttribute("type", backing.get().format());
    }
  }
}
