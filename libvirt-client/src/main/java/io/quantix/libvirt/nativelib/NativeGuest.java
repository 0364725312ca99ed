package io.quantix.libvirt.nativelib;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import io.quantix.libvirt.AddressSource;
import io.quantix.libvirt.DomainGuest;
import io.quantix.libvirt.GuestFilesystem;
import io.quantix.libvirt.GuestInfoType;
import io.quantix.libvirt.GuestInterface;
import io.quantix.libvirt.LibvirtException;
import io.quantix.libvirt.LibvirtException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.LibvirtQemu;

/** The {@link DomainGuest} of a {@link NativeDomain}. */
record NativeGuest(NativeDomain domain) implements DomainGuest {
  private static final int TIME_SYNC = 1;
  private static final int KEYS_APPEND = 1;
  private static final int AGENT_NO_WAIT = 0;
  private static final int IPV6 = 1;
  // virDomainIPAddress: a number, a string, a number.
  private static final int ADDRESS_BYTES = 3 * com.sun.jna.Native.POINTER_SIZE;

  @Override
  public List<GuestInterface> interfaces(AddressSource source) throws LibvirtException {
    return domain.with((call, dom) -> {
      PointerByReference all = new PointerByReference();
      int count =
          call.check(call.libvirt().virDomainInterfaceAddresses(dom, all, source.number(), 0));
      return call.structures(
          all.getValue(),
          count,
          NativeGuest::networkInterface,
          each -> call.libvirt().virDomainInterfaceFree(each));
    });
  }

  private static GuestInterface networkInterface(CStruct in) {
    String name = in.text().orElse("");
    Optional<String> mac = in.text();
    int count = in.int32();
    Pointer array = in.pointer();
    List<GuestInterface.Address> addresses = new ArrayList<>();
    for (int i = 0; i < count && array != null; i++) {
      CStruct each = new CStruct(array.share((long) i * ADDRESS_BYTES));
      addresses.add(
          new GuestInterface.Address(each.int32() == IPV6, each.text().orElse(""), each.int32()));
    }
    return new GuestInterface(name, mac, List.copyOf(addresses));
  }

  @Override
  public Map<String, Object> info(Set<GuestInfoType> types) throws LibvirtException {
    int bits = NativeCall.bits(GuestInfoType::bit, types.toArray(GuestInfoType[]::new));
    return domain.with((call, dom) -> {
      PointerByReference values = new PointerByReference();
      IntByReference count = new IntByReference();
      call.check(call.libvirt().virDomainGetGuestInfo(dom, bits, values, count, 0));
      return NativeParameters.take(call.libvirt(), values.getValue(), count.getValue());
    });
  }

  @Override
  public String hostname() throws LibvirtException {
    return domain.text((libvirt, dom) -> libvirt.virDomainGetHostname(dom, 0));
  }

  @Override
  public List<GuestFilesystem> filesystems() throws LibvirtException {
    return domain.with((call, dom) -> {
      PointerByReference all = new PointerByReference();
      int count = call.check(call.libvirt().virDomainGetFSInfo(dom, all, 0));
      return call.structures(
          all.getValue(),
          count,
          NativeGuest::filesystem,
          each -> call.libvirt().virDomainFSInfoFree(each));
    });
  }

  private static GuestFilesystem filesystem(CStruct in) {
    String mountPoint = in.text().orElse("");
    String name = in.text().orElse("");
    String type = in.text().orElse("");
    int count = (int) in.size();
    Pointer array = in.pointer();
    return new GuestFilesystem(
        mountPoint,
        name,
        type,
        array == null || count == 0 ? List.of() : List.of(array.getStringArray(0, count, "UTF-8")));
  }

  @Override
  public void setPassword(String user, String password) throws LibvirtException {
    domain.run((libvirt, dom) -> libvirt.virDomainSetUserPassword(dom, user, password, 0));
  }

  @Override
  public List<String> sshKeys(String user) throws LibvirtException {
    return domain.with((call, dom) -> {
      PointerByReference all = new PointerByReference();
      int count = call.check(call.libvirt().virDomainAuthorizedSSHKeysGet(dom, user, all, 0));
      return call.texts(all.getValue(), count);
    });
  }

  @Override
  public void setSshKeys(String user, List<String> keys, boolean append) throws LibvirtException {
    domain.run((libvirt, dom) ->
        libvirt.virDomainAuthorizedSSHKeysSet(
            dom, user, array(keys), keys.size(), append ? KEYS_APPEND : 0));
  }

  @Override
  public int freeze(List<String> mountPoints) throws LibvirtException {
    return domain.withSlow((call, dom) ->
        call.check(
            call.libvirt().virDomainFSFreeze(dom, array(mountPoints), mountPoints.size(), 0)));
  }

  @Override
  public int thaw(List<String> mountPoints) throws LibvirtException {
    return domain.withSlow((call, dom) ->
        call.check(call.libvirt().virDomainFSThaw(dom, array(mountPoints), mountPoints.size(), 0)));
  }

  private static String @Nullable [] array(List<String> texts) {
    return texts.isEmpty() ? null : texts.toArray(String[]::new);
  }

  @Override
  public void trim(Optional<String> mountPoint, long minimum) throws LibvirtException {
    domain.runSlowly(
        (libvirt, dom) -> libvirt.virDomainFSTrim(dom, mountPoint.orElse(null), minimum, 0));
  }

  @Override
  public Instant time() throws LibvirtException {
    return domain.with((call, dom) -> {
      LongByReference seconds = new LongByReference();
      IntByReference nanos = new IntByReference();
      call.check(call.libvirt().virDomainGetTime(dom, seconds, nanos, 0));
      return Instant.ofEpochSecond(seconds.getValue(), Integer.toUnsignedLong(nanos.getValue()));
    });
  }

  @Override
  public void setTime(Instant time) throws LibvirtException {
    domain.run(
        (libvirt, dom) -> libvirt.virDomainSetTime(dom, time.getEpochSecond(), time.getNano(), 0));
  }

  @Override
  public void syncTime() throws LibvirtException {
    domain.run((libvirt, dom) -> libvirt.virDomainSetTime(dom, 0, 0, TIME_SYNC));
  }

  @Override
  public Optional<String> agentCommand(String json, Duration timeout) throws LibvirtException {
    int seconds =
        timeout.isZero()
            ? AGENT_NO_WAIT
            : Math.clamp(timeout.plusMillis(999).toSeconds(), 1, Integer.MAX_VALUE);
    return domain.withSlow((call, dom) -> {
      LibvirtQemu qemu = qemu();
      CString answer = qemu.virDomainQemuAgentCommand(dom, json, seconds, 0);
      if (answer != null) {
        return Optional.of(answer.toString());
      }
      if (seconds == AGENT_NO_WAIT && call.libvirt().virGetLastErrorCode() == 0) {
        return Optional.empty();
      }
      throw call.error();
    });
  }

  private static LibvirtQemu qemu() throws LibvirtException {
    try {
      return LibvirtLibrary.Qemu.calls();
    } catch (LinkageError e) {
      throw new LibvirtException(
          Kind.UNSUPPORTED,
          0,
          0,
          "libvirt-qemu, which sends commands to an agent, cannot be loaded",
          "Install it: the package libvirt0 on Debian and Ubuntu, libvirt-libs on Fedora.",
          e);
    }
  }
}
