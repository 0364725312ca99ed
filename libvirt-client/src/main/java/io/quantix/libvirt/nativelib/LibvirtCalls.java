package io.quantix.libvirt.nativelib;

import com.sun.jna.Callback;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DevicePointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.DomainSnapshotPointer;
import org.libvirt.jna.Libvirt;
import org.libvirt.jna.NetworkPointer;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;
import org.libvirt.jna.StreamPointer;

/**
 * libvirt's functions as its headers declare them: those that libvirt-java has, and here those that
 * it lacks or declares in a way that cannot be used. A function that an older libvirt does not have
 * throws {@link MissingFunctionException} when it is called.
 */
interface LibvirtCalls extends Libvirt {
  // ---- virterror.h, libvirt-host.h ----

  int virGetLastErrorCode();

  int virGetLastErrorDomain();

  @Nullable String virGetLastErrorMessage();

  // libvirt-java's lets Java own the answers, which libvirt frees.
  ConnectionPointer virConnectOpenAuth(String uri, Pointer auth, int flags);

  int virConnectRef(ConnectionPointer connection);

  int virConnectRegisterCloseCallback(
      ConnectionPointer connection, Callback function, Pointer opaque, @Nullable Callback free);

  int virConnectUnregisterCloseCallback(ConnectionPointer connection, Callback function);

  int virConnectGetCPUModelNames(
      ConnectionPointer connection, String architecture, PointerByReference models, int flags);

  int virNodeGetCPUStats(
      ConnectionPointer connection,
      int cpu,
      @Nullable Pointer statistics,
      IntByReference count,
      int flags);

  int virNodeGetMemoryStats(
      ConnectionPointer connection,
      int cell,
      @Nullable Pointer statistics,
      IntByReference count,
      int flags);

  CString virConnectGetDomainCapabilities(
      ConnectionPointer connection,
      @Nullable String emulator,
      @Nullable String architecture,
      @Nullable String machine,
      @Nullable String domainType,
      int flags);

  CString virConnectBaselineHypervisorCPU(
      ConnectionPointer connection,
      @Nullable String emulator,
      @Nullable String architecture,
      @Nullable String machine,
      @Nullable String domainType,
      String[] cpus,
      int count,
      int flags);

  int virConnectCompareHypervisorCPU(
      ConnectionPointer connection,
      @Nullable String emulator,
      @Nullable String architecture,
      @Nullable String machine,
      @Nullable String domainType,
      String cpu,
      int flags);

  // ---- libvirt-domain.h ----

  int virConnectListAllDomains(ConnectionPointer connection, PointerByReference all, int flags);

  int virConnectGetAllDomainStats(
      ConnectionPointer connection, int groups, PointerByReference records, int flags);

  void virDomainStatsRecordListFree(Pointer records);

  int virConnectDomainEventRegisterAny(
      ConnectionPointer connection,
      @Nullable DomainPointer domain,
      int event,
      Callback function,
      Pointer opaque,
      @Nullable Callback free);

  DomainPointer virDomainDefineXMLFlags(ConnectionPointer connection, String xml, int flags);

  int virDomainRestoreFlags(
      ConnectionPointer connection, String path, @Nullable String xml, int flags);

  int virDomainGetState(
      DomainPointer domain, IntByReference state, IntByReference reason, int flags);

  int virDomainShutdownFlags(DomainPointer domain, int flags);

  int virDomainDestroyFlags(DomainPointer domain, int flags);

  int virDomainSaveFlags(DomainPointer domain, String path, @Nullable String xml, int flags);

  int virDomainCoreDumpWithFormat(DomainPointer domain, String path, int format, int flags);

  int virDomainRename(DomainPointer domain, String name, int flags);

  int virDomainGetVcpusFlags(DomainPointer domain, int flags);

  int virDomainSetMemoryFlags(DomainPointer domain, NativeLong kib, int flags);

  int virDomainInjectNMI(DomainPointer domain, int flags);

  int virDomainGetMessages(DomainPointer domain, PointerByReference messages, int flags);

  int virDomainDetachDeviceAlias(DomainPointer domain, String alias, int flags);

  int virDomainOpenConsole(
      DomainPointer domain, @Nullable String device, StreamPointer stream, int flags);

  int virDomainOpenChannel(
      DomainPointer domain, @Nullable String name, StreamPointer stream, int flags);

  int virDomainBlockPull(DomainPointer domain, String disk, NativeLong bandwidth, int flags);

  int virDomainBlockRebase(
      DomainPointer domain, String disk, String base, NativeLong bandwidth, int flags);

  int virDomainBlockCopy(
      DomainPointer domain,
      String disk,
      String destination,
      @Nullable Pointer parameters,
      int count,
      int flags);

  int virDomainBlockJobSetSpeed(DomainPointer domain, String disk, NativeLong bandwidth, int flags);

  int virDomainGetBlockIoTune(
      DomainPointer domain,
      String disk,
      @Nullable Pointer parameters,
      IntByReference count,
      int flags);

  int virDomainSetBlockIoTune(
      DomainPointer domain, String disk, @Nullable Pointer parameters, int count, int flags);

  int virDomainGetDiskErrors(DomainPointer domain, @Nullable Pointer errors, int most, int flags);

  int virDomainInterfaceFree(Pointer networkInterface);

  int virDomainGetGuestInfo(
      DomainPointer domain,
      int types,
      PointerByReference parameters,
      IntByReference count,
      int flags);

  CString virDomainGetHostname(DomainPointer domain, int flags);

  int virDomainGetFSInfo(DomainPointer domain, PointerByReference all, int flags);

  void virDomainFSInfoFree(Pointer fileSystem);

  int virDomainAuthorizedSSHKeysGet(
      DomainPointer domain, String user, PointerByReference keys, int flags);

  int virDomainAuthorizedSSHKeysSet(
      DomainPointer domain, String user, String @Nullable [] keys, int count, int flags);

  int virDomainFSFreeze(
      DomainPointer domain, String @Nullable [] mountPoints, int count, int flags);

  int virDomainFSThaw(DomainPointer domain, String @Nullable [] mountPoints, int count, int flags);

  int virDomainFSTrim(DomainPointer domain, @Nullable String mountPoint, long minimum, int flags);

  int virDomainGetTime(
      DomainPointer domain, LongByReference seconds, IntByReference nanos, int flags);

  int virDomainSetTime(DomainPointer domain, long seconds, int nanos, int flags);

  int virDomainMigrateToURI3(
      DomainPointer domain,
      @Nullable String destination,
      @Nullable Pointer parameters,
      int count,
      int flags);

  @Nullable DomainPointer virDomainMigrate3(
      DomainPointer domain,
      ConnectionPointer destination,
      @Nullable Pointer parameters,
      int count,
      int flags);

  int virDomainMigrateGetMaxDowntime(DomainPointer domain, LongByReference millis, int flags);

  int virDomainMigrateSetCompressionCache(DomainPointer domain, long bytes, int flags);

  int virDomainMigrateGetCompressionCache(DomainPointer domain, LongByReference bytes, int flags);

  int virDomainMigrateSetMaxSpeed(DomainPointer domain, NativeLong bandwidth, int flags);

  int virDomainMigrateGetMaxSpeed(DomainPointer domain, LongByReference bandwidth, int flags);

  int virDomainMigrateStartPostCopy(DomainPointer domain, int flags);

  // ---- libvirt-domain-snapshot.h ----

  int virDomainListAllSnapshots(DomainPointer domain, PointerByReference all, int flags);

  int virDomainSnapshotListAllChildren(
      DomainSnapshotPointer snapshot, PointerByReference all, int flags);

  @Nullable String virDomainSnapshotGetName(DomainSnapshotPointer snapshot);

  DomainSnapshotPointer virDomainSnapshotGetParent(DomainSnapshotPointer snapshot, int flags);

  int virDomainSnapshotIsCurrent(DomainSnapshotPointer snapshot, int flags);

  // ---- libvirt-network.h, libvirt-nwfilter.h, libvirt-interface.h ----

  int virConnectListAllNetworks(ConnectionPointer connection, PointerByReference all, int flags);

  int virNetworkUpdate(
      NetworkPointer network, int command, int section, int parent, String xml, int flags);

  int virNetworkGetDHCPLeases(
      NetworkPointer network, @Nullable String mac, PointerByReference all, int flags);

  void virNetworkDHCPLeaseFree(Pointer lease);

  int virConnectNetworkEventRegisterAny(
      ConnectionPointer connection,
      @Nullable Pointer network,
      int event,
      Callback function,
      Pointer opaque,
      @Nullable Callback free);

  int virConnectNetworkEventDeregisterAny(ConnectionPointer connection, int callback);

  int virConnectListAllNWFilters(ConnectionPointer connection, PointerByReference all, int flags);

  int virConnectListAllInterfaces(ConnectionPointer connection, PointerByReference all, int flags);

  // ---- libvirt-storage.h, libvirt-secret.h ----

  int virConnectListAllStoragePools(
      ConnectionPointer connection, PointerByReference all, int flags);

  CString virConnectGetStoragePoolCapabilities(ConnectionPointer connection, int flags);

  int virStoragePoolListAllVolumes(StoragePoolPointer pool, PointerByReference all, int flags);

  int virStorageVolWipePattern(StorageVolPointer volume, int algorithm, int flags);

  int virConnectStoragePoolEventRegisterAny(
      ConnectionPointer connection,
      @Nullable Pointer pool,
      int event,
      Callback function,
      Pointer opaque,
      @Nullable Callback free);

  int virConnectStoragePoolEventDeregisterAny(ConnectionPointer connection, int callback);

  int virConnectListAllSecrets(ConnectionPointer connection, PointerByReference all, int flags);

  int virConnectSecretEventRegisterAny(
      ConnectionPointer connection,
      @Nullable Pointer secret,
      int event,
      Callback function,
      Pointer opaque,
      @Nullable Callback free);

  int virConnectSecretEventDeregisterAny(ConnectionPointer connection, int callback);

  // ---- libvirt-nodedev.h ----

  int virConnectListAllNodeDevices(ConnectionPointer connection, PointerByReference all, int flags);

  DevicePointer virNodeDeviceDefineXML(ConnectionPointer connection, String xml, int flags);

  int virNodeDeviceDetachFlags(DevicePointer device, @Nullable String driver, int flags);

  int virNodeDeviceCreate(DevicePointer device, int flags);

  int virNodeDeviceUndefine(DevicePointer device, int flags);

  int virNodeDeviceIsActive(DevicePointer device);

  int virNodeDeviceIsPersistent(DevicePointer device);

  int virNodeDeviceGetAutostart(DevicePointer device, IntByReference value);

  int virNodeDeviceSetAutostart(DevicePointer device, int value);

  int virConnectNodeDeviceEventRegisterAny(
      ConnectionPointer connection,
      @Nullable Pointer device,
      int event,
      Callback function,
      Pointer opaque,
      @Nullable Callback free);

  int virConnectNodeDeviceEventDeregisterAny(ConnectionPointer connection, int callback);

  // ---- libvirt-stream.h ----

  int virStreamEventAddCallback(
      StreamPointer stream, int events, Callback function, Pointer opaque, @Nullable Callback free);

  int virStreamRecv(StreamPointer stream, Pointer data, SizeT bytes);

  int virStreamRecvFlags(StreamPointer stream, Pointer data, SizeT bytes, int flags);

  int virStreamRecvHole(StreamPointer stream, LongByReference bytes, int flags);

  int virStreamSend(StreamPointer stream, Pointer data, SizeT bytes);

  int virStreamSendHole(StreamPointer stream, long bytes, int flags);
}
