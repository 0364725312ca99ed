package io.quantix.libvirt.xml;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What prefixes mean at a place in a document. */
final class Namespaces {
  private Namespaces() {}

  /**
   * The URIs behind the prefixes that are declared here; the default namespace's prefix is empty.
   */
  static Map<String, String> scope(XmlElement here) {
    Map<String, String> found = new HashMap<>();
    for (Optional<XmlElement> each = Optional.of(here);
        each.isPresent();
        each = each.get().parent()) {
      each.get()
          .attributes()
          .forEach((name, value) -> {
            if (name.equals("xmlns")) {
              found.putIfAbsent("", value);
            } else if (name.startsWith("xmlns:")) {
              found.putIfAbsent(name.substring("xmlns:".length()), value);
            }
          });
    }
    found.put("xml", "http://www.w3.org/XML/1998/namespace");
    return found;
  }

  /** The namespace of an element's name that stands here; empty if its prefix is not declared. */
  static Optional<String> of(XmlElement here, String name) {
    String prefix = prefix(name);
    Optional<String> found = Optional.ofNullable(scope(here).get(prefix));
    return prefix.isEmpty() ? Optional.of(found.orElse("")) : found;
  }

  /** Refuses an attribute that an edit may not set or remove. */
  static void checkAttribute(XmlElement element, String attribute) {
    XmlText.checkName(attribute);
    String prefix = prefix(attribute);
    // A name that is already in use may depend on a declaration; it comes and goes with XML alone.
    if (attribute.equals("xmlns") || prefix.equals("xmlns")) {
      throw element.refused("a namespace is declared by the XML that is put in, not by an edit");
    }
    if (prefix.isEmpty()) {
      return;
    }
    Optional<String> namespace = of(element, attribute);
    if (namespace.isEmpty()) {
      throw element.refused("the prefix '" + prefix + "' is not declared here");
    }
    // Two prefixes of one namespace may not give an element the same attribute twice.
    String local = attribute.substring(prefix.length());
    for (String each : element.attributes().keySet()) {
      if (!each.equals(attribute)
          && each.endsWith(local)
          && prefix(each).length() + local.length() == each.length()
          && of(element, each).equals(namespace)) {
        throw element.refused("'" + each + "' is the same attribute");
      }
    }
  }

  private static String prefix(String qualified) {
    return qualified.substring(0, Math.max(0, qualified.indexOf(':')));
  }
}
