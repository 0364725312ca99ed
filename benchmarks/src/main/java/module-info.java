/** What Quantix claims of its speed, measured beside its peers in one run. */
@org.jspecify.annotations.NullMarked
module io.quantix.benchmarks {
  requires static org.jspecify;
  requires io.quantix.lab;
  requires io.quantix.libvirt;
  requires io.quantix.vnc;
  requires io.quantix.agent.client;
  requires java.desktop;
  requires jdk.management;
  requires libvirt;
  requires vernacular;
  requires com.sun.jna;
}
