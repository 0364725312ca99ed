package io.quantix.libvirt.xml;

import java.util.Optional;

/** The processor that a domain's guest sees. */
public final class CpuXml {
  /**
   * How virtual processors are put together; their product is the most virtual processors.
   *
   * @param sockets packages
   * @param dies in a package
   * @param cores in a die
   * @param threads in a core
   */
  public record Topology(int sockets, int dies, int cores, int threads) {
    /** Makes one of numbers from 1. */
    public Topology {
      XmlValues.atLeast(1, sockets, "sockets");
      XmlValues.atLeast(1, dies, "dies");
      XmlValues.atLeast(1, cores, "cores");
      XmlValues.atLeast(1, threads, "threads");
    }
  }

  private final XmlElement domain;

  CpuXml(XmlElement domain) {
    this.domain = domain;
  }

  /** {@code custom}, {@code host-model}, {@code host-passthrough}, {@code maximum}. */
  public Optional<String> mode() {
    return domain.child("cpu").flatMap(cpu -> cpu.attribute("mode"));
  }

  /** The named model, {@code Haswell}. */
  public Optional<String> model() {
    return XmlValues.text(domain.find("cpu/model"));
  }

  /**
   * Takes the processor from the host.
   *
   * @param mode {@code host-model}, {@code host-passthrough} or {@code maximum}; features asked for
   *     stay, a named model goes
   */
  public void setMode(String mode) {
    switch (mode) {
      case "host-model", "host-passthrough", "maximum" -> {
        if (mode().equals(Optional.of(mode))) {
          return;
        }
        XmlElement cpu = domain.orCreate("cpu").setAttribute("mode", mode);
        cpu.removeAttribute("match");
        cpu.children("model").forEach(XmlElement::remove);
        cpu.children("vendor").forEach(XmlElement::remove);
      }
      default ->
          throw new XmlException(
              0, "'" + mode + "' is none of host-model, host-passthrough and maximum");
    }
  }

  /** Names a model: mode {@code custom}. */
  public void setModel(String model) {
    XmlText.encodeText(XmlValues.filled(model, "a processor's model"));
    XmlElement cpu = domain.orCreate("cpu");
    if (!mode().equals(Optional.of("custom"))) {
      cpu.setAttribute("mode", "custom");
      cpu.setAttribute("match", cpu.attribute("match").or(() -> Optional.of("exact")));
      // What host-passthrough alone may say.
      cpu.removeAttribute("migratable");
    }
    cpu.orCreate("model").setText(model);
  }

  /** The topology, if it is said; what it leaves out is one. */
  public Optional<Topology> topology() {
    return domain
        .find("cpu/topology")
        .map(each ->
            new Topology(
                count(each, "sockets"),
                count(each, "dies"),
                count(each, "cores"),
                count(each, "threads")));
  }

  private static int count(XmlElement topology, String attribute) {
    return XmlValues.integer(topology, topology.attribute(attribute)).orElse(1);
  }

  /** Sets the topology, or leaves it to the hypervisor. */
  public void setTopology(Optional<Topology> topology) {
    if (topology.isEmpty()) {
      domain.find("cpu/topology").ifPresent(XmlElement::remove);
      return;
    }
    XmlElement element = domain.orCreate("cpu/topology");
    Topology wanted = topology.get();
    element.setAttribute("sockets", Integer.toString(wanted.sockets()));
    // Older versions of libvirt do not know dies.
    if (wanted.dies() != count(element, "dies")) {
      element.setAttribute("dies", Integer.toString(wanted.dies()));
    }
    element.setAttribute("cores", Integer.toString(wanted.cores()));
    element.setAttribute("threads", Integer.toString(wanted.threads()));
  }
}
