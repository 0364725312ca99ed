package io.quantix.desktop.cli;

import com.google.protobuf.Timestamp;
import io.quantix.agent.client.Guest;
import io.quantix.agent.client.GuestText;
import io.quantix.agent.protocol.message.Capability;
import io.quantix.agent.protocol.message.DiskUsage;
import io.quantix.agent.protocol.message.GetSecurityStateResponse;
import io.quantix.agent.protocol.message.GuestIdentity;
import io.quantix.agent.protocol.message.NetworkInterface;
import io.quantix.agent.protocol.message.ProcessInfo;
import io.quantix.agent.protocol.message.ServiceInfo;
import io.quantix.agent.protocol.message.SoftwarePackage;
import io.quantix.agent.protocol.message.TelemetryReport;
import io.quantix.agent.protocol.message.UserSession;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** What a guest's agent answers, as the JSON that docs/command-line.md describes. */
final class GuestJson {
  private GuestJson() {}

  static void info(
      JsonGenerator json,
      Guest guest,
      TelemetryReport report,
      List<UserSession> users,
      GetSecurityStateResponse security) {
    GuestIdentity who = guest.identity();
    json.writeStartObject();
    text(json, "hostname", who.getHostname());
    json.writeObjectPropertyStart("agent");
    text(json, "kind", guest.complete() ? "quantix" : "qemu");
    text(json, "version", guest.link().hello().getAgentVersion());
    json.writeEndObject();
    json.writeObjectPropertyStart("os");
    text(json, "id", who.getOsId());
    text(json, "name", who.getOsName());
    text(json, "version", who.getOsVersion());
    text(json, "kernel", who.getKernel());
    text(json, "architecture", who.getArchitecture());
    text(json, "family", who.getOsFamily());
    json.writeEndObject();
    json.writeNumberProperty("uptimeSeconds", report.getUptimeSeconds());
    json.writeNumberProperty("processes", report.getProcessCount());
    json.writeNumberProperty("cpuPercent", report.getCpuPercent());
    json.writeArrayPropertyStart("load");
    json.writeNumber(report.getLoad1());
    json.writeNumber(report.getLoad5());
    json.writeNumber(report.getLoad15());
    json.writeEndArray();
    json.writeObjectPropertyStart("memory");
    json.writeNumberProperty("totalBytes", report.getMemory().getTotalBytes());
    json.writeNumberProperty("usedBytes", report.getMemory().getUsedBytes());
    json.writeNumberProperty("availableBytes", report.getMemory().getAvailableBytes());
    json.writeNumberProperty("swapTotalBytes", report.getMemory().getSwapTotalBytes());
    json.writeNumberProperty("swapUsedBytes", report.getMemory().getSwapUsedBytes());
    json.writeEndObject();
    texts(json, "addresses", report.getIpAddressesList());
    json.writeArrayPropertyStart("interfaces");
    report.getInterfacesList().forEach(link -> link(json, link));
    json.writeEndArray();
    json.writeArrayPropertyStart("disks");
    report.getDisksList().forEach(disk -> disk(json, disk));
    json.writeEndArray();
    json.writeArrayPropertyStart("users");
    users.forEach(user -> user(json, user));
    json.writeEndArray();
    json.writeObjectPropertyStart("security");
    text(json, "module", security.getModule());
    text(json, "mode", security.getMode());
    json.writeEndObject();
    json.writeArrayPropertyStart("capabilities");
    guest.capabilities().forEach(each -> capability(json, each));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void link(JsonGenerator json, NetworkInterface link) {
    json.writeStartObject();
    text(json, "name", link.getName());
    text(json, "mac", link.getMac());
    json.writeBooleanProperty("up", link.getUp());
    texts(json, "addresses", link.getIpAddressesList());
    json.writeNumberProperty("receivedBytes", link.getReceivedBytes());
    json.writeNumberProperty("sentBytes", link.getSentBytes());
    json.writeEndObject();
  }

  private static void disk(JsonGenerator json, DiskUsage disk) {
    json.writeStartObject();
    text(json, "mountPoint", disk.getMountPoint());
    text(json, "device", disk.getDevice());
    text(json, "fileSystem", disk.getFileSystem());
    json.writeNumberProperty("totalBytes", disk.getTotalBytes());
    json.writeNumberProperty("usedBytes", disk.getUsedBytes());
    json.writeNumberProperty("availableBytes", disk.getAvailableBytes());
    json.writeEndObject();
  }

  private static void user(JsonGenerator json, UserSession user) {
    json.writeStartObject();
    text(json, "user", user.getUser());
    text(json, "terminal", user.getTerminal());
    text(json, "type", user.getType());
    text(json, "remoteHost", user.getRemoteHost());
    time(json, "since", user.getSince());
    json.writeEndObject();
  }

  private static void capability(JsonGenerator json, Capability each) {
    json.writeStartObject();
    text(json, "name", each.getName());
    json.writeBooleanProperty("available", each.getAvailable());
    text(json, "reason", each.getReason());
    json.writeEndObject();
  }

  static void process(JsonGenerator json, ProcessInfo process) {
    json.writeStartObject();
    json.writeNumberProperty("pid", Integer.toUnsignedLong(process.getPid()));
    json.writeNumberProperty("parent", Integer.toUnsignedLong(process.getPpid()));
    text(json, "name", process.getName());
    text(json, "commandLine", process.getCommandLine());
    text(json, "user", process.getUser());
    text(json, "state", word(process.getState().name(), "PROCESS_STATE_"));
    json.writeNumberProperty("cpuPercent", process.getCpuPercent());
    json.writeNumberProperty("memoryBytes", process.getMemoryBytes());
    json.writeNumberProperty("threads", process.getThreads());
    time(json, "started", process.getStartedAt());
    json.writeEndObject();
  }

  static void service(JsonGenerator json, ServiceInfo service) {
    json.writeStartObject();
    text(json, "name", service.getName());
    text(json, "description", service.getDescription());
    text(json, "state", word(service.getState().name(), "SERVICE_STATE_"));
    text(json, "start", word(service.getStartType().name(), "SERVICE_START_TYPE_"));
    json.writeNumberProperty("pid", Integer.toUnsignedLong(service.getPid()));
    json.writeNumberProperty("memoryBytes", service.getMemoryBytes());
    json.writeEndObject();
  }

  static void software(JsonGenerator json, SoftwarePackage found) {
    json.writeStartObject();
    text(json, "name", found.getName());
    text(json, "version", found.getVersion());
    text(json, "architecture", found.getArchitecture());
    text(json, "publisher", found.getPublisher());
    json.writeNumberProperty("sizeBytes", found.getSizeBytes());
    time(json, "installed", found.getInstalledAt());
    json.writeEndObject();
  }

  /** A value of an enumeration as people write it. */
  static String word(String constant, String prefix) {
    return (constant.startsWith(prefix) ? constant.substring(prefix.length()) : constant)
        .toLowerCase(Locale.ROOT)
        .replace('_', '-');
  }

  private static void text(JsonGenerator json, String name, String value) {
    json.writeStringProperty(name, GuestText.line(value));
  }

  static void texts(JsonGenerator json, String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(value -> json.writeString(GuestText.line(value)));
    json.writeEndArray();
  }

  /** Null where the guest did not say; a time that no calendar has is one that it did not say. */
  private static void time(JsonGenerator json, String name, Timestamp time) {
    if (time.getSeconds() <= 0 || time.getSeconds() > Instant.MAX.getEpochSecond()) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, Instant.ofEpochSecond(time.getSeconds()).toString());
    }
  }
}
