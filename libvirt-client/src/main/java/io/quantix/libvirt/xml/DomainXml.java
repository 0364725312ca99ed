package io.quantix.libvirt.xml;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A domain's document, edited in place. Read it with {@code INACTIVE} and {@code SECURE}: what runs
 * differs from what is defined, and a password that was left out of the XML is deleted by defining
 * it.
 */
public final class DomainXml extends Definition {
  private DomainXml(String xml) {
    super(xml, "domain");
  }

  /**
   * Reads domain XML.
   *
   * @throws XmlException if it is none
   */
  public static DomainXml parse(String xml) {
    return new DomainXml(xml);
  }

  /** {@code kvm}, {@code qemu}, {@code test}, ... */
  public Optional<String> type() {
    return root().attribute("type");
  }

  /** What it is known by for all its life. */
  public Optional<UUID> uuid() {
    return uuidOfRoot();
  }

  /** Sets the UUID; none makes libvirt choose one, as a copy needs it. */
  public void setUuid(Optional<UUID> uuid) {
    XmlValues.setText(root(), "uuid", uuid.map(UUID::toString));
  }

  /** A short text of the user's. */
  public Optional<String> title() {
    return XmlValues.text(root().child("title"));
  }

  /** Sets the title, or removes it if it is empty; it is one line. */
  public void setTitle(String title) {
    if (title.indexOf('\n') >= 0) {
      throw new XmlException(0, "a title is one line");
    }
    XmlValues.setText(root(), "title", Optional.of(title));
  }

  /** A long text of the user's, as it stands there. */
  public Optional<String> description() {
    return root().child("description").map(XmlElement::text);
  }

  /** Sets the description, or removes it if it is empty. */
  public void setDescription(String description) {
    XmlValues.setText(root(), "description", Optional.of(description));
  }

  /** The memory it can have at boot, KiB. */
  public OptionalLong memoryKib() {
    return kib("memory");
  }

  /** Sets the memory it can have at boot, KiB; the unit that is there stays if it can say it. */
  public void setMemoryKib(long kib) {
    setKib("memory", kib);
  }

  /** The memory that the balloon leaves it, KiB; empty if that is all. */
  public OptionalLong currentMemoryKib() {
    return kib("currentMemory");
  }

  /** Sets the memory that the balloon leaves it, KiB. */
  public void setCurrentMemoryKib(long kib) {
    setKib("currentMemory", kib);
  }

  private OptionalLong kib(String name) {
    OptionalLong bytes = XmlValues.bytes(root().child(name), XmlValues.KIB);
    return bytes.isEmpty() ? bytes : OptionalLong.of(bytes.getAsLong() / XmlValues.KIB);
  }

  private void setKib(String name, long kib) {
    XmlValues.atLeast(1, kib, "memory in KiB");
    if (kib > Long.MAX_VALUE / XmlValues.KIB) {
      throw new XmlException(0, kib + " KiB is more memory than there can be");
    }
    XmlElement element = root().orCreate(name);
    XmlValues.setBytes(element, kib * XmlValues.KIB, XmlValues.KIB);
  }

  /** The most virtual processors it can have. */
  public OptionalInt maxVcpus() {
    Optional<XmlElement> vcpu = root().child("vcpu");
    return vcpu.isEmpty()
        ? OptionalInt.empty()
        : XmlValues.integer(vcpu.get(), XmlValues.text(vcpu));
  }

  /** The virtual processors that it has at boot. */
  public OptionalInt vcpus() {
    Optional<XmlElement> vcpu = root().child("vcpu");
    return vcpu.isPresent() && vcpu.get().attribute("current").isPresent()
        ? XmlValues.integer(vcpu.get(), vcpu.get().attribute("current"))
        : maxVcpus();
  }

  /**
   * Sets its virtual processors. A topology in {@link #cpu()} has to have room for as many, and
   * processors listed one by one in {@code <vcpus>} have to be told apart again.
   *
   * @param current at boot
   * @param max the most it can have
   */
  public void setVcpus(int current, int max) {
    XmlValues.atLeast(1, current, "the number of virtual processors");
    XmlValues.atLeast(current, max, "the most virtual processors");
    XmlElement vcpu = root().orCreate("vcpu");
    if (!maxVcpus().equals(OptionalInt.of(max))) {
      vcpu.setText(Integer.toString(max));
    }
    if (!vcpus().equals(OptionalInt.of(current))) {
      vcpu.setAttribute(
          "current", current == max ? Optional.empty() : Optional.of(Integer.toString(current)));
    }
  }

  /** Its processor's model and topology. */
  public CpuXml cpu() {
    return new CpuXml(root());
  }

  /** What it boots, and by which firmware. */
  public BootXml boot() {
    return new BootXml(root());
  }

  /** Its devices. */
  public DevicesXml devices() {
    return new DevicesXml(root());
  }

  /** What programs keep in it. */
  public MetadataXml metadata() {
    return new MetadataXml(root());
  }
}
