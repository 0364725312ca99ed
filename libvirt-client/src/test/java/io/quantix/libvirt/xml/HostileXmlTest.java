package io.quantix.libvirt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * XML made to do harm is refused in words, and whatever else comes is either refused or edited
 * without loss. With JAZZER_FUZZ=1 the fuzz test searches for new inputs.
 */
class HostileXmlTest {
  @Test
  void noDocumentTypeIsAccepted() {
    for (String type :
        new String[] {
          "<!DOCTYPE domain>",
          "<!DOCTYPE domain SYSTEM 'http://127.0.0.1:1/x.dtd'>",
          "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
          "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
              + "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]>"
        }) {
      for (String text : new String[] {"<domain/>", "<domain>&x;</domain>", "<domain a='&c;'/>"}) {
        assertThatThrownBy(() -> XmlDocument.parse("<?xml version='1.0'?>\n" + type + text))
            .isInstanceOf(XmlException.class)
            .hasMessageStartingWith("line 2: ")
            .hasMessageContaining("document type");
      }
    }
  }

  @Test
  void anEntityThatNobodyDeclaredIsRefused() {
    for (String xml :
        new String[] {
          "<a>&x;</a>", "<a b='&x;'/>", "<a>&#0;</a>", "<a>&#xd800;</a>", "<a>&#-1;</a>"
        }) {
      assertThatThrownBy(() -> XmlDocument.parse(xml)).isInstanceOf(XmlException.class);
      assertThatThrownBy(() -> XmlDocument.parse("<r/>").root().append(xml))
          .isInstanceOf(XmlException.class);
    }
  }

  @Test
  void deepNestingEndsAtTheLimit() {
    String deep = "<a>".repeat(XmlDocument.MAX_DEPTH) + "</a>".repeat(XmlDocument.MAX_DEPTH);
    assertThat(XmlDocument.parse(deep).toString()).isEqualTo(deep);
    assertThatThrownBy(() -> XmlDocument.parse("<a>" + deep + "</a>"))
        .hasMessageContaining("deeper than 256");
    assertThatThrownBy(() -> XmlDocument.parse("<a>".repeat(1_000_000)))
        .hasMessageContaining("deeper than 256");
    assertThatThrownBy(() -> XmlDocument.parse("<a/>").root().append(deep))
        .hasMessageContaining("deeper than 256");
  }

  @Test
  void aTextOverTheLimitIsNotRead() {
    assertThatThrownBy(() -> XmlDocument.parse("<a>" + "x".repeat(5 << 20) + "</a>"))
        .hasMessageContaining("4 MiB");
    assertThatThrownBy(() -> XmlDocument.parse("<a>" + "é".repeat(3 << 20) + "</a>"))
        .hasMessageContaining("4 MiB");
    String most = "<a>" + "x".repeat((4 << 20) - 7) + "</a>";
    assertThat(XmlDocument.parse(most).toString()).isEqualTo(most);
  }

  @Test
  void whatIsNotWellFormedIsRefusedWithItsLine() {
    for (String xml :
        new String[] {
          "",
          " ",
          "x",
          "<a>",
          "</a>",
          "<a/><b/>",
          "<a/>x",
          "<a b='1' b='2'/>",
          "<a b=1/>",
          "<a b/>",
          "<a b='<'/>",
          "<a>]]></a>",
          "<a><!-- -- --></a>",
          "<p:a/>",
          "<a></b>",
          "<a>\u0001</a>",
          "<?xml version='1.1'?><a/>",
          "<a>&amp</a>",
          "<![CDATA[x]]><a/>",
          "<a",
          "<a b='",
          "<!-- "
        }) {
      assertThatThrownBy(() -> XmlDocument.parse(xml)).as(xml).isInstanceOf(XmlException.class);
    }
    assertThatThrownBy(() -> XmlDocument.parse("<a>\n\n<b></a>"))
        .hasMessageStartingWith("line 3: ");
    assertThatThrownBy(() -> DomainXml.parse("<network/>"))
        .hasMessage("line 1: <network>: the root of this document is to be <domain>");
  }

  @FuzzTest(maxDuration = "60s")
  void survives(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    XmlDocument document;
    try {
      document = XmlDocument.parse(text);
    } catch (XmlException e) {
      return;
    }
    assertThat(document.toString()).isEqualTo(text);
    for (XmlElement each : XmlEditPropertyTest.elements(document.root())) {
      try {
        each.setAttribute("fuzz", text);
        each.append("<fuzz/>");
        each.insertAfter("<fuzz><a/></fuzz>");
      } catch (XmlException e) {
        // Told, and nothing done.
      }
      if (each.parent().isPresent() && text.length() % 2 == 0) {
        each.remove();
      }
    }
    String edited = document.toString();
    JdkXml.parse(edited);
    assertThat(XmlDocument.parse(edited).toString()).isEqualTo(edited);
  }
}
