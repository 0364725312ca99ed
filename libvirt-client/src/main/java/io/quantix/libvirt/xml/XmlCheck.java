package io.quantix.libvirt.xml;

import java.io.StringReader;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a text is well-formed XML within our limits, before anything of our own reads it:
 * the JDK's parser, with DTDs and external entities off, is the judge.
 */
final class XmlCheck {
  private static final XMLInputFactory FACTORY = factory();

  private XmlCheck() {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    // The JDK's own limit of 100 is less than a long backing chain; ours is checked below.
    factory.setProperty("jdk.xml.maxElementDepth", XmlDocument.MAX_DEPTH + 2);
    return factory;
  }

  /** Checks a whole document. */
  static void document(String text) {
    limits(text);
    parse(text, 0);
  }

  /**
   * Checks one element's XML that is to stand where these namespaces are in force.
   *
   * @param scope prefix ({@code ""} for the default) to URI
   */
  static void fragment(String xml, Map<String, String> scope) {
    limits(xml);
    StringBuilder text = new StringBuilder("<w");
    for (Map.Entry<String, String> each : new TreeMap<>(scope).entrySet()) {
      if (!each.getKey().equals("xml")) {
        text.append(each.getKey().isEmpty() ? " xmlns" : " xmlns:")
            .append(each.getKey())
            .append("='")
            .append(XmlText.encodeAttribute(each.getValue()))
            .append('\'');
      }
    }
    parse(text.append('>').append(xml).append("</w>").toString(), 1);
  }

  private static void limits(String text) {
    if (text.length() > XmlDocument.MAX_BYTES) {
      throw tooLong();
    }
    int line = 1;
    long bytes = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!XmlText.allowed(c)) {
        throw new XmlException(line, "XML cannot hold the character U+%04X".formatted(c));
      }
      if (c == '\n') {
        line++;
      }
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      i += Character.charCount(c);
    }
    if (bytes > XmlDocument.MAX_BYTES) {
      throw tooLong();
    }
  }

  private static XmlException tooLong() {
    return new XmlException(
        0, "the XML is longer than 4 MiB, more than libvirt takes or this program reads");
  }

  private static void parse(String text, int outerDepth) {
    try {
      XMLStreamReader in;
      synchronized (FACTORY) { // the factory is not safe for use by several threads
        in = FACTORY.createXMLStreamReader(new StringReader(text));
      }
      try {
        @Nullable String version = in.getVersion();
        if (version != null && !version.equals("1.0")) {
          throw new XmlException(1, "XML " + version + " is not read, only XML 1.0");
        }
        events(in, outerDepth);
      } finally {
        in.close();
      }
    } catch (XMLStreamException e) {
      @Nullable Location where = e.getLocation();
      throw new XmlException(where == null ? 0 : where.getLineNumber(), words(e));
    }
  }

  private static void events(XMLStreamReader in, int outerDepth) throws XMLStreamException {
    int depth = -outerDepth;
    while (in.hasNext()) {
      int event = in.next();
      int line = in.getLocation().getLineNumber();
      if (event == XMLStreamConstants.START_ELEMENT && ++depth > XmlDocument.MAX_DEPTH) {
        throw new XmlException(
            line, "elements are nested deeper than " + XmlDocument.MAX_DEPTH + " levels");
      }
      if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
      if (event == XMLStreamConstants.DTD) {
        throw new XmlException(line, "a document type (<!DOCTYPE>) is not accepted");
      }
      if (event == XMLStreamConstants.ENTITY_REFERENCE) {
        throw new XmlException(line, "'&" + in.getLocalName() + ";' stands for nothing");
      }
    }
  }

  private static String words(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    int at = message.indexOf("Message: ");
    return "not well-formed XML: "
        + (at < 0 ? message : message.substring(at + "Message: ".length())).strip();
  }
}
