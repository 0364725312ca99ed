package io.quantix.libvirt.xml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An element of an {@link XmlDocument}. An edit changes what it names and nothing else; one that is
 * refused with an {@link XmlException} has changed nothing. Setting what is already so changes
 * nothing either.
 *
 * <p>A name in a query means what it would mean if it stood in this element's content: {@code
 * child("app")} does not find another program's {@code <app xmlns='urn:other'/>}.
 */
public final class XmlElement implements XmlNode {
  private final XmlStyle style;
  private final int line;
  private final String name;
  private final List<XmlAttribute> attributes;
  private final String beforeClose;
  private final List<XmlNode> nodes = new ArrayList<>();
  private boolean selfClosing;
  private String endTag = "";
  private @Nullable XmlElement parent;
  private boolean root;

  XmlElement(
      XmlStyle style,
      int line,
      String name,
      List<XmlAttribute> attributes,
      String beforeClose,
      boolean selfClosing) {
    this.style = style;
    this.line = line;
    this.name = name;
    this.attributes = attributes;
    this.beforeClose = beforeClose;
    this.selfClosing = selfClosing;
  }

  /** Its name with its prefix, as it stands in the text. */
  public String name() {
    return name;
  }

  /** Its name without prefix. */
  public String localName() {
    return name.substring(name.indexOf(':') + 1);
  }

  /** The URI of its namespace; empty if it is in none. */
  public String namespace() {
    return Namespaces.of(this, name).orElse("");
  }

  /** The line of the text it was read from, from 1; 0 if it was added since. */
  public int line() {
    return line;
  }

  /** The element it stands in; empty for the root and for what was removed. */
  public Optional<XmlElement> parent() {
    return Optional.ofNullable(parent);
  }

  /** The elements in it, in order. */
  public List<XmlElement> children() {
    return elements(each -> true);
  }

  /** The elements of that name in it, in order. */
  public List<XmlElement> children(String child) {
    Optional<String> namespace = Namespaces.of(this, child);
    String local = child.substring(child.indexOf(':') + 1);
    return elements(
        each -> each.localName().equals(local) && Optional.of(each.namespace()).equals(namespace));
  }

  /** The first element of that name in it. */
  public Optional<XmlElement> child(String child) {
    return children(child).stream().findFirst();
  }

  /** The first element in it of that namespace and name, whatever its prefix. */
  public Optional<XmlElement> child(String namespace, String local) {
    return elements(each -> each.localName().equals(local) && each.namespace().equals(namespace))
        .stream()
        .findFirst();
  }

  private List<XmlElement> elements(Predicate<XmlElement> wanted) {
    List<XmlElement> found = new ArrayList<>();
    for (XmlNode each : nodes) {
      if (each instanceof XmlElement element && wanted.test(element)) {
        found.add(element);
      }
    }
    return List.copyOf(found);
  }

  /** The first element at a path of names from here, {@code os/type}. */
  public Optional<XmlElement> find(String path) {
    return findAll(path).stream().findFirst();
  }

  /** All elements at a path of names from here, {@code devices/disk}. */
  public List<XmlElement> findAll(String path) {
    List<XmlElement> found = List.of(this);
    for (String step : path.split("/", -1)) {
      found = found.stream().flatMap(each -> each.children(step).stream()).toList();
    }
    return found;
  }

  /** The attributes by name in their order, declarations of namespaces included. */
  public Map<String, String> attributes() {
    Map<String, String> found = new LinkedHashMap<>();
    attributes.forEach(each -> found.put(each.name(), each.value()));
    return found;
  }

  /** An attribute's value. */
  public Optional<String> attribute(String attribute) {
    int index = indexOf(attribute);
    return index < 0 ? Optional.empty() : Optional.of(attributes.get(index).value());
  }

  /**
   * Sets an attribute where it stands, or adds it behind the others.
   *
   * @return this element
   * @throws XmlException if XML cannot hold the value, or the name is none or declares a namespace
   */
  public XmlElement setAttribute(String attribute, String value) {
    int index = indexOf(attribute);
    if (index >= 0 && attributes.get(index).value().equals(value)) {
      return this;
    }
    Namespaces.checkAttribute(this, attribute);
    if (index >= 0) {
      attributes.set(index, attributes.get(index).withValue(value));
    } else {
      char quote = attributes.isEmpty() ? '\'' : attributes.getLast().quote();
      attributes.add(new XmlAttribute(" ", attribute, "=", quote, "").withValue(value));
    }
    return this;
  }

  /** Removes an attribute, if it is there. */
  public XmlElement removeAttribute(String attribute) {
    int index = indexOf(attribute);
    if (index >= 0) {
      Namespaces.checkAttribute(this, attribute);
      attributes.remove(index);
    }
    return this;
  }

  /** Sets the attribute, or removes it if there is no value. */
  public XmlElement setAttribute(String attribute, Optional<String> value) {
    return value.isPresent() ? setAttribute(attribute, value.get()) : removeAttribute(attribute);
  }

  /** The text that stands in it directly, that of CDATA included; empty if there is none. */
  public String text() {
    StringBuilder out = new StringBuilder();
    for (XmlNode each : nodes) {
      if (each instanceof XmlNode.Text text) {
        out.append(text.value());
      }
    }
    return out.toString();
  }

  /**
   * Replaces its text; comments in it stay.
   *
   * @return this element
   * @throws XmlException if there are elements in it, or XML cannot hold the text
   */
  public XmlElement setText(String value) {
    if (!children().isEmpty()) {
      throw refused("there are elements in it, so it has no text of its own");
    }
    if (value.equals(text())) {
      return this;
    }
    XmlNode.Text changed = new XmlNode.Text(XmlText.encodeText(value), false);
    open();
    int first = 0;
    while (first < nodes.size() && !(nodes.get(first) instanceof XmlNode.Text)) {
      first++;
    }
    nodes.removeIf(each -> each instanceof XmlNode.Text);
    nodes.add(first, changed);
    return this;
  }

  /**
   * Puts an element in as the last one, on a line of its own if its siblings have theirs.
   *
   * @param xml one element; prefixes that are declared here may be used in it
   * @return the element put in
   */
  public XmlElement append(String xml) {
    return XmlLayout.append(this, fragment(xml));
  }

  /**
   * Puts an element in where libvirt writes it: behind those that come before it, also of its own
   * name; as the last one if libvirt's place for it is not known.
   *
   * @param xml one element; prefixes that are declared here may be used in it
   * @return the element put in
   */
  public XmlElement add(String xml) {
    return LibvirtOrder.add(this, fragment(xml));
  }

  /** Puts an element in before this one. */
  public XmlElement insertBefore(String xml) {
    XmlElement above = wantedParent();
    return XmlLayout.before(above, this, above.fragment(xml));
  }

  /** Puts an element in behind this one. */
  public XmlElement insertAfter(String xml) {
    XmlElement above = wantedParent();
    return XmlLayout.after(above, this, above.fragment(xml));
  }

  /** Puts an element in the place of this one, which is removed. */
  public XmlElement replace(String xml) {
    XmlElement above = wantedParent();
    return XmlLayout.replace(above, this, above.fragment(xml));
  }

  /** Takes this element out, with its line if it has one of its own. */
  public void remove() {
    XmlLayout.remove(wantedParent(), this);
  }

  /** The first element at the path; what is missing of it is put in where libvirt writes it. */
  public XmlElement orCreate(String path) {
    XmlElement here = this;
    for (String step : path.split("/", -1)) {
      Optional<XmlElement> there = here.child(step);
      if (there.isEmpty()) {
        XmlText.checkName(step);
        there = Optional.of(here.add("<" + step + "/>"));
      }
      here = there.get();
    }
    return here;
  }

  /** Its XML, as it stands in the document. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    render(out);
    return out.toString();
  }

  @Override
  public void render(StringBuilder out) {
    out.append('<').append(name);
    attributes.forEach(each -> each.render(out));
    out.append(beforeClose).append(selfClosing ? "/>" : ">");
    nodes.forEach(each -> each.render(out));
    out.append(endTag);
  }

  private XmlElement fragment(String xml) {
    XmlCheck.fragment(xml, Namespaces.scope(this));
    XmlScanner.Parts parts = XmlScanner.scan(xml, style);
    if (!XmlText.isBlank(parts.before()) || !XmlText.isBlank(parts.after())) {
      throw refused("one element is wanted, with nothing before or behind it");
    }
    if (depth() + parts.root().height() > XmlDocument.MAX_DEPTH) {
      throw refused("elements would be nested deeper than " + XmlDocument.MAX_DEPTH + " levels");
    }
    return parts.root().withoutLines();
  }

  private XmlElement withoutLines() {
    // A line of the fragment would be taken for one of the document.
    XmlElement copy = new XmlElement(style, 0, name, attributes, beforeClose, selfClosing);
    copy.endTag = endTag;
    for (XmlNode each : nodes) {
      copy.addRaw(each instanceof XmlElement element ? element.withoutLines() : each);
    }
    return copy;
  }

  private int depth() {
    int depth = 1;
    for (XmlElement each = parent; each != null; each = each.parent) {
      depth++;
    }
    return depth;
  }

  private int height() {
    return 1 + children().stream().mapToInt(XmlElement::height).max().orElse(0);
  }

  private int indexOf(String attribute) {
    for (int i = 0; i < attributes.size(); i++) {
      if (attributes.get(i).name().equals(attribute)) {
        return i;
      }
    }
    return -1;
  }

  private XmlElement wantedParent() {
    if (parent == null) {
      throw refused(root ? "it is the root" : "it is no longer in the document");
    }
    return parent;
  }

  /** A refusal that says which element it is about. */
  XmlException refused(String why) {
    return new XmlException(line, "<" + name + ">: " + why);
  }

  XmlStyle style() {
    return style;
  }

  boolean isRoot() {
    return root;
  }

  void becomeRoot() {
    root = true;
  }

  boolean selfClosing() {
    return selfClosing;
  }

  void close(String tag) {
    endTag = tag;
  }

  /** Makes room between a start and an end tag, if it has but one tag. */
  void open() {
    if (selfClosing) {
      selfClosing = false;
      endTag = "</" + name + ">";
    }
  }

  /** Its content, to be changed by {@link XmlLayout} alone. */
  List<XmlNode> nodes() {
    return nodes;
  }

  void addRaw(XmlNode node) {
    nodes.add(node);
    if (node instanceof XmlElement element) {
      element.parent = this;
    }
  }

  void adopt(int index, XmlElement element) {
    nodes.add(index, element);
    element.parent = this;
  }

  void orphan() {
    parent = null;
  }
}
