package io.quantix.agent.network;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What stands in the files that configure a network. */
final class NetworkFiles {
  private static final String MADE = "# Written by the Quantix guest agent at its host's request\n";
  private static final Pattern STANZA =
      Pattern.compile(
          "(iface|mapping|auto|allow-\\S+|source|source-directory|rename|template)\\b.*");

  private NetworkFiles() {}

  static String netplan(NetworkRequest request, String renderer) {
    StringBuilder text =
        new StringBuilder(MADE)
            .append("network:\n  version: 2\n  ethernets:\n    ")
            .append(request.name())
            .append(":\n");
    if (request.dhcp()) {
      text.append("      dhcp4: true\n");
    } else {
      text.append("      dhcp4: false\n      addresses: [\"")
          .append(request.cidr())
          .append("\"]\n");
      if (!request.gateway().isEmpty()) {
        text.append("      routes:\n        - to: \"")
            .append(request.v6() ? "::/0" : "0.0.0.0/0")
            .append("\"\n          via: \"")
            .append(request.gateway())
            .append("\"\n");
      }
    }
    if (!request.dnsServers().isEmpty()) {
      text.append("      nameservers:\n        addresses: [\"")
          .append(String.join("\", \"", request.dnsServers()))
          .append("\"]\n");
    }
    return renderer.isEmpty() ? text.toString() : text + "      renderer: " + renderer + "\n";
  }

  static String networkd(NetworkRequest request) {
    StringBuilder text =
        new StringBuilder(MADE)
            .append("[Match]\nName=")
            .append(request.name())
            .append("\n\n[Network]\n");
    if (request.dhcp()) {
      text.append("DHCP=yes\n");
    } else {
      text.append("Address=").append(request.cidr()).append('\n');
      if (!request.gateway().isEmpty()) {
        text.append("Gateway=").append(request.gateway()).append('\n');
      }
    }
    request.dnsServers().forEach(server -> text.append("DNS=").append(server).append('\n'));
    return text.toString();
  }

  /** An interfaces(5) file with the interface's stanzas taken out and new ones at the end. */
  static String interfaces(String before, NetworkRequest request) {
    StringBuilder text = new StringBuilder();
    boolean dropping = false;
    for (String line : before.lines().toList()) {
      String words = line.strip();
      if (STANZA.matcher(words).matches()) {
        dropping = false;
        List<String> parts = new ArrayList<>(List.of(words.split("\\s+", -1)));
        if (parts.getFirst().equals("iface") && parts.size() > 1) {
          dropping = parts.get(1).equals(request.name());
        } else if ((parts.getFirst().equals("auto") || parts.getFirst().startsWith("allow-"))
            && parts.remove(request.name())) {
          if (parts.size() > 1) {
            text.append(String.join(" ", parts)).append('\n');
          }
          continue;
        }
      }
      boolean ours = words.equals(MADE.strip());
      if (!dropping && !ours) {
        text.append(line).append('\n');
      }
    }
    String kept = text.toString().stripTrailing();
    return (kept.isEmpty() ? "" : kept + "\n\n") + stanza(request);
  }

  private static String dotted(int prefix) {
    int mask = prefix == 0 ? 0 : -1 << (32 - prefix);
    return (mask >>> 24)
        + "."
        + ((mask >>> 16) & 255)
        + "."
        + ((mask >>> 8) & 255)
        + "."
        + (mask & 255);
  }

  private static String stanza(NetworkRequest request) {
    StringBuilder text =
        new StringBuilder(MADE)
            .append("auto ")
            .append(request.name())
            .append("\niface ")
            .append(request.name())
            .append(request.v6() ? " inet6 " : " inet ")
            .append(request.dhcp() ? "dhcp\n" : "static\n");
    if (!request.dhcp()) {
      // Apart, because busybox's ifup knows no address with a prefix.
      text.append("    address ")
          .append(request.address())
          .append("\n    netmask ")
          .append(request.v6() ? request.prefix() + "" : dotted(request.prefix()))
          .append('\n');
      if (!request.gateway().isEmpty()) {
        text.append("    gateway ").append(request.gateway()).append('\n');
      }
    }
    if (!request.dnsServers().isEmpty()) {
      text.append("    dns-nameservers ")
          .append(String.join(" ", request.dnsServers()))
          .append('\n');
    }
    return text.toString();
  }
}
