package io.quantix.libvirt;

import org.libvirt.Connect;
import org.libvirt.Network;
import org.libvirt.StoragePool;

/** What virsh says, from libvirt-java: a witness of what is in this process alone. */
final class LibvirtJava {
  private LibvirtJava() {}

  /** Does one of virsh's commands and gives the words of its answer that tests look for. */
  static String virsh(String uri, String... arguments) {
    try {
      Connect host = new Connect(uri);
      try {
        return run(host, arguments);
      } finally {
        host.close();
      }
    } catch (org.libvirt.LibvirtException e) {
      throw new IllegalStateException(String.join(" ", arguments), e);
    }
  }

  private static String run(Connect host, String... arguments) throws org.libvirt.LibvirtException {
    return switch (arguments[0]) {
      case "net-list" -> String.join("\n", host.listDefinedNetworks());
      case "pool-list" -> String.join("\n", host.listStoragePools());
      case "net-info", "net-dumpxml", "net-undefine" ->
          network(host.networkLookupByName(arguments[1]), arguments[0]);
      case "pool-info", "pool-destroy", "vol-list" ->
          pool(host.storagePoolLookupByName(arguments[1]), arguments[0]);
      default -> throw new IllegalArgumentException(arguments[0]);
    };
  }

  private static String network(Network network, String command)
      throws org.libvirt.LibvirtException {
    try {
      if (command.equals("net-undefine")) {
        network.undefine();
        return "";
      }
      return command.equals("net-info") ? autostart(network.getAutostart()) : network.getXMLDesc(0);
    } finally {
      network.free();
    }
  }

  private static String pool(StoragePool pool, String command) throws org.libvirt.LibvirtException {
    try {
      if (command.equals("pool-destroy")) {
        pool.destroy();
        return "";
      }
      return command.equals("pool-info")
          ? autostart(pool.getAutostart())
          : String.join("\n", pool.listVolumes());
    } finally {
      pool.free();
    }
  }

  private static String autostart(boolean value) {
    return "Autostart: " + (value ? "yes" : "no");
  }
}
