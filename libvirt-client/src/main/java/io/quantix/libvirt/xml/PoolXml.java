package io.quantix.libvirt.xml;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** A storage pool's document, edited in place. Whether it starts with its host is not in it. */
public final class PoolXml extends Definition {
  private PoolXml(String xml) {
    super(xml, "pool");
  }

  /**
   * Reads pool XML.
   *
   * @throws XmlException if it is none
   */
  public static PoolXml parse(String xml) {
    return new PoolXml(xml);
  }

  /** What it is known by. */
  public Optional<UUID> uuid() {
    return uuidOfRoot();
  }

  /** {@code dir}, {@code logical}, {@code netfs}, ... */
  public Optional<String> type() {
    return root().attribute("type");
  }

  /** All that it can hold, bytes; told by the host. */
  public OptionalLong capacity() {
    return XmlValues.bytes(root().child("capacity"), 1);
  }

  /** What is used, bytes; told by the host. */
  public OptionalLong allocation() {
    return XmlValues.bytes(root().child("allocation"), 1);
  }

  /** What is free, bytes; told by the host. */
  public OptionalLong available() {
    return XmlValues.bytes(root().child("available"), 1);
  }

  /** The server that it comes from. */
  public Optional<String> sourceHost() {
    return root().find("source/host").flatMap(each -> each.attribute("name"));
  }

  /** Sets the server that it comes from. */
  public void setSourceHost(String host) {
    XmlText.encodeAttribute(XmlValues.filled(host, "a server's name"));
    root().orCreate("source/host").setAttribute("name", host);
  }

  /** The first device that it is made of, {@code /dev/sdb}. */
  public Optional<String> sourceDevice() {
    return root().find("source/device").flatMap(each -> each.attribute("path"));
  }

  /** Sets the first device that it is made of. */
  public void setSourceDevice(String path) {
    XmlText.encodeAttribute(XmlValues.filled(path, "a device's path"));
    root().orCreate("source/device").setAttribute("path", path);
  }

  /** The folder that is exported by the server. */
  public Optional<String> sourceDirectory() {
    return root().find("source/dir").flatMap(each -> each.attribute("path"));
  }

  /** Sets the folder that is exported by the server. */
  public void setSourceDirectory(String path) {
    XmlText.encodeAttribute(XmlValues.filled(path, "a folder's path"));
    root().orCreate("source/dir").setAttribute("path", path);
  }

  /** Its name at its source: a volume group, an RBD pool. */
  public Optional<String> sourceName() {
    return XmlValues.text(root().find("source/name"));
  }

  /** Sets its name at its source. */
  public void setSourceName(String name) {
    XmlText.encodeText(XmlValues.filled(name, "a source's name"));
    root().orCreate("source/name").setText(name);
  }

  /** The folder on the host where its volumes are. */
  public Optional<String> targetPath() {
    return XmlValues.text(root().find("target/path"));
  }

  /** Sets the folder on the host where its volumes are. */
  public void setTargetPath(String path) {
    XmlText.encodeText(XmlValues.filled(path, "a folder's path"));
    root().orCreate("target/path").setText(path);
  }
}
