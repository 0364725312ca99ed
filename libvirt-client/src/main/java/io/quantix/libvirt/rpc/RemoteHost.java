package io.quantix.libvirt.rpc;

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
import java.util.function.IntFunction;

/** The {@link Host} of a {@link RemoteConnection}. */
record RemoteHost(RemoteConnection connection) implements Host {
  private static final int ALL = -1;
  private static final int MOST_STATISTICS = 16;

  @Override
  public String sysinfo() throws LibvirtException {
    return connection.call(
        Procedure.CONNECT_GET_SYSINFO, new XdrWriter().integer(0), XdrReader::string);
  }

  @Override
  public long freeMemory() throws LibvirtException {
    return connection.call(Procedure.NODE_GET_FREE_MEMORY, new XdrWriter(), XdrReader::hyper);
  }

  @Override
  public Map<String, Long> cpuTimes(OptionalInt cpu) throws LibvirtException {
    return statistics(
        Procedure.NODE_GET_CPU_STATS,
        count -> new XdrWriter().integer(cpu.orElse(ALL)).integer(count).integer(0));
  }

  @Override
  public Map<String, Long> memory() throws LibvirtException {
    return statistics(
        Procedure.NODE_GET_MEMORY_STATS,
        count -> new XdrWriter().integer(count).integer(ALL).integer(0));
  }

  // A daemon wants to be asked for just as many as it has, which it tells when asked for none.
  private Map<String, Long> statistics(Procedure procedure, IntFunction<XdrWriter> arguments)
      throws LibvirtException {
    int count =
        connection.call(
            procedure,
            arguments.apply(0),
            in -> {
              statistics(in);
              return in.integer();
            });
    return connection.call(procedure, arguments.apply(count), RemoteHost::statistics);
  }

  private static Map<String, Long> statistics(XdrReader in) throws ProtocolException {
    int count = in.count(MOST_STATISTICS, 12, "statistics of a host");
    Map<String, Long> values = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      values.put(in.string(), in.hyper());
    }
    return Collections.unmodifiableMap(values);
  }

  @Override
  public List<String> cpuModels(String architecture) throws LibvirtException {
    return connection.call(
        Procedure.CONNECT_GET_CPU_MODEL_NAMES,
        new XdrWriter().string(architecture).integer(1).integer(0),
        in -> in.strings(Limits.LONG_LIST, "processor models"));
  }

  @Override
  public int maxVcpus(String domainType) throws LibvirtException {
    return connection.call(
        Procedure.CONNECT_GET_MAX_VCPUS,
        new XdrWriter().optionalString(domainType),
        XdrReader::integer);
  }

  @Override
  public String domainCapabilities(
      Optional<String> emulator,
      Optional<String> architecture,
      Optional<String> machine,
      Optional<String> domainType)
      throws LibvirtException {
    return connection.call(
        Procedure.CONNECT_GET_DOMAIN_CAPABILITIES,
        new XdrWriter()
            .optional(emulator)
            .optional(architecture)
            .optional(machine)
            .optional(domainType)
            .integer(0),
        XdrReader::string);
  }

  @Override
  public String baselineCpu(
      Optional<String> architecture, Optional<String> domainType, List<String> cpus)
      throws LibvirtException {
    return connection.call(
        Procedure.CONNECT_BASELINE_HYPERVISOR_CPU,
        new XdrWriter()
            .flag(false)
            .optional(architecture)
            .flag(false)
            .optional(domainType)
            .strings(cpus)
            .integer(0),
        XdrReader::string);
  }

  @Override
  public CpuComparison compareCpu(
      Optional<String> architecture, Optional<String> domainType, String cpu)
      throws LibvirtException {
    return connection.call(
        Procedure.CONNECT_COMPARE_HYPERVISOR_CPU,
        new XdrWriter()
            .flag(false)
            .optional(architecture)
            .flag(false)
            .optional(domainType)
            .string(cpu)
            .integer(0),
        in -> CpuComparison.of(in.integer()));
  }

  @Override
  public String toNative(String format, String xml) throws LibvirtException {
    return connection.call(
        Procedure.CONNECT_DOMAIN_XML_TO_NATIVE,
        new XdrWriter().string(format).string(xml).integer(0),
        XdrReader::string);
  }

  private NodeDevice device(XdrReader in) throws ProtocolException {
    return new RemoteNodeDevice(connection, in.string());
  }

  @Override
  public List<NodeDevice> devices() throws LibvirtException {
    return connection.call(
        Procedure.CONNECT_LIST_ALL_NODE_DEVICES,
        new XdrWriter().integer(1).integer(0),
        in -> RemoteObject.list(in, Limits.LONG_LIST, 4, "node devices", this::device));
  }

  @Override
  public NodeDevice device(String name) throws LibvirtException {
    return connection.call(
        Procedure.NODE_DEVICE_LOOKUP_BY_NAME, new XdrWriter().string(name), this::device);
  }

  @Override
  public NodeDevice createDevice(String xml) throws LibvirtException {
    return connection.call(
        Procedure.NODE_DEVICE_CREATE_XML, new XdrWriter().string(xml).integer(0), this::device);
  }

  @Override
  public NodeDevice defineDevice(String xml) throws LibvirtException {
    return connection.call(
        Procedure.NODE_DEVICE_DEFINE_XML, new XdrWriter().string(xml).integer(0), this::device);
  }
}
