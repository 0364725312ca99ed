package io.quantix.agent.request;

import io.quantix.agent.protocol.message.BiosHardware;
import io.quantix.agent.protocol.message.CpuHardware;
import io.quantix.agent.protocol.message.DiskHardware;
import io.quantix.agent.protocol.message.GetHardwareInfoResponse;
import io.quantix.agent.protocol.message.GpuHardware;
import io.quantix.agent.protocol.message.MemoryHardware;
import io.quantix.agent.protocol.message.NetworkHardware;
import io.quantix.agent.protocol.message.OsInstallation;
import io.quantix.agent.protocol.message.PartitionHardware;
import io.quantix.agent.system.Hardware;
import java.time.Instant;

/** A guest's hardware as the protocol has it. */
final class HardwareReports {
  private HardwareReports() {}

  static GetHardwareInfoResponse of(Hardware hardware) {
    GetHardwareInfoResponse.Builder answer =
        GetHardwareInfoResponse.newBuilder()
            .setCpu(cpu(hardware.cpu()))
            .setMemory(memory(hardware.memory()))
            .setBios(bios(hardware.bios()))
            .setOs(os(hardware.os()));
    hardware.disks().forEach(disk -> answer.addDisks(disk(disk)));
    hardware.network().forEach(adapter -> answer.addNetwork(adapter(adapter)));
    hardware
        .gpus()
        .forEach(gpu ->
            answer.addGpus(
                GpuHardware.newBuilder()
                    .setName(gpu.name())
                    .setVendor(gpu.vendor())
                    .setDriver(gpu.driver())
                    .setMemoryBytes(gpu.memory())));
    return answer.build();
  }

  private static CpuHardware cpu(Hardware.Cpu cpu) {
    return CpuHardware.newBuilder()
        .setModel(cpu.model())
        .setVendor(cpu.vendor())
        .setSockets(cpu.sockets())
        .setCores(cpu.cores())
        .setThreads(cpu.threads())
        .setFrequencyMhz(cpu.frequencyMhz())
        .addAllFlags(cpu.flags())
        .setArchitecture(cpu.architecture())
        .build();
  }

  private static MemoryHardware memory(Hardware.Memory memory) {
    return MemoryHardware.newBuilder()
        .setTotalBytes(memory.total())
        .setAvailableBytes(memory.available())
        .setType(memory.type())
        .setSpeedMhz(memory.speedMhz())
        .setSlots(memory.slots())
        .build();
  }

  private static DiskHardware disk(Hardware.Disk disk) {
    DiskHardware.Builder found =
        DiskHardware.newBuilder()
            .setDevice(disk.device())
            .setModel(disk.model())
            .setSerial(disk.serial())
            .setType(disk.type())
            .setSizeBytes(disk.size());
    disk.partitions()
        .forEach(part ->
            found.addPartitions(
                PartitionHardware.newBuilder()
                    .setDevice(part.device())
                    .setSizeBytes(part.size())
                    .setFileSystem(part.fileSystem())
                    .setMountPoint(part.mountPoint())));
    return found.build();
  }

  private static NetworkHardware adapter(Hardware.Network adapter) {
    return NetworkHardware.newBuilder()
        .setName(adapter.name())
        .setMac(adapter.mac())
        .setType(adapter.type())
        .setSpeedMbps(adapter.speedMbps())
        .setDriver(adapter.driver())
        .build();
  }

  private static BiosHardware bios(Hardware.Bios bios) {
    return BiosHardware.newBuilder()
        .setVendor(bios.vendor())
        .setVersion(bios.version())
        .setReleaseDate(bios.releaseDate())
        .setSystemVendor(bios.systemVendor())
        .setSystemProduct(bios.systemProduct())
        .setSystemSerial(bios.systemSerial())
        .setSystemUuid(bios.systemUuid())
        .build();
  }

  private static OsInstallation os(Hardware.Os os) {
    OsInstallation.Builder found =
        OsInstallation.newBuilder()
            .setName(os.name())
            .setVersion(os.version())
            .setKernel(os.kernel())
            .setHostname(os.hostname());
    // The beginning of time: nobody knows.
    if (os.installed().isAfter(Instant.EPOCH)) {
      found.setInstalledAt(Timestamps.of(os.installed()));
    }
    if (os.booted().isAfter(Instant.EPOCH)) {
      found.setBootedAt(Timestamps.of(os.booted()));
    }
    return found.build();
  }
}
