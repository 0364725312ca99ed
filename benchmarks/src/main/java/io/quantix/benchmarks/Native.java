package io.quantix.benchmarks;

import org.libvirt.Connect;
import org.libvirt.Domain;

/** The peer libvirt-java, doing what our client does with the calls that it has. */
final class Native {
  private Native() {}

  /**
   * Connects and reads state and XML of every domain, as far as libvirt-java can: it has no bulk
   * statistics, so each domain's info stands for them.
   *
   * @return how many domains it found
   */
  static long inventory(String uri) throws org.libvirt.LibvirtException {
    Connect connect = new Connect(uri);
    try {
      long count = 0;
      for (Domain domain : connect.listAllDomains(0)) {
        var info = domain.getInfo();
        String xml = domain.getXMLDesc(0);
        if (info.state != null && !xml.isEmpty()) {
          count++;
        }
        domain.free();
      }
      return count;
    } finally {
      connect.close();
    }
  }
}
