/** What Quantix claims of its speed, measured beside its peers. */
@org.jspecify.annotations.NullMarked
module io.quantix.benchmarks {
  requires static org.jspecify;
}
