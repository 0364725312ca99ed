package io.quantix.agent.system;

import io.quantix.agent.os.SystemFiles;
import java.io.IOException;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The guest's network interfaces, without the loopback. */
final class NetworkInterfaces {
  /** Of containers and of virtual machines inside the guest. */
  private static final Pattern OTHERS =
      Pattern.compile(
          "(docker|veth|virbr|vnet|cni|flannel|cali|podman|lxc|lxd|incusbr|nerdctl|kube|weave|vmnet)"
              + ".*|br-[0-9a-f]{12}");

  private final SystemFiles files;

  NetworkInterfaces(SystemFiles files) {
    this.files = files;
  }

  /** An interface as it is now. */
  record Link(String name, String mac, List<String> addresses, boolean up) {
    Link {
      addresses = List.copyOf(addresses);
    }
  }

  List<Link> links() {
    List<Link> links = new ArrayList<>();
    for (String name : files.names("sys/class/net")) {
      if (name.equals("lo") || !files.exists("sys/class/net/" + name + "/address")) {
        continue;
      }
      String state = files.word("sys/class/net/" + name + "/operstate");
      // "unknown" is what drivers say that do not tell; the flag says whether it is switched on.
      String flags = files.word("sys/class/net/" + name + "/flags");
      boolean on = !flags.isEmpty() && (Long.decode(flags) & 1) != 0;
      links.add(
          new Link(
              name,
              files.word("sys/class/net/" + name + "/address"),
              files.live() ? addresses(name) : List.of(),
              state.equals("up") || (state.equals("unknown") && on)));
    }
    return links;
  }

  private static List<String> addresses(String name) {
    List<String> addresses = new ArrayList<>();
    try {
      NetworkInterface found = NetworkInterface.getByName(name);
      if (found != null) {
        for (InterfaceAddress address : found.getInterfaceAddresses()) {
          String text = address.getAddress().getHostAddress();
          int zone = text.indexOf('%');
          addresses.add(
              (zone < 0 ? text : text.substring(0, zone)) + "/" + address.getNetworkPrefixLength());
        }
      }
    } catch (SocketException e) {
      return addresses;
    }
    return addresses;
  }

  /** Received and sent bytes of each, from {@code /proc/net/dev}. */
  Map<String, long[]> counters() throws IOException {
    Map<String, long[]> counters = new HashMap<>();
    for (String line : files.lines("proc/net/dev")) {
      int colon = line.indexOf(':');
      String[] fields =
          colon < 0 ? new String[0] : line.substring(colon + 1).trim().split("\\s+", -1);
      if (fields.length >= 9) {
        try {
          counters.put(
              line.substring(0, colon).trim(),
              new long[] {Long.parseLong(fields[0]), Long.parseLong(fields[8])});
        } catch (NumberFormatException e) {
          // Not a line of counters.
        }
      }
    }
    return counters;
  }

  /** Addresses of the guest itself, those that others can reach it by first. */
  static List<String> own(List<Telemetry.Interface> interfaces) {
    List<String> reachable = new ArrayList<>();
    List<String> local = new ArrayList<>();
    for (Telemetry.Interface one : interfaces) {
      if (OTHERS.matcher(one.name()).matches() || !one.up()) {
        continue;
      }
      for (String address : one.addresses()) {
        String plain = address.substring(0, address.indexOf('/'));
        (plain.startsWith("fe80:") || plain.startsWith("169.254.") ? local : reachable).add(plain);
      }
    }
    reachable.addAll(local);
    return reachable;
  }
}
