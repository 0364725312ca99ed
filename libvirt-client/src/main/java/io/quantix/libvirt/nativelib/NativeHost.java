package io.quantix.libvirt.nativelib;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.quantix.libvirt.CpuComparison;
import io.quantix.libvirt.Host;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.NodeDevice;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The {@link Host} of a {@link NativeConnection}. */
record NativeHost(NativeSession session) implements Host {
  private static final int ALL = -1;
  // virNodeCPUStats and virNodeMemoryStats: a name of 80 bytes and a number of eight.
  private static final int NAME_BYTES = 80;
  private static final int SIZE = NAME_BYTES + Long.BYTES;

  @Override
  public String sysinfo() throws LibvirtException {
    return session.call(
        call -> call.text(call.libvirt().virConnectGetSysinfo(call.connection(), 0)));
  }

  @Override
  public long freeMemory() throws LibvirtException {
    return session.call(call -> {
      long free = call.libvirt().virNodeGetFreeMemory(call.connection());
      if (free == 0) {
        throw call.error();
      }
      return free;
    });
  }

  @Override
  public Map<String, Long> cpuTimes(OptionalInt cpu) throws LibvirtException {
    return statistics((call, room, count) ->
        call.libvirt().virNodeGetCPUStats(call.connection(), cpu.orElse(ALL), room, count, 0));
  }

  @Override
  public Map<String, Long> memory() throws LibvirtException {
    return statistics((call, room, count) ->
        call.libvirt().virNodeGetMemoryStats(call.connection(), ALL, room, count, 0));
  }

  @FunctionalInterface
  private interface Statistics {
    int ask(NativeCall call, @Nullable Pointer room, IntByReference count);
  }

  // libvirt tells how many there are when it is given no room.
  private Map<String, Long> statistics(Statistics question) throws LibvirtException {
    return session.call(call -> {
      IntByReference count = new IntByReference();
      call.check(question.ask(call, null, count));
      Memory room = new Memory((long) Math.max(1, count.getValue()) * SIZE);
      room.clear();
      call.check(question.ask(call, room, count));
      Map<String, Long> values = new LinkedHashMap<>();
      for (int i = 0; i < count.getValue(); i++) {
        Pointer each = room.share((long) i * SIZE);
        values.put(each.getString(0, "UTF-8"), each.getLong(NAME_BYTES));
      }
      return Collections.unmodifiableMap(values);
    });
  }

  @Override
  public List<String> cpuModels(String architecture) throws LibvirtException {
    return session.call(call -> {
      PointerByReference all = new PointerByReference();
      int count =
          call.check(
              call.libvirt().virConnectGetCPUModelNames(call.connection(), architecture, all, 0));
      return call.texts(all.getValue(), count);
    });
  }

  @Override
  public int maxVcpus(String domainType) throws LibvirtException {
    return session.call(
        call -> call.check(call.libvirt().virConnectGetMaxVcpus(call.connection(), domainType)));
  }

  @Override
  public String domainCapabilities(
      Optional<String> emulator,
      Optional<String> architecture,
      Optional<String> machine,
      Optional<String> domainType)
      throws LibvirtException {
    return session.call(call ->
        call.text(
            call.libvirt()
                .virConnectGetDomainCapabilities(
                    call.connection(),
                    emulator.orElse(null),
                    architecture.orElse(null),
                    machine.orElse(null),
                    domainType.orElse(null),
                    0)));
  }

  @Override
  public String baselineCpu(
      Optional<String> architecture, Optional<String> domainType, List<String> cpus)
      throws LibvirtException {
    return session.call(call ->
        call.text(
            call.libvirt()
                .virConnectBaselineHypervisorCPU(
                    call.connection(),
                    null,
                    architecture.orElse(null),
                    null,
                    domainType.orElse(null),
                    cpus.toArray(String[]::new),
                    cpus.size(),
                    0)));
  }

  @Override
  public CpuComparison compareCpu(
      Optional<String> architecture, Optional<String> domainType, String cpu)
      throws LibvirtException {
    return session.call(call ->
        CpuComparison.of(
            call.check(
                call.libvirt()
                    .virConnectCompareHypervisorCPU(
                        call.connection(),
                        null,
                        architecture.orElse(null),
                        null,
                        domainType.orElse(null),
                        cpu,
                        0))));
  }

  @Override
  public String toNative(String format, String xml) throws LibvirtException {
    return session.call(call ->
        call.text(call.libvirt().virConnectDomainXMLToNative(call.connection(), format, xml, 0)));
  }

  @Override
  public List<NodeDevice> devices() throws LibvirtException {
    return session.call(call ->
        NativeNodeDevice.KIND.takeAll(
            call, all -> call.libvirt().virConnectListAllNodeDevices(call.connection(), all, 0)));
  }

  @Override
  public NodeDevice device(String name) throws LibvirtException {
    return session.call(call ->
        NativeNodeDevice.KIND.take(
            call, call.libvirt().virNodeDeviceLookupByName(call.connection(), name)));
  }

  @Override
  public NodeDevice createDevice(String xml) throws LibvirtException {
    return session.call(call ->
        NativeNodeDevice.KIND.take(
            call, call.libvirt().virNodeDeviceCreateXML(call.connection(), xml, 0)));
  }

  @Override
  public NodeDevice defineDevice(String xml) throws LibvirtException {
    return session.call(call ->
        NativeNodeDevice.KIND.take(
            call, call.libvirt().virNodeDeviceDefineXML(call.connection(), xml, 0)));
  }
}
