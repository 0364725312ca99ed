package io.quantix.libvirt.xml;

import java.util.Optional;
import java.util.UUID;

/**
 * What libvirt's documents have in common. A getter whose value the document does not have gives an
 * empty result; a setter puts in what is missing where libvirt writes it. What an editor has no
 * method for is reached through {@link #root()}.
 */
public abstract sealed class Definition
    permits DomainXml, NetworkXml, PoolXml, SnapshotXml, VolumeXml {
  private final String original;
  private final XmlDocument document;

  Definition(String xml, String rootName) {
    original = xml;
    document = XmlDocument.parse(xml);
    XmlElement root = document.root();
    if (!root.name().equals(rootName)) {
      throw root.refused("the root of this document is to be <" + rootName + ">");
    }
  }

  /** The document that is edited. */
  public XmlDocument document() {
    return document;
  }

  /** The document's outermost element. */
  public XmlElement root() {
    return document.root();
  }

  /** What it is called. */
  public Optional<String> name() {
    return XmlValues.text(root().child("name"));
  }

  /** Renames it in the document; on the host, libvirt may want another call for it. */
  public void setName(String name) {
    if (name.isBlank() || name.indexOf('/') >= 0 || name.indexOf('\n') >= 0) {
      throw new XmlException(
          0, "'" + name + "' is no name: it is not empty and has no '/' or line end in it");
    }
    XmlValues.setNewText(root(), "name", name);
  }

  Optional<UUID> uuidOfRoot() {
    Optional<XmlElement> element = root().child("uuid");
    try {
      return XmlValues.text(element)
          .map(each ->
              UUID.fromString(
                  each.replace("-", "")
                      .replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")));
    } catch (IllegalArgumentException e) {
      throw element.orElse(root()).refused("its text is no UUID");
    }
  }

  /** What changed since the document was read, line by line. */
  public XmlDiff changes() {
    return XmlDiff.between(original, toString());
  }

  /** The document as it is now. */
  @Override
  public final String toString() {
    return document.toString();
  }
}
