package io.quantix.agent.request;

import io.quantix.agent.protocol.message.DiskActivity;
import io.quantix.agent.protocol.message.DiskUsage;
import io.quantix.agent.protocol.message.GuestIdentity;
import io.quantix.agent.protocol.message.MemoryUsage;
import io.quantix.agent.protocol.message.NetworkInterface;
import io.quantix.agent.protocol.message.TelemetryReport;
import io.quantix.agent.system.Telemetry;

/** A guest's metrics as the protocol has them. */
final class TelemetryReports {
  private TelemetryReports() {}

  static TelemetryReport of(Telemetry now, GuestIdentity identity) {
    TelemetryReport.Builder report =
        TelemetryReport.newBuilder()
            .setMeasuredAt(Timestamps.of(now.measured()))
            .setIntervalMs(now.interval().toMillis())
            .setCpuPercent(now.cpuPercent())
            .addAllCorePercent(now.corePercent())
            .setLoad1(now.load1())
            .setLoad5(now.load5())
            .setLoad15(now.load15())
            .setMemory(memory(now.memory()))
            .addAllIpAddresses(now.addresses())
            .setGuest(identity)
            .setUptimeSeconds(now.uptime().toSeconds())
            .setProcessCount(now.processes());
    now.disks().forEach(disk -> report.addDisks(disk(disk)));
    now.interfaces().forEach(link -> report.addInterfaces(link(link)));
    now.diskActivity().forEach(disk -> report.addDiskActivity(activity(disk)));
    return report.build();
  }

  private static MemoryUsage memory(Telemetry.Memory memory) {
    return MemoryUsage.newBuilder()
        .setTotalBytes(memory.total())
        .setUsedBytes(memory.used())
        .setAvailableBytes(memory.available())
        .setCachedBytes(memory.cached())
        .setSwapTotalBytes(memory.swapTotal())
        .setSwapUsedBytes(memory.swapUsed())
        .build();
  }

  private static DiskUsage disk(Telemetry.Disk disk) {
    return DiskUsage.newBuilder()
        .setMountPoint(disk.mountPoint())
        .setDevice(disk.device())
        .setFileSystem(disk.fileSystem())
        .setTotalBytes(disk.total())
        .setUsedBytes(disk.used())
        .setAvailableBytes(disk.available())
        .build();
  }

  private static NetworkInterface link(Telemetry.Interface link) {
    return NetworkInterface.newBuilder()
        .setName(link.name())
        .setMac(link.mac())
        .addAllIpAddresses(link.addresses())
        .setReceivedBytes(link.receivedBytes())
        .setSentBytes(link.sentBytes())
        .setReceivedBytesDelta(link.receivedBytesDelta())
        .setSentBytesDelta(link.sentBytesDelta())
        .setUp(link.up())
        .build();
  }

  private static DiskActivity activity(Telemetry.DiskActivity disk) {
    return DiskActivity.newBuilder()
        .setDevice(disk.device())
        .setReadBytes(disk.readBytes())
        .setWrittenBytes(disk.writtenBytes())
        .setReads(disk.reads())
        .setWrites(disk.writes())
        .setReadBytesDelta(disk.readBytesDelta())
        .setWrittenBytesDelta(disk.writtenBytesDelta())
        .build();
  }
}
