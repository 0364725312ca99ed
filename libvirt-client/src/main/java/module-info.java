/**
 * libvirt's remote protocol, spoken in Java: connections, domains and events, with no native
 * library.
 */
@org.jspecify.annotations.NullMarked
module io.quantix.libvirt {
  requires static transitive org.jspecify;
  requires java.naming;
  requires java.security.sasl;
  requires com.jcraft.jsch;
  requires java.xml;

  exports io.quantix.libvirt;
  exports io.quantix.libvirt.event;
  exports io.quantix.libvirt.xml;
}
