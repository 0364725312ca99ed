package io.quantix.libvirt.xml;

import java.util.Optional;

/**
 * What programs keep in a domain or network: one element a program, told apart by namespace. That
 * of others is never touched.
 */
public final class MetadataXml {
  private final XmlElement owner;

  MetadataXml(XmlElement owner) {
    this.owner = owner;
  }

  /** The element of that namespace. */
  public Optional<XmlElement> get(String namespace) {
    return owner.child("metadata").stream()
        .flatMap(each -> each.children().stream())
        .filter(each -> each.namespace().equals(XmlValues.filled(namespace, "a namespace")))
        .findFirst();
  }

  /**
   * Puts an element in, in the place of the one of its namespace.
   *
   * @param xml one element that declares its namespace
   * @return the element put in
   * @throws XmlException if it is in no namespace of its own
   */
  public XmlElement set(String xml) {
    XmlElement wanted = XmlDocument.parse(xml).root();
    if (wanted.namespace().isEmpty()) {
      throw wanted.refused("metadata has to be in a namespace of its own");
    }
    Optional<XmlElement> there = get(wanted.namespace());
    return there.isPresent()
        ? there.get().replace(wanted.toString())
        : owner.orCreate("metadata").append(wanted.toString());
  }

  /** Takes the element of that namespace out, if it is there. */
  public void remove(String namespace) {
    get(namespace).ifPresent(XmlElement::remove);
  }
}
