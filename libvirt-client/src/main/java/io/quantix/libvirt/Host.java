package io.quantix.libvirt;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The machine behind a connection: what it has, what it can do, and its devices. */
public interface Host {
  /** The system information that firmware gives (SMBIOS), as XML. */
  String sysinfo() throws LibvirtException;

  /** Free memory, in bytes. */
  long freeMemory() throws LibvirtException;

  /**
   * Time that the processors spent, in nanoseconds, by libvirt's name: {@code kernel}, {@code
   * user}, {@code idle}, {@code iowait}.
   *
   * @param cpu one of them; empty for all together
   */
  Map<String, Long> cpuTimes(OptionalInt cpu) throws LibvirtException;

  /**
   * Memory in KiB, by libvirt's name: {@code total}, {@code free}, {@code buffers}, {@code cached}.
   */
  Map<String, Long> memory() throws LibvirtException;

  /** Names of the processor models that libvirt knows for an architecture. */
  List<String> cpuModels(String architecture) throws LibvirtException;

  /** Most processors that a domain can have; the type is {@code kvm}, {@code qemu}, ... */
  int maxVcpus(String domainType) throws LibvirtException;

  /**
   * What a domain can have with one emulator, as libvirt's domainCapabilities XML; each may be
   * empty for the usual one.
   */
  String domainCapabilities(
      Optional<String> emulator,
      Optional<String> architecture,
      Optional<String> machine,
      Optional<String> domainType)
      throws LibvirtException;

  /**
   * The best processor model that the hypervisor can give on all of some hosts.
   *
   * @param cpus of each host, as XML
   */
  String baselineCpu(Optional<String> architecture, Optional<String> domainType, List<String> cpus)
      throws LibvirtException;

  /** How the hypervisor on this host stands to a processor model given as XML. */
  CpuComparison compareCpu(Optional<String> architecture, Optional<String> domainType, String cpu)
      throws LibvirtException;

  /** The hypervisor's own configuration ({@code qemu-argv}) of a domain's XML. */
  String toNative(String format, String xml) throws LibvirtException;

  /** All devices of the host. */
  List<NodeDevice> devices() throws LibvirtException;

  /** Finds a device by its name. */
  NodeDevice device(String name) throws LibvirtException;

  /**
   * Makes a device, a virtual function or mediated one, that is gone with the host's next start.
   */
  NodeDevice createDevice(String xml) throws LibvirtException;

  /** Defines a mediated device. */
  NodeDevice defineDevice(String xml) throws LibvirtException;
}
