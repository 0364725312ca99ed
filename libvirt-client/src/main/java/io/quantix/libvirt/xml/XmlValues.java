package io.quantix.libvirt.xml;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers, sizes and words as libvirt writes them, and what is refused in their place. */
final class XmlValues {
  static final long KIB = 1024;

  private XmlValues() {}

  /** Text of an element without the space around it; empty if there is none. */
  static Optional<String> text(Optional<XmlElement> element) {
    return element.map(each -> each.text().strip()).filter(each -> !each.isEmpty());
  }

  static OptionalInt integer(XmlElement where, Optional<String> value) {
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(value.get().strip()));
    } catch (NumberFormatException e) {
      throw where.refused("'" + value.get() + "' is no whole number");
    }
  }

  /** The size that an element's text and unit say, in bytes; empty if there is no element. */
  static OptionalLong bytes(Optional<XmlElement> element, long defaultUnit) {
    if (element.isEmpty()) {
      return OptionalLong.empty();
    }
    XmlElement where = element.get();
    String text = where.text().strip();
    try {
      return OptionalLong.of(
          new BigInteger(text)
              .multiply(BigInteger.valueOf(unit(where, defaultUnit)))
              .longValueExact());
    } catch (NumberFormatException e) {
      throw where.refused("'" + text + "' is no whole number");
    } catch (ArithmeticException e) {
      throw where.refused("'" + text + "' is more than a size can be");
    }
  }

  /** Writes a size in the unit that is there if it can be said in it, else in another. */
  static void setBytes(XmlElement where, long bytes, long defaultUnit) {
    boolean there = !where.text().isBlank();
    if (there && bytes(Optional.of(where), defaultUnit).equals(OptionalLong.of(bytes))) {
      return;
    }
    long unit = where.attribute("unit").isPresent() || there ? unit(where, defaultUnit) : 0;
    if (unit == 0 || bytes % unit != 0) {
      boolean kib = defaultUnit == KIB && bytes % KIB == 0;
      where.setAttribute("unit", kib ? "KiB" : "bytes");
      unit = kib ? KIB : 1;
    }
    where.setText(Long.toString(bytes / unit));
  }

  private static long unit(XmlElement where, long defaultUnit) {
    Optional<String> unit = where.attribute("unit");
    if (unit.isEmpty()) {
      return defaultUnit;
    }
    // libvirt takes them in any case: k and KiB are 1024, KB is 1000.
    String word = unit.get().toLowerCase(Locale.ROOT);
    if (word.equals("b") || word.equals("byte") || word.equals("bytes")) {
      return 1;
    }
    int power = word.isEmpty() ? -1 : "kmgtpe".indexOf(word.charAt(0));
    String rest = word.substring(Math.min(1, word.length()));
    if (power < 0 || !(rest.isEmpty() || rest.equals("b") || rest.equals("ib"))) {
      throw where.refused("'" + unit.get() + "' is no unit of a size");
    }
    long result = 1;
    for (int i = 0; i <= power; i++) {
      result *= rest.equals("b") ? 1000 : 1024;
    }
    return result;
  }

  /** The same value, if it is of that form. */
  static String matching(Pattern form, String value, String what) {
    if (!form.matcher(value).matches()) {
      throw new XmlException(0, "'" + value + "' is no " + what);
    }
    return value;
  }

  /** The same value, if there is something in it. */
  static String filled(String value, String what) {
    if (value.isBlank()) {
      throw new XmlException(0, what + " is empty");
    }
    return value;
  }

  static long atLeast(long least, long value, String what) {
    if (value < least) {
      throw new XmlException(0, what + " is at least " + least + ", not " + value);
    }
    return value;
  }

  /** Makes an element without content be there, or not. */
  static void setFlag(XmlElement parent, String name, boolean there) {
    if (there) {
      parent.orCreate(name);
    } else {
      parent.children(name).forEach(XmlElement::remove);
    }
  }

  /** Sets an element's text, or removes it if there is none. */
  static void setText(XmlElement parent, String name, Optional<String> value) {
    if (value.isPresent() && !value.get().isEmpty()) {
      setNewText(parent, name, value.get());
    } else {
      parent.children(name).forEach(XmlElement::remove);
    }
  }

  /** Sets an element's text, put in if it is not there. */
  static void setNewText(XmlElement parent, String name, String value) {
    XmlText.encodeText(value); // refused before an element is made for it
    parent.orCreate(name).setText(value);
  }

  /** Sets an attribute of a child, put in if it is not there. */
  static void setOn(XmlElement parent, String child, String attribute, String value) {
    XmlText.encodeAttribute(value);
    parent.orCreate(child).setAttribute(attribute, value);
  }
}
