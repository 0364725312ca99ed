package io.quantix.libvirt.xml;

import io.quantix.libvirt.xml.DomainDescription.Disk;
import io.quantix.libvirt.xml.DomainDescription.Graphics;
import io.quantix.libvirt.xml.DomainDescription.Interface;
import io.quantix.libvirt.xml.DomainDescription.Serial;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads a {@link DomainDescription} in one pass over the XML. Used once. */
final class DomainXmlReader {
  private static final XMLInputFactory FACTORY = factory();

  private String title = "";
  private String description = "";
  private String domainType = "";
  private String architecture = "";
  private String machine = "";
  private String firmware = "";
  private String osId = "";
  private int vcpus;
  private int maxVcpus;
  private long memoryKib;
  private long currentMemoryKib;
  private final List<Disk> disks = new ArrayList<>();
  private final List<Interface> interfaces = new ArrayList<>();
  private final List<Graphics> graphics = new ArrayList<>();
  private final List<String> videoModels = new ArrayList<>();
  private final List<Serial> serials = new ArrayList<>();

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty("jdk.xml.maxElementDepth", XmlDocument.MAX_DEPTH);
    return factory;
  }

  static DomainDescription read(String xml) {
    try {
      XMLStreamReader in;
      synchronized (FACTORY) { // the factory is not safe for use by several threads
        in = FACTORY.createXMLStreamReader(new StringReader(xml));
      }
      try {
        return new DomainXmlReader().domain(in);
      } finally {
        in.close();
      }
    } catch (XMLStreamException | NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException("no domain XML: " + e.getMessage(), e);
    }
  }

  private DomainDescription domain(XMLStreamReader in) throws XMLStreamException {
    if (in.nextTag() != XMLStreamConstants.START_ELEMENT || !in.getLocalName().equals("domain")) {
      throw new IllegalArgumentException("no domain XML: its root is not <domain>");
    }
    domainType = attribute(in, "type");
    children(
        in,
        name -> {
          switch (name) {
            case "title" -> title = in.getElementText().strip();
            case "description" -> description = in.getElementText().strip();
            case "memory" -> memoryKib = kib(in);
            case "currentMemory" -> currentMemoryKib = kib(in);
            case "vcpu" -> vcpu(in);
            case "os" -> os(in);
            case "metadata" -> metadata(in);
            case "devices" -> devices(in);
            default -> skip(in);
          }
        });
    return new DomainDescription(
        title,
        description,
        domainType,
        architecture,
        machine,
        firmware.isEmpty() ? "bios" : firmware,
        osId,
        vcpus,
        maxVcpus,
        currentMemoryKib > 0 ? currentMemoryKib : memoryKib,
        List.copyOf(disks),
        List.copyOf(interfaces),
        List.copyOf(graphics),
        List.copyOf(videoModels),
        List.copyOf(serials));
  }

  private void vcpu(XMLStreamReader in) throws XMLStreamException {
    String current = attribute(in, "current");
    maxVcpus = Integer.parseInt(in.getElementText().strip());
    vcpus = current.isEmpty() ? maxVcpus : Integer.parseInt(current);
  }

  private void os(XMLStreamReader in) throws XMLStreamException {
    firmware = attribute(in, "firmware");
    children(
        in,
        name -> {
          switch (name) {
            case "type" -> {
              architecture = attribute(in, "arch");
              machine = attribute(in, "machine");
              skip(in);
            }
            case "loader" -> {
              if (attribute(in, "type").equals("pflash")) {
                firmware = "efi";
              }
              skip(in);
            }
            default -> skip(in);
          }
        });
  }

  private void metadata(XMLStreamReader in) throws XMLStreamException {
    int depth = 1;
    while (depth > 0) {
      int event = in.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
        if (in.getLocalName().equals("os")
            && String.valueOf(in.getNamespaceURI()).startsWith("http://libosinfo.org/")
            && osId.isEmpty()) {
          osId = attribute(in, "id");
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  private void devices(XMLStreamReader in) throws XMLStreamException {
    children(
        in,
        name -> {
          switch (name) {
            case "disk" -> disk(in);
            case "interface" -> networkInterface(in);
            case "graphics" -> graphics(in);
            case "video" ->
                children(
                    in,
                    child -> {
                      if (child.equals("model")) {
                        videoModels.add(attribute(in, "type"));
                      }
                      skip(in);
                    });
            case "serial", "console" -> serial(name, in);
            default -> skip(in);
          }
        });
  }

  private void disk(XMLStreamReader in) throws XMLStreamException {
    String device = attribute(in, "device");
    String[] found = {"", "", "", ""}; // target, bus, source, format
    boolean[] readOnly = {false};
    children(
        in,
        name -> {
          switch (name) {
            case "target" -> {
              found[0] = attribute(in, "dev");
              found[1] = attribute(in, "bus");
            }
            case "source" -> found[2] = source(in);
            case "driver" -> found[3] = attribute(in, "type");
            case "readonly" -> readOnly[0] = true;
            default -> {
              // A backing store has a source of its own, which is not the disk's.
            }
          }
          skip(in);
        });
    disks.add(
        new Disk(
            found[0],
            found[1],
            device.isEmpty() ? "disk" : device,
            found[2],
            found[3],
            readOnly[0]));
  }

  private static String source(XMLStreamReader in) {
    String path = attribute(in, "file") + attribute(in, "dev") + attribute(in, "dir");
    if (!path.isEmpty()) {
      return path;
    }
    String volume = attribute(in, "volume");
    if (!volume.isEmpty()) {
      return attribute(in, "pool") + "/" + volume;
    }
    String protocol = attribute(in, "protocol");
    return protocol.isEmpty() ? "" : protocol + ":" + attribute(in, "name");
  }

  private void networkInterface(XMLStreamReader in) throws XMLStreamException {
    String type = attribute(in, "type");
    String[] found = {"", "", "", ""}; // source, mac, model, target
    children(
        in,
        name -> {
          switch (name) {
            case "source" ->
                // Running, an interface on a network also names the network's bridge.
                found[0] =
                    Stream.of("network", "bridge", "dev")
                        .map(each -> attribute(in, each))
                        .filter(value -> !value.isEmpty())
                        .findFirst()
                        .orElse("");
            case "mac" -> found[1] = attribute(in, "address");
            case "model" -> found[2] = attribute(in, "type");
            case "target" -> found[3] = attribute(in, "dev");
            default -> {
              // Not shown.
            }
          }
          skip(in);
        });
    interfaces.add(new Interface(type, found[0], found[1], found[2], found[3]));
  }

  private void graphics(XMLStreamReader in) throws XMLStreamException {
    String type = attribute(in, "type");
    String port = attribute(in, "port");
    String password = attribute(in, "passwd");
    boolean passwordSet = hasAttribute(in, "passwd");
    String[] found = {attribute(in, "listen"), attribute(in, "socket")};
    children(
        in,
        name -> {
          if (name.equals("listen")) {
            if (attribute(in, "type").equals("socket")) {
              found[1] = attribute(in, "socket");
            } else if (found[0].isEmpty()) {
              found[0] = attribute(in, "address");
            }
          }
          skip(in);
        });
    int number = port.isEmpty() ? -1 : Integer.parseInt(port);
    graphics.add(
        new Graphics(
            type,
            found[0],
            number > 0 ? OptionalInt.of(number) : OptionalInt.empty(),
            found[1].isEmpty() ? Optional.empty() : Optional.of(found[1]),
            passwordSet,
            password.isEmpty() ? Optional.empty() : Optional.of(password)));
  }

  private void serial(String device, XMLStreamReader in) throws XMLStreamException {
    String type = attribute(in, "type");
    String[] found = {"", "", ""}; // target, port, alias
    children(
        in,
        name -> {
          switch (name) {
            case "target" -> {
              found[0] = attribute(in, "type");
              found[1] = attribute(in, "port");
            }
            case "alias" -> found[2] = attribute(in, "name");
            default -> {
              // Where its bytes go is the host's affair.
            }
          }
          skip(in);
        });
    int port = found[1].isEmpty() ? 0 : Integer.parseInt(found[1]);
    serials.add(new Serial(device, type, found[0], port, found[2]));
  }

  private static long kib(XMLStreamReader in) throws XMLStreamException {
    String unit = attribute(in, "unit");
    long amount = Long.parseLong(in.getElementText().strip());
    return switch (unit) {
      case "b", "bytes" -> amount / 1024;
      case "KB" -> Math.multiplyExact(amount, 1000L) / 1024;
      case "M", "MiB" -> Math.multiplyExact(amount, 1024L);
      case "MB" -> Math.multiplyExact(amount, 1_000_000L) / 1024;
      case "G", "GiB" -> Math.multiplyExact(amount, 1024L * 1024);
      case "GB" -> Math.multiplyExact(amount, 1_000_000_000L) / 1024;
      case "T", "TiB" -> Math.multiplyExact(amount, 1024L * 1024 * 1024);
      default -> amount;
    };
  }

  /** Something that reads an element to its end. */
  @FunctionalInterface
  private interface Child {
    void read(String name) throws XMLStreamException;
  }

  private static void children(XMLStreamReader in, Child child) throws XMLStreamException {
    while (true) {
      int event = in.next();
      if (event == XMLStreamConstants.END_ELEMENT) {
        return;
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        child.read(in.getLocalName());
      }
    }
  }

  private static void skip(XMLStreamReader in) throws XMLStreamException {
    int depth = 1;
    while (depth > 0) {
      int event = in.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  private static boolean hasAttribute(XMLStreamReader in, String name) {
    return in.getAttributeValue(null, name) != null;
  }

  private static String attribute(XMLStreamReader in, String name) {
    @Nullable String value = in.getAttributeValue(null, name);
    return value == null ? "" : value;
  }
}
