package io.quantix.libvirt.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Edits as a user of the package writes them, with all of the text that they give. */
class XmlDocumentTest {
  private static final String XML =
      """
      <?xml version="1.0"?>
      <domain type="kvm" xmlns:q='urn:q'>
        <name>web</name> <!-- ours -->
        <os/>
        <devices>
          <disk  type='file'/>
        </devices>
      </domain>
      """;

  private final XmlDocument document = XmlDocument.parse(XML);
  private final XmlElement domain = document.root();

  @Test
  void anAttributeKeepsItsPlaceAndQuotes() {
    domain.setAttribute("type", "it's \"qemu\" & more\n").setAttribute("id", "1");
    domain.find("devices/disk").orElseThrow().setAttribute("device", "cdrom");
    assertThat(document.toString())
        .isEqualTo(
            XML.replace("type=\"kvm\"", "type=\"it&apos;s &quot;qemu&quot; &amp; more&#10;\"")
                .replace("'urn:q'", "'urn:q' id='1'")
                .replace("<disk  type='file'/>", "<disk  type='file' device='cdrom'/>"));
    domain.removeAttribute("id").setAttribute("type", "kvm");
    assertThat(domain.attribute("id")).isEmpty();
    assertThat(document.toString()).contains("<domain type=\"kvm\" xmlns:q='urn:q'>");
  }

  @Test
  void anElementIsPutInOnItsOwnLineWhereLibvirtWritesIt() {
    domain.orCreate("title").setText("a < b");
    domain.orCreate("os/type").setAttribute("arch", "x86_64").setText("hvm");
    domain.orCreate("devices").add("<graphics type='vnc'><listen type='none'/></graphics>");
    domain.orCreate("devices").add("<disk type='block'/>");
    domain.append("<q:commandline><q:arg value='-x'/></q:commandline>");
    assertThat(document.toString())
        .isEqualTo(
            """
            <?xml version="1.0"?>
            <domain type="kvm" xmlns:q='urn:q'>
              <name>web</name> <!-- ours -->
              <title>a &lt; b</title>
              <os>
                <type arch='x86_64'>hvm</type>
              </os>
              <devices>
                <disk  type='file'/>
                <disk type='block'/>
                <graphics type='vnc'>
                  <listen type='none'/>
                </graphics>
              </devices>
              <q:commandline>
                <q:arg value='-x'/>
              </q:commandline>
            </domain>
            """);
    assertThat(domain.child("urn:q", "commandline")).isEqualTo(domain.child("q:commandline"));
  }

  @Test
  void anElementIsTakenOutWithItsLine() {
    domain.find("devices/disk").orElseThrow().remove();
    domain.child("name").orElseThrow().remove();
    assertThat(document.toString())
        .isEqualTo(
            """
            <?xml version="1.0"?>
            <domain type="kvm" xmlns:q='urn:q'>
               <!-- ours -->
              <os/>
              <devices>
              </devices>
            </domain>
            """);
  }

  @Test
  void anElementOfAnotherProgramIsNotTakenForOurs() {
    XmlElement metadata = domain.append("<metadata><app xmlns='urn:app'/><app/></metadata>");
    assertThat(metadata.children("app")).hasSize(1);
    assertThat(metadata.child("app").orElseThrow().namespace()).isEmpty();
    assertThat(metadata.child("urn:app", "app")).isPresent();
  }

  @Test
  void aRefusedEditSaysWhereAndLeavesNothing() {
    XmlElement disk = domain.find("devices/disk").orElseThrow();
    assertThatThrownBy(() -> disk.setAttribute("a", "\0"))
        .isInstanceOf(XmlException.class)
        .hasMessageContaining("U+0000");
    assertThatThrownBy(() -> disk.setText("\ud800")).hasMessageContaining("U+D800");
    assertThatThrownBy(() -> disk.setAttribute("a b", "x"))
        .hasMessageContaining("'a b' is no name");
    assertThatThrownBy(() -> disk.setAttribute("z:a", "x")).hasMessageContaining("not declared");
    assertThatThrownBy(() -> disk.setAttribute("xmlns:z", "x")).hasMessageContaining("namespace");
    assertThatThrownBy(() -> domain.setText("x"))
        .hasMessage("line 2: <domain>: there are elements in it, so it has no text of its own");
    assertThatThrownBy(() -> disk.append("<a>")).hasMessageContaining("not well-formed");
    assertThatThrownBy(() -> disk.append("<a/><b/>")).hasMessageContaining("outside");
    assertThatThrownBy(() -> disk.append("</disk><disk>")).hasMessageContaining("not well-formed");
    assertThatThrownBy(() -> disk.append("text")).isInstanceOf(XmlException.class);
    assertThatThrownBy(() -> disk.append("<!-- c --><a/>")).hasMessageContaining("one element");
    assertThatThrownBy(() -> disk.append("<z:a/>")).isInstanceOf(XmlException.class);
    assertThatThrownBy(domain::remove).hasMessageContaining("root");
    assertThatThrownBy(() -> domain.orCreate("os/a b")).isInstanceOf(XmlException.class);
    assertThat(document.toString()).isEqualTo(XML);
    disk.remove();
    assertThatThrownBy(disk::remove).hasMessageContaining("no longer in the document");
  }

  @Test
  void aCopyIsItsOwn() {
    XmlDocument copy = document.copy();
    copy.root().child("name").orElseThrow().setText("other");
    assertThat(document.toString()).isEqualTo(XML);
    assertThat(copy.toString()).isEqualTo(XML.replace(">web<", ">other<"));
  }

  @Test
  void whatStoodApartDoesNotBecomeTheEndOfCdata() {
    XmlDocument text = XmlDocument.parse("<a>]<b/>]<c/>></a>");
    text.root().child("b").orElseThrow().remove();
    text.root().child("c").orElseThrow().remove();
    assertThat(XmlDocument.parse(text.toString()).root().text()).isEqualTo("]]>");
  }
}
