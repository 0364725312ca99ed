package io.quantix.benchmarks;

import io.quantix.lab.LabHost;
import java.io.IOException;

/** A lab host with many domains, for measurements from outside: lives until its input ends. */
public final class HostForBenchmarks {
  private HostForBenchmarks() {}

  /**
   * Arguments: how many domains, and {@code test} for libvirt's test driver. Prints {@code URI=...}
   * or {@code TEST_URI=...} once the host is ready.
   */
  public static void main(String[] args) throws IOException {
    int domains = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    try (LabHost host = LabHost.create()) {
      host.start();
      boolean onTestDriver = args.length > 1 && args[1].equals("test");
      host.defineMany(domains, onTestDriver);
      System.out.println(onTestDriver ? "TEST_URI=" + host.testDriverUri() : "URI=" + host.uri());
      while (System.in.read() >= 0) {}
    }
  }
}
