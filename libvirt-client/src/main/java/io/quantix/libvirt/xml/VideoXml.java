package io.quantix.libvirt.xml;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/** A graphics card of the guest. */
public final class VideoXml extends DeviceXml {
  private static final Pattern MODEL = Pattern.compile("[a-z0-9-]+");

  VideoXml(XmlElement element) {
    super(element);
  }

  /** How many screens it drives. */
  public OptionalInt heads() {
    return XmlValues.integer(element(), onChild("model", "heads"));
  }

  /** Changes the card; settings that only the old one has (memory, acceleration) go with it. */
  public void setModel(String model) {
    XmlValues.matching(MODEL, model, "model of a graphics card");
    if (model().filter(model::equals).isPresent()) {
      return;
    }
    XmlElement element = element().orCreate("model").setAttribute("type", model);
    for (String own : new String[] {"ram", "vram", "vram64", "vgamem", "blob"}) {
      element.removeAttribute(own);
    }
    element.children("acceleration").forEach(XmlElement::remove);
  }
}
