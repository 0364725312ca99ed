package io.quantix.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;

/** The peer libvirt-java, doing what our client does with the calls that it has. */
final class Native {
  private Native() {}

  /**
   * Connects and reads state and XML of every domain, as far as libvirt-java can: it has no bulk
   * statistics, so each domain's info stands for them.
   *
   * @return how many domains it found
   */
  static long inventory(String uri) throws LibvirtException {
    Connect connect = new Connect(uri);
    try {
      return inventory(connect);
    } finally {
      connect.close();
    }
  }

  /** The same on a connection that is there. */
  static long inventory(Connect connect) throws LibvirtException {
    long count = 0;
    for (Domain domain : connect.listAllDomains(0)) {
      count += read(domain);
    }
    return count;
  }

  /** The same with so many threads that each ask of one domain after the other. */
  static long inventory(Connect connect, int threads) throws Exception {
    try (var pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<Long>> work = new ArrayList<>();
      for (Domain domain : connect.listAllDomains(0)) {
        work.add(() -> read(domain));
      }
      long count = 0;
      for (Future<Long> each : pool.invokeAll(work)) {
        count += each.get();
      }
      return count;
    }
  }

  private static long read(Domain domain) throws LibvirtException {
    var info = domain.getInfo();
    String xml = domain.getXMLDesc(0);
    domain.free();
    return info.state != null && !xml.isEmpty() ? 1 : 0;
  }
}
