package io.quantix.agent.client.qemu;

import com.google.protobuf.Timestamp;
import io.quantix.agent.protocol.AgentException;
import io.quantix.agent.protocol.message.AgentMessage;
import io.quantix.agent.protocol.message.DiskUsage;
import io.quantix.agent.protocol.message.GuestIdentity;
import io.quantix.agent.protocol.message.ListUsersResponse;
import io.quantix.agent.protocol.message.NetworkInterface;
import io.quantix.agent.protocol.message.TelemetryReport;
import io.quantix.agent.protocol.message.UserSession;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Who a guest is and how it does, as far as QEMU's agent tells. */
final class QemuFacts {
  private static final int MOST = 1024;

  /** What the agent says of itself. */
  record AgentItself(String version, Set<String> known, Set<String> enabled) {}

  private final QemuCalls calls;

  QemuFacts(QemuCalls calls) {
    this.calls = calls;
  }

  AgentItself info() throws AgentException, InterruptedException {
    JsonNode told = calls.call("guest-info");
    Set<String> known = new HashSet<>();
    Set<String> enabled = new HashSet<>();
    int count = 0;
    for (JsonNode command : told.path("supported_commands")) {
      if (++count > MOST) {
        break;
      }
      known.add(text(command, "name"));
      if (command.path("enabled").asBoolean(false)) {
        enabled.add(text(command, "name"));
      }
    }
    return new AgentItself(text(told, "version"), known, enabled);
  }

  GuestIdentity identity(AgentItself info) throws AgentException, InterruptedException {
    GuestIdentity.Builder identity = GuestIdentity.newBuilder();
    if (info.enabled().contains("guest-get-host-name")) {
      identity.setHostname(text(calls.call("guest-get-host-name"), "host-name"));
    }
    if (info.enabled().contains("guest-get-osinfo")) {
      JsonNode os = calls.call("guest-get-osinfo");
      identity
          .setOsId(text(os, "id"))
          .setOsName(text(os, "pretty-name"))
          .setOsVersion(text(os, "version-id"))
          .setKernel(text(os, "kernel-release"))
          .setArchitecture(text(os, "machine"))
          .setOsFamily(text(os, "id").equals("mswindows") ? "windows" : "linux");
    }
    return identity.build();
  }

  AgentMessage telemetry(GuestIdentity guest) throws AgentException, InterruptedException {
    Instant now = Instant.now();
    TelemetryReport.Builder report =
        TelemetryReport.newBuilder()
            .setMeasuredAt(
                Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
            .setGuest(guest);
    int count = 0;
    for (JsonNode link : calls.call("guest-network-get-interfaces")) {
      if (++count > MOST) {
        break;
      }
      report.addInterfaces(link(link, report));
    }
    disks(report);
    return AgentMessage.newBuilder().setGetTelemetryResponse(report).build();
  }

  private static NetworkInterface link(JsonNode link, TelemetryReport.Builder report) {
    NetworkInterface.Builder found =
        NetworkInterface.newBuilder()
            .setName(text(link, "name"))
            .setMac(text(link, "hardware-address"))
            .setReceivedBytes(number(link.path("statistics"), "rx-bytes"))
            .setSentBytes(number(link.path("statistics"), "tx-bytes"))
            .setUp(!link.path("ip-addresses").isEmpty());
    for (JsonNode address : link.path("ip-addresses")) {
      String ip = text(address, "ip-address");
      found.addIpAddresses(ip + "/" + number(address, "prefix"));
      if (!text(link, "name").equals("lo") && !ip.startsWith("fe80:") && !ip.startsWith("127.")) {
        report.addIpAddresses(ip);
      }
    }
    return found.build();
  }

  /** Windows and old agents do not tell how full a file system is. */
  private void disks(TelemetryReport.Builder report) throws InterruptedException {
    JsonNode systems;
    try {
      systems = calls.call("guest-get-fsinfo");
    } catch (AgentException e) {
      return; // the other facts are worth having without it
    }
    int count = 0;
    for (JsonNode system : systems) {
      if (++count > MOST) {
        break;
      }
      long total = number(system, "total-bytes");
      long used = number(system, "used-bytes");
      report.addDisks(
          DiskUsage.newBuilder()
              .setMountPoint(text(system, "mountpoint"))
              .setDevice(text(system, "name"))
              .setFileSystem(text(system, "type"))
              .setTotalBytes(total)
              .setUsedBytes(used)
              .setAvailableBytes(Math.max(0, total - used)));
    }
  }

  AgentMessage users() throws AgentException, InterruptedException {
    ListUsersResponse.Builder users = ListUsersResponse.newBuilder();
    int count = 0;
    for (JsonNode user : calls.call("guest-get-users")) {
      if (++count > MOST) {
        break;
      }
      users.addSessions(
          UserSession.newBuilder()
              .setUser(text(user, "user"))
              .setSince(
                  Timestamp.newBuilder().setSeconds((long) user.path("login-time").asDouble(0)))
              .setActive(true));
    }
    return AgentMessage.newBuilder().setListUsersResponse(users).build();
  }

  private static String text(JsonNode object, String field) {
    return object.path(field).asString("");
  }

  private static long number(JsonNode object, String field) {
    return Math.max(0, object.path(field).asLong(0));
  }
}
