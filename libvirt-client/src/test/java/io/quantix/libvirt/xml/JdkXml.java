package io.quantix.libvirt.xml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import org.xml.sax.InputSource;

/** The JDK's own parser as a witness that knows nothing of ours. */
final class JdkXml {
  private JdkXml() {}

  static Document parse(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      factory.setCoalescing(true);
      String text = xml.startsWith("\ufeff") ? xml.substring(1) : xml;
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    } catch (Exception e) {
      throw new AssertionError("not read by the JDK: " + e.getMessage() + "\n" + xml, e);
    }
  }

  /** All elements in the order of the document. */
  static List<Element> elements(Document document) {
    List<Element> found = new ArrayList<>();
    collect(document.getDocumentElement(), found);
    return found;
  }

  private static void collect(Element element, List<Element> found) {
    found.add(element);
    for (Node each = element.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Element child) {
        collect(child, found);
      }
    }
  }

  /** The text that stands in an element directly. */
  static String text(Element element) {
    StringBuilder out = new StringBuilder();
    for (Node each = element.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (each instanceof Text text) {
        out.append(text.getData());
      }
    }
    return out.toString();
  }

  /** What the document means: without comments, and without space around texts. */
  static Document meaning(Document document) {
    Document copy = (Document) document.cloneNode(true);
    for (Node each = copy.getFirstChild(); each != null; ) {
      Node next = each.getNextSibling();
      if (!(each instanceof Element)) {
        copy.removeChild(each);
      }
      each = next;
    }
    strip(copy.getDocumentElement());
    return copy;
  }

  private static void strip(Element element) {
    for (Node each = element.getFirstChild(); each != null; ) {
      Node next = each.getNextSibling();
      if (each instanceof Element child) {
        strip(child);
      } else if (!(each instanceof Text)) {
        element.removeChild(each);
      }
      each = next;
    }
    element.normalize();
    for (Node each = element.getFirstChild(); each != null; ) {
      Node next = each.getNextSibling();
      if (each instanceof Text text) {
        String stripped = text.getData().strip();
        if (stripped.isEmpty()) {
          element.removeChild(text);
        } else {
          text.setData(stripped);
        }
      }
      each = next;
    }
  }
}
