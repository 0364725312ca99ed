/**
 * libvirt's remote protocol, spoken in Java: connections, domains and events, with no native
 * library. What libvirt's own library alone drives is reached through JNA, where that is there.
 */
@org.jspecify.annotations.NullMarked
module io.quantix.libvirt {
  requires static transitive org.jspecify;
  requires io.quantix.authentication;
  requires com.jcraft.jsch;
  requires java.xml;
  // Only for connections that libvirt's own library drives.
  requires static com.sun.jna;
  requires static libvirt;

  exports io.quantix.libvirt;
  exports io.quantix.libvirt.event;
  exports io.quantix.libvirt.xml;

  // libvirt calls back by way of JNA.
  opens io.quantix.libvirt.nativelib to
      com.sun.jna;
}
