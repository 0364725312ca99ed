package io.quantix.libvirt.xml;

import io.quantix.libvirt.xml.XmlNode.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts elements in and takes them out so that the lines of a document stay as a person would write
 * them. Of what is there, no character but the removed line's own is changed.
 */
final class XmlLayout {
  private XmlLayout() {}

  static XmlElement append(XmlElement parent, XmlElement added) {
    List<XmlNode> nodes = parent.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (!(nodes.get(i) instanceof Text text && text.blank())) {
        return insert(parent, i + 1, lineStart(parent, i), added);
      }
    }
    return first(parent, added);
  }

  static XmlElement before(XmlElement parent, XmlElement sibling, XmlElement added) {
    int index = index(parent, sibling);
    Optional<String> line = lineStart(parent, index);
    parent.adopt(index, laidOut(added, line));
    line.ifPresent(each -> parent.nodes().add(index + 1, new Text(each, false)));
    return added;
  }

  static XmlElement after(XmlElement parent, XmlElement sibling, XmlElement added) {
    int index = index(parent, sibling);
    Optional<String> line = lineStart(parent, index);
    // A comment behind it on its line belongs to it.
    int end = index;
    for (int i = index + 1; i < parent.nodes().size(); i++) {
      XmlNode each = parent.nodes().get(i);
      if (each instanceof XmlNode.Other) {
        end = i;
      } else if (!(each instanceof Text text && text.blank() && !hasLineEnd(text.raw()))) {
        break;
      }
    }
    return insert(parent, end + 1, lineStops(parent, end + 1) ? line : Optional.empty(), added);
  }

  static XmlElement replace(XmlElement parent, XmlElement old, XmlElement added) {
    int index = index(parent, old);
    laidOut(added, lineStart(parent, index));
    parent.nodes().remove(index);
    parent.adopt(index, added);
    old.orphan();
    return added;
  }

  static void remove(XmlElement parent, XmlElement old) {
    List<XmlNode> nodes = parent.nodes();
    int index = index(parent, old);
    boolean endsItsLine = lineStops(parent, index + 1);
    nodes.remove(index);
    old.orphan();
    if (endsItsLine && index > 0 && nodes.get(index - 1) instanceof Text text && text.blank()) {
      int lineEnd = lastLineEnd(text.raw());
      if (lineEnd >= 0) {
        nodes.set(index - 1, new Text(text.raw().substring(0, lineEnd), false));
      }
    }
    keepApart(nodes, index);
  }

  /** Text on both sides of what was removed may have become {@code ]]>}, which XML forbids. */
  private static void keepApart(List<XmlNode> nodes, int index) {
    StringBuilder left = new StringBuilder();
    for (int i = index - 1; i >= 0 && nodes.get(i) instanceof Text text && !text.cdata(); i--) {
      left.insert(0, text.raw());
    }
    for (int i = index;
        i < nodes.size() && nodes.get(i) instanceof Text text && !text.cdata();
        i++) {
      int end = text.raw().indexOf('>');
      if (end >= 0 && (left + text.raw().substring(0, end + 1)).endsWith("]]>")) {
        nodes.set(i, new Text(text.raw().replaceFirst(">", "&gt;"), false));
      }
      left.append(text.raw());
    }
  }

  /** Puts the first element in, into nothing but whitespace. */
  private static XmlElement first(XmlElement parent, XmlElement added) {
    Optional<String> own =
        parent.isRoot()
            ? Optional.of(parent.style().lineEnd())
            : parent.parent().flatMap(up -> lineStart(up, index(up, parent)));
    Optional<String> line = own.map(each -> each + parent.style().indent());
    boolean closesOnItsLine =
        parent.nodes().stream()
            .noneMatch(each -> each instanceof Text text && hasLineEnd(text.raw()));
    parent.open();
    insert(parent, 0, line, added);
    if (own.isPresent() && closesOnItsLine) {
      parent.addRaw(new Text(own.get(), false));
    }
    return added;
  }

  private static XmlElement insert(
      XmlElement parent, int index, Optional<String> line, XmlElement added) {
    parent.adopt(index, laidOut(added, line));
    line.ifPresent(each -> parent.nodes().add(index, new Text(each, false)));
    return added;
  }

  /** The line end and indentation before a node; empty if it does not begin a line. */
  private static Optional<String> lineStart(XmlElement parent, int index) {
    if (index > 0 && parent.nodes().get(index - 1) instanceof Text text && text.blank()) {
      int lineEnd = lastLineEnd(text.raw());
      if (lineEnd >= 0) {
        return Optional.of(text.raw().substring(lineEnd));
      }
    }
    return Optional.empty();
  }

  /** Gives a new element the document's lines, unless there is text in it. */
  private static XmlElement laidOut(XmlElement added, Optional<String> line) {
    if (line.isEmpty()
        || added.children().isEmpty()
        || added.attribute("xml:space").isPresent()
        || added.nodes().stream().anyMatch(each -> each instanceof Text text && !text.blank())) {
      return added;
    }
    String inner = line.get() + added.style().indent();
    List<XmlNode> content = new ArrayList<>(added.nodes());
    content.removeIf(each -> each instanceof Text);
    added.nodes().clear();
    for (XmlNode each : content) {
      added.addRaw(new Text(inner, false));
      added.addRaw(each instanceof XmlElement child ? laidOut(child, Optional.of(inner)) : each);
    }
    added.addRaw(new Text(line.get(), false));
    return added;
  }

  private static int index(XmlElement parent, XmlElement child) {
    for (int i = 0; i < parent.nodes().size(); i++) {
      if (parent.nodes().get(i) == child) {
        return i;
      }
    }
    throw child.refused("it is not in <" + parent.name() + ">");
  }

  /** Whether nothing of the parent's stands on the line from here on. */
  private static boolean lineStops(XmlElement parent, int index) {
    return index == parent.nodes().size()
        || (parent.nodes().get(index) instanceof Text text
            && !text.cdata()
            && startsWithLineEnd(text.raw()));
  }

  private static boolean hasLineEnd(String raw) {
    return lastLineEnd(raw) >= 0;
  }

  private static boolean startsWithLineEnd(String raw) {
    String rest = raw.stripLeading();
    return hasLineEnd(raw.substring(0, raw.length() - rest.length()));
  }

  /** Where the last line end begins; negative if there is none. */
  private static int lastLineEnd(String raw) {
    int last = Math.max(raw.lastIndexOf('\n'), raw.lastIndexOf('\r'));
    return last > 0 && raw.charAt(last) == '\n' && raw.charAt(last - 1) == '\r' ? last - 1 : last;
  }
}
