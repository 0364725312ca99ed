package io.quantix.libvirt.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantix.libvirt.xml.Corpus.Sample;
import io.quantix.libvirt.xml.Spans.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Random edits of real documents. After each: outside of what was asked for, every byte is the same
 * (found by an expression of the test's own), and what the JDK's parser reads is what the same edit
 * of its own tree gives. A failure names the seed and the edit.
 */
class XmlEditPropertyTest {
  private static final long SEED = Long.getLong("quantix.seed", 20261121L);
  private static final String[] PIECES = {
    "a", "web", " ", "&", "<", ">", "]]>", "'", "\"", "\n", "\t", "\r", "\r\n", "é", "🐧", "\u0085",
    "\u2028", "&amp;", "<!--", "0", "\ufffd", "–"
  };
  private static final String[] FRAGMENTS = {
    "<new/>",
    "<new a='1' b=\"it's\">text &amp; more</new>",
    "<new><inner/><!-- c --><inner x='1'><deep/></inner></new>",
    "\n  <new xmlns:n='urn:n' n:a='2'>\n <n:inner>a<b/>c</n:inner></new> ",
    "<new xmlns='urn:default'><inner/></new>",
    "<new><![CDATA[<x>]]></new>"
  };

  static List<Sample> samples() {
    return Corpus.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aDocumentThatIsNotEditedIsTheSame(Sample sample) {
    XmlDocument document = XmlDocument.parse(sample.xml());
    assertThat(document.toString()).isEqualTo(sample.xml());
    assertThat(document.copy().toString()).isEqualTo(sample.xml());
    List<Element> expected = JdkXml.elements(JdkXml.parse(sample.xml()));
    List<XmlElement> found = elements(document.root());
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      Element other = expected.get(i);
      assertThat(found.get(i).name()).isEqualTo(other.getNodeName());
      assertThat(found.get(i).text()).isEqualTo(JdkXml.text(other));
      assertThat(found.get(i).namespace())
          .isEqualTo(other.getNamespaceURI() == null ? "" : other.getNamespaceURI());
      found
          .get(i)
          .attributes()
          .forEach((name, value) -> assertThat(value).isEqualTo(other.getAttribute(name)));
      assertThat(found.get(i).attributes()).hasSize(other.getAttributes().getLength());
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anEditChangesWhatItIsAskedToAndNoByteMore(Sample sample) {
    editAtRandom(sample);
  }

  /** Edits a document at random and checks each edit. */
  static void editAtRandom(Sample sample) {
    boolean small = sample.xml().length() < 20_000;
    for (int sequence = 0; sequence < (small ? 8 : 1); sequence++) {
      long seed = SEED + sequence;
      Random random = new Random(seed);
      XmlDocument document = XmlDocument.parse(sample.xml());
      for (int edit = 0; edit < (small ? 15 : 4); edit++) {
        new Step(document, random, sample + ", -Dquantix.seed=" + seed + ", edit " + edit).run();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsSetAndSetBackMeansTheSame(Sample sample) {
    Random random = new Random(SEED);
    String meaning = canonical(sample.xml());
    XmlDocument document = XmlDocument.parse(sample.xml());
    List<XmlElement> elements = elements(document.root());
    for (int i = 0; i < 30; i++) {
      XmlElement element = elements.get(random.nextInt(elements.size()));
      element
          .attributes()
          .forEach((name, value) -> {
            if (!name.startsWith("xmlns")) {
              element.setAttribute(name, value + random(random)).setAttribute(name, value);
            }
          });
      element.setAttribute("added", "x").removeAttribute("added");
      if (element.children().isEmpty()) {
        String text = element.text();
        element.setText(text + random(random)).setText(text);
      }
      element.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]).remove();
      if (element.parent().isPresent()) {
        element.insertAfter("<new/>").remove();
        element.insertBefore("<new/>").remove();
      }
    }
    assertThat(canonical(document.toString())).isEqualTo(meaning);
  }

  @Test
  void whatIsPutInAndTakenOutLeavesNoTrace() {
    for (Sample sample : samples()) {
      if (sample.xml().length() > 20_000) {
        continue;
      }
      XmlDocument document = XmlDocument.parse(sample.xml());
      for (XmlElement element : elements(document.root())) {
        if (!element.children().isEmpty()) {
          element.append("<new><inner/></new>").remove();
          element.children().getFirst().insertBefore("<new/>").remove();
          element.children().getFirst().insertAfter("<new/>").remove();
        }
      }
      assertThat(document.toString()).as(sample.name()).isEqualTo(sample.xml());
    }
  }

  private static String canonical(String xml) {
    StringBuilder out = new StringBuilder();
    for (Element each : JdkXml.elements(JdkXml.meaning(JdkXml.parse(xml)))) {
      out.append(each.getNodeName());
      for (int i = 0; i < each.getAttributes().getLength(); i++) {
        out.append(' ').append(each.getAttributes().item(i));
      }
      out.append('\n').append(JdkXml.text(each)).append('\n');
    }
    return out.toString();
  }

  private static String random(Random random) {
    StringBuilder out = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      out.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return out.toString();
  }

  static List<XmlElement> elements(XmlElement root) {
    List<XmlElement> found = new ArrayList<>(List.of(root));
    root.children().forEach(each -> found.addAll(elements(each)));
    return found;
  }

  /** One edit, done to the document and to the JDK's tree, and compared. */
  private static final class Step {
    private final XmlDocument document;
    private final Random random;
    private final String what;
    private final String before;
    private final int index;
    private final XmlElement element;
    private final Document expected;
    private final Element other;
    private final Span span;

    Step(XmlDocument document, Random random, String what) {
      this.document = document;
      this.random = random;
      this.what = what;
      this.before = document.toString();
      List<XmlElement> all = elements(document.root());
      this.index = random.nextInt(all.size());
      this.element = all.get(index);
      this.expected = JdkXml.parse(before);
      this.other = JdkXml.elements(expected).get(index);
      this.span = Spans.of(before).get(index);
    }

    void run() {
      switch (random.nextInt(8)) {
        case 0, 1 -> setAttribute();
        case 2 -> removeAttribute();
        case 3 -> setText();
        case 4 -> append();
        case 5 -> insertBefore();
        case 6 -> insertAfter();
        default -> remove();
      }
    }

    private void setAttribute() {
      List<String> names = new ArrayList<>(element.attributes().keySet());
      names.removeIf(each -> each.startsWith("xmlns"));
      String name = names.isEmpty() || random.nextInt(3) == 0 ? "added" : pick(names);
      String value = random(random);
      element.setAttribute(name, value);
      if (other.hasAttribute(name)) {
        other.getAttributeNode(name).setValue(value);
      } else {
        other.setAttributeNS(null, name, value);
      }
      check("set @" + name, span.start(), span.startTagEnd());
      assertThat(JdkXml.elements(JdkXml.parse(document.toString())).get(index).getAttribute(name))
          .as(what)
          .isEqualTo(value);
    }

    private void removeAttribute() {
      List<String> names = new ArrayList<>(element.attributes().keySet());
      names.removeIf(each -> each.startsWith("xmlns"));
      if (!names.isEmpty()) {
        String name = pick(names);
        element.removeAttribute(name);
        other.removeAttribute(name);
        check("remove @" + name, span.start(), span.startTagEnd());
      }
    }

    private void setText() {
      if (!element.children().isEmpty()) {
        return;
      }
      String value = random(random);
      element.setText(value);
      other.setTextContent(value);
      boolean closed = span.startTagEnd() == span.end();
      check("set text", closed ? span.start() : span.startTagEnd(), span.endTagStart());
      assertThat(JdkXml.text(JdkXml.elements(JdkXml.parse(document.toString())).get(index)))
          .as(what)
          .isEqualTo(value);
    }

    private void append() {
      String xml = fragment();
      element.append(xml);
      other.appendChild(imported(other, xml));
      boolean closed = span.startTagEnd() == span.end();
      if (closed) {
        check("append", span.start(), span.end());
      } else {
        check("append", span.startTagEnd(), span.endTagStart());
        onlyAdded();
      }
    }

    private void insertBefore() {
      if (element.parent().isPresent()) {
        String xml = fragment();
        element.insertBefore(xml);
        other.getParentNode().insertBefore(imported(other.getParentNode(), xml), other);
        check("insert before", 0, span.start());
        onlyAdded();
      }
    }

    private void insertAfter() {
      if (element.parent().isPresent()) {
        String xml = fragment();
        element.insertAfter(xml);
        Node above = other.getParentNode();
        above.insertBefore(imported(above, xml), other.getNextSibling());
        check("insert after", span.end(), before.length());
        onlyAdded();
      }
    }

    private void remove() {
      if (element.parent().isPresent()) {
        element.remove();
        other.getParentNode().removeChild(other);
        int start = span.start();
        while (Character.isWhitespace(before.charAt(start - 1))) {
          start--;
        }
        check("remove", start, span.end());
        assertThat(before.length() - document.toString().length())
            .as(what)
            .isBetween(span.end() - span.start(), span.end() - start);
      }
    }

    private String fragment() {
      return FRAGMENTS[random.nextInt(FRAGMENTS.length)];
    }

    private String pick(List<String> names) {
      return names.get(random.nextInt(names.size()));
    }

    private Node imported(Node above, String xml) {
      String namespace = above.lookupNamespaceURI(null);
      Document made =
          JdkXml.parse("<w xmlns='" + (namespace == null ? "" : namespace) + "'>" + xml + "</w>");
      return expected.importNode(
          made.getDocumentElement().getElementsByTagName("new").item(0), true);
    }

    /** All before and behind these places of the old text is in the new one. */
    private void check(String edit, int start, int end) {
      String now = document.toString();
      String told = what + ": " + edit + " of " + element.name() + "\n" + before + "\n=>\n" + now;
      assertThat(now.startsWith(before.substring(0, start))).as(told).isTrue();
      assertThat(now.length()).as(told).isGreaterThanOrEqualTo(start + before.length() - end);
      assertThat(now.endsWith(before.substring(end))).as(told).isTrue();
      assertThat(XmlDocument.parse(now).toString()).isEqualTo(now);
      assertThat(JdkXml.meaning(JdkXml.parse(now)).isEqualNode(JdkXml.meaning(expected)))
          .as(told)
          .isTrue();
    }

    /** The new text without one piece of it is the old one. */
    private void onlyAdded() {
      String now = document.toString();
      int same = 0;
      while (same < before.length() && before.charAt(same) == now.charAt(same)) {
        same++;
      }
      assertThat(now.endsWith(before.substring(same)))
          .as(what + "\n" + before + "\n=>\n" + now)
          .isTrue();
    }
  }
}
