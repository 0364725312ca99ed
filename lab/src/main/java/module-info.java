/** A real libvirt host with a tiny Linux guest, for tests, the demo and benchmarks. */
@org.jspecify.annotations.NullMarked
module io.quantix.lab {
  requires static transitive org.jspecify;
  requires transitive java.desktop;
  requires transitive org.junit.jupiter.api;

  exports io.quantix.lab;
}
