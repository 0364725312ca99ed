package io.quantix.libvirt.nativelib;

import com.sun.jna.ptr.PointerByReference;
import io.quantix.libvirt.DhcpLease;
import io.quantix.libvirt.Impact;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.Network;
import io.quantix.libvirt.NetworkSection;
import io.quantix.libvirt.NetworkUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.NetworkPointer;

/** A {@link Network} of a {@link NativeConnection}. */
final class NativeNetwork extends NativeNamed<NetworkPointer> implements Network {
  static final NativeKind<NetworkPointer, Network> KIND =
      new NativeKind<>(NetworkPointer::new, LibvirtCalls::virNetworkFree, NativeNetwork::new);
  private static final int INACTIVE = 1;
  private static final int IPV6 = 1;

  private NativeNetwork(NativeCall call, NetworkPointer pointer) {
    super(
        call.session(),
        LibvirtCalls::virNetworkFree,
        Uuids.read(bytes -> call.libvirt().virNetworkGetUUID(pointer, bytes)),
        call.libvirt().virNetworkGetName(pointer));
  }

  @Override
  @Nullable NetworkPointer find(NativeCall call) {
    return call.libvirt().virNetworkLookupByUUID(call.connection(), Uuids.bytes(uuid()));
  }

  @Override
  public String xml(boolean inactive) throws LibvirtException {
    return text(
        (libvirt, network) -> libvirt.virNetworkGetXMLDesc(network, inactive ? INACTIVE : 0));
  }

  @Override
  public void start() throws LibvirtException {
    run(LibvirtCalls::virNetworkCreate);
  }

  @Override
  public void destroy() throws LibvirtException {
    run(LibvirtCalls::virNetworkDestroy);
  }

  @Override
  public void undefine() throws LibvirtException {
    run(LibvirtCalls::virNetworkUndefine);
  }

  @Override
  public boolean isActive() throws LibvirtException {
    return isTrue(LibvirtCalls::virNetworkIsActive);
  }

  @Override
  public boolean isPersistent() throws LibvirtException {
    return isTrue(LibvirtCalls::virNetworkIsPersistent);
  }

  @Override
  public boolean autostart() throws LibvirtException {
    return flag(LibvirtCalls::virNetworkGetAutostart);
  }

  @Override
  public void setAutostart(boolean value) throws LibvirtException {
    run((libvirt, network) -> libvirt.virNetworkSetAutostart(network, value ? 1 : 0));
  }

  @Override
  public Optional<String> bridge() throws LibvirtException {
    try {
      return Optional.of(text(LibvirtCalls::virNetworkGetBridgeName));
    } catch (LibvirtException e) {
      // Asking one that has none is an internal error to libvirt, with these words.
      if (String.valueOf(e.getMessage()).contains("bridge name")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void update(
      NetworkUpdate update, NetworkSection section, int index, String xml, Impact... impact)
      throws LibvirtException {
    int bits = NativeCall.bits(Impact::bit, impact);
    run((libvirt, network) ->
        libvirt.virNetworkUpdate(network, update.number(), section.number(), index, xml, bits));
  }

  @Override
  public List<DhcpLease> leases(Optional<String> mac) throws LibvirtException {
    return with((call, network) -> {
      PointerByReference all = new PointerByReference();
      int count =
          call.check(call.libvirt().virNetworkGetDHCPLeases(network, mac.orElse(null), all, 0));
      return call.structures(
          all.getValue(),
          count,
          NativeNetwork::lease,
          each -> call.libvirt().virNetworkDHCPLeaseFree(each));
    });
  }

  private static DhcpLease lease(CStruct in) {
    String networkInterface = in.text().orElse("");
    long expires = in.int64();
    boolean ipv6 = in.int32() == IPV6;
    return new DhcpLease(
        networkInterface,
        expires == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(expires)),
        ipv6,
        in.text(),
        in.text(),
        in.text().orElse(""),
        in.int32(),
        in.text(),
        in.text());
  }
}
